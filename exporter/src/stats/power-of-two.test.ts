import { describe, expect, it } from "@jest/globals";
import { powerOfTwo } from "./power-of-two.ts";

describe("powerOfTwo", () => {
  it.each([-1074, -3, -1, 0, 1, 31, 1023])("is exact for %d", (exponent) => {
    expect(powerOfTwo(exponent)).toBe(2 ** exponent);
  });

  // As they came on Node 20.20 and on Node 24.21; `**` gives others for some of them on one or the other.
  it.each([
    { exponent: -1 / 20, expected: 0.9659363289248456 },
    { exponent: -1 / 10_000, expected: 0.9999306876841536 },
    { exponent: 0.5, expected: 1.414213562373095 },
    { exponent: 7.5, expected: 181.01933598375615 },
    { exponent: -2.3, expected: 0.2030630990890589 },
  ])("is the same on every Node.js for $exponent", ({ exponent, expected }) => {
    expect(powerOfTwo(exponent)).toBe(expected);
    expect(powerOfTwo(exponent) / 2 ** exponent).toBeCloseTo(1, 14);
  });
});
