import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { pageOf } from "./filter-page.ts";
import { medianOfThree } from "./median-of-three.ts";

function passed(values: readonly number[]): (number | undefined)[] {
  const page = pageOf(medianOfThree);
  return values.map((value, second) => page.pass(second, value));
}

describe("median-of-three", () => {
  it.each([
    { name: "takes a single spike out", values: [20, 21, 999, 22, 20], expected: [20, 21, 21, 22, 22] },
    { name: "lets a step through one value later", values: [1, 1, 5, 5, 5], expected: [1, 1, 1, 5, 5] },
    { name: "follows a ramp one value behind", values: [1, 2, 3, 4], expected: [1, 2, 2, 3] },
    { name: "leaves a constant alone", values: [0, 0, 0], expected: [0, 0, 0] },
  ])("$name", ({ values, expected }) => {
    expect(passed(values)).toEqual(expected);
  });

  it("agrees with sorting the last three", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 30 }), (values) => {
      const sorted = values.map((value, i) => (i < 2 ? value : [...values.slice(i - 2, i + 1)].sort((a, b) => a - b)[1]));
      expect(passed(values)).toEqual(sorted);
    }), { seed: 1 });
  });
});
