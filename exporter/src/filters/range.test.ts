import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./filter-page.ts";
import { range } from "./range.ts";

describe("range", () => {
  it.each([
    { name: "holds its bounds", settings: { min: -40, max: 85 }, values: [-40.1, -40, 0, 85, 85.1], expected: [-40, 0, 85] },
    { name: "may have a min alone", settings: { min: 0 }, values: [-1, 0, 1e300], expected: [0, 1e300] },
    { name: "may have a max alone", settings: { max: 0 }, values: [-1e300, 0, 1], expected: [-1e300, 0] },
  ])("$name", ({ settings, values, expected }) => {
    const page = pageOf(range, settings);
    expect(values.filter((value, second) => page.pass(second, value) !== undefined)).toEqual(expected);
  });

  it.each([
    { name: "neither bound", settings: {}, expected: "min, max or both" },
    { name: "bounds the wrong way round", settings: { min: 2, max: 1 }, expected: "a min that is not above the max" },
    { name: "equal bounds", settings: { min: 1, max: 1 }, expected: undefined },
  ])("says $expected to $name", ({ settings, expected }) => {
    expect(range.broken(settings)).toBe(expected);
  });
});
