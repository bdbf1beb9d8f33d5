import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { ordinary, pageOf } from "./contract-scene.ts";
import { detectorKinds } from "./registry.ts";

const kinds = [...detectorKinds.values()].filter(({ judges }) => judges === "values");

/** What holds for every detector that judges by the distribution of values. */
describe.each(kinds)("detector of values $id", (kind) => {
  it("puts what it expects between its bounds, before and after any value", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: kind.warmUp + 1, maxLength: kind.warmUp + 60 }), (values) => {
      const page = pageOf(kind);
      for (const value of values) page.see(value);
      const { lower, expected, upper } = page.score(0);
      expect(lower <= expected && expected <= upper).toBe(true);
    }), { seed: 1, numRuns: 60 });
  });

  it("regression: one absurd value does not blind it for ever", () => {
    for (const absurd of [1e300, -1e300, Number.MAX_VALUE]) {
      const page = pageOf(kind);
      for (const value of [...ordinary(20), absurd, ...ordinary(20_000, 2)]) page.see(value);
      const { expected, lower, upper } = page.score(0);
      expect({ absurd, expected: Number.isFinite(expected), lower: Number.isFinite(lower), upper: Number.isFinite(upper) })
        .toEqual({ absurd, expected: true, lower: true, upper: true });
    }
  });

  it.each([{ constant: 0 }, { constant: 1e-9 }, { constant: -7.3 }, { constant: 1e12 }])("finds nothing in a constant $constant, and a change of it at once", ({ constant }) => {
    const page = pageOf(kind);
    const evidence = Array.from({ length: 500 }, () => page.see(constant).evidence);
    expect(Math.max(...evidence)).toBeLessThan(1e-9);
    expect(page.score(constant + Math.max(1, Math.abs(constant))).evidence).toBeGreaterThanOrEqual(2.5);
  });

  it("finds hardly anything in ordinary values, and a jump of ten standard deviations", () => {
    const page = pageOf(kind);
    const evidence = ordinary(5000).map((value) => page.see(value).evidence);
    expect(evidence.filter((value) => value >= 2.5).length).toBeLessThan(15);
    for (const jump of [20 + 20, 20 - 20]) expect(page.score(jump).evidence).toBeGreaterThanOrEqual(2.5);
  });

  it("judges alike whatever the unit: shift and scale change no evidence", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0.001, 1000), (seed, scale) => {
      const [page, scaled] = [pageOf(kind), pageOf(kind)];
      for (const value of ordinary(kind.warmUp + 200, seed)) {
        const [expected, actual] = [page.see(value).evidence, scaled.see(value * scale).evidence];
        expect(actual).toBeCloseTo(expected, 6);
      }
    }), { seed: 1, numRuns: 10 });
  });
});
