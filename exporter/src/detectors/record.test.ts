import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { max, min } from "simple-statistics";
import { pageOf } from "./contract-scene.ts";
import { REASON } from "./reasons.ts";
import { record } from "./record.ts";

describe("record", () => {
  it("agrees with the least and greatest value before at each step, as long as nothing decays or is held back", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 60 }), (values) => {
      const first = [-800, 800];
      const page = pageOf(record, { warm_up: 2, half_life: 1e9 });
      for (const value of first) page.see(value);
      for (const [i, value] of values.entries()) {
        const before = [...first, ...values.slice(0, i)];
        const range = max(before) - min(before);
        const excess = Math.max(value - max(before), min(before) - value, 0) / range;
        expect(page.see(value).evidence).toBeCloseTo(Math.min(10, (2.5 * Math.log(1 + excess / 0.05)) / Math.log(6)), 5);
      }
    }), { seed: 1, numRuns: 40 });
  });

  it("says by how much of the range, beyond what", () => {
    const page = pageOf(record, { warm_up: 2, half_life: 1e9 });
    for (const value of [0, 100]) page.see(value);
    const { reason, a, b, evidence } = page.score(125);
    expect({ reason, a: Number(a.toFixed(6)), b: Math.round(b), evidence: Number(evidence.toFixed(5)) }).toEqual({ reason: REASON.record, a: 0.25, b: 100, evidence: 2.5 });
  });

  it("halves the range within its half-life", () => {
    const page = pageOf(record, { warm_up: 2, half_life: 100 });
    for (const value of [0, 100]) page.see(value);
    for (let i = 0; i < 100; i++) page.see(50);
    const { lower, upper } = page.score(50);
    // Half the range, and a quarter of it on each side.
    expect(upper - lower).toBeCloseTo(50 * 1.5, 0);
  });

  it("lets one value no more than double the range", () => {
    const page = pageOf(record, { warm_up: 10, half_life: 1e9, onset: 0.01 });
    for (let i = 0; i < 20; i++) page.see(i % 2);
    page.see(1e9);
    expect(page.score(0).upper).toBeCloseTo(2.02, 3);
  });
});
