import { describe, expect, it } from "@jest/globals";
import { clipped, damped } from "./damping.ts";

describe("damped", () => {
  it.each([
    { name: "what is ordinary as it is", difference: 3, plain: 4, expected: 3 },
    { name: "the largest ordinary one as it is", difference: -4, plain: 4, expected: -4 },
    { name: "the geometric mean beyond", difference: 100, plain: 4, expected: 20 },
    { name: "a hundred times what is ordinary at the most", difference: 1e12, plain: 4, expected: 400 },
    { name: "with its sign", difference: -100, plain: 4, expected: -20 },
    { name: "everything where nothing is known yet", difference: 1e6, plain: Infinity, expected: 1e6 },
    { name: "nothing whose square overflows", difference: 1e300, plain: Infinity, expected: 1e150 },
    { name: "nothing where all is equal", difference: 7, plain: 0, expected: 0 },
  ])("lets pass $name", ({ difference, plain, expected }) => {
    expect(damped(difference, plain)).toBeCloseTo(expected, 9);
  });
});

describe("clipped", () => {
  it.each([[3, 4, 3], [5, 4, 4], [-5, 4, -4], [-Infinity, 4, -4], [1e300, Infinity, 1e300]])("is, for %p within %p, %p", (value, most, expected) => {
    expect(clipped(value, most)).toBe(expected);
  });
});
