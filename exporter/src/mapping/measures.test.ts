import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { measureValue } from "./measures.ts";

describe("measureValue", () => {
  it.each([
    { value: 21.5, expected: 21.5 },
    { value: 0, expected: 0 },
    { value: "21.5", expected: 21.5 },
    { value: "-.5e-3", expected: -0.0005 },
    { value: "+007.", expected: 7 },
    { value: undefined, expected: NaN },
    { value: null, expected: NaN },
    { value: "", expected: NaN },
    { value: Infinity, expected: "not_finite" },
    { value: "1e999", expected: "not_finite" },
    { value: "NaN", expected: "not_finite" },
    { value: "-Infinity", expected: "not_finite" },
    { value: "+inf", expected: "not_finite" },
    { value: "0x10", expected: "bad_type" },
    { value: "1_000", expected: "bad_type" },
    { value: "1,5", expected: "bad_type" },
    { value: " 1", expected: "bad_type" },
    { value: "1 °C", expected: "bad_type" },
    { value: ".", expected: "bad_type" },
    { value: true, expected: "bad_type" },
    { value: [1], expected: "bad_type" },
    { value: {}, expected: "bad_type" },
  ])("$value is $expected", ({ value, expected }) => {
    expect(measureValue(value)).toBe(expected);
  });

  it("reads every number back from its text", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(measureValue(String(value))).toBe(Number(String(value)));
    }), { seed: 1 });
  });
});
