import { describe, expect, it } from "@jest/globals";
import { deadband } from "./deadband.ts";
import { pageOf } from "./filter-page.ts";

describe("deadband", () => {
  it.each([
    { name: "passes a change of `by` from the last that passed", settings: { by: 1 }, values: [20, 20.9, 21, 21.5, 20, 20.5], expected: [20, undefined, 21, undefined, 20, undefined] },
    { name: "is not led away by small steps", settings: { by: 1 }, values: [20, 20.4, 20.8, 21.2], expected: [20, undefined, undefined, 21.2] },
    { name: "measures by a ratio of the last that passed", settings: { ratio: 0.1 }, values: [100, 109, 110, -110, 0, 0.001], expected: [100, undefined, 110, -110, 0, 0.001] },
    { name: "takes either where both are given", settings: { by: 5, ratio: 0.1 }, values: [10, 11, 100, 105], expected: [10, 11, 100, 105] },
    { name: "passes all with by: 0", settings: { by: 0 }, values: [1, 1, 1], expected: [1, 1, 1] },
    { name: "passes a steady value after at_least_every", settings: { by: 1, at_least_every: 2000 }, values: [20, 20, 20, 20, 20], expected: [20, undefined, 20, undefined, 20] },
    { name: "takes a first 0 for a value", settings: { by: 1 }, values: [0, 0.5, 1], expected: [0, undefined, 1] },
  ])("$name", ({ settings, values, expected }) => {
    const page = pageOf(deadband, settings);
    expect(values.map((value, second) => page.pass(second, value))).toEqual(expected);
  });

  it("needs one of by and ratio", () => {
    expect(deadband.broken({ at_least_every: 60_000 })).toBe("by, ratio or both");
    expect(deadband.broken({ ratio: 0.1 })).toBeUndefined();
  });
});
