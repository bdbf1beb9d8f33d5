import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { movingAverage } from "./moving-average.ts";
import { StatePage } from "./state-page.ts";

function pageOf(settings: Record<string, number> = {}): StatePage {
  return new StatePage(movingAverage.create({ ...movingAverage.defaults, ...settings }));
}

describe("moving-average", () => {
  it("agrees with two passes over the last values at each step", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 40, maxLength: 120 }), fc.integer({ min: 3, max: 50 }), (values, window) => {
      const page = pageOf({ window, warm_up: 3 });
      for (const [i, value] of values.entries()) {
        const { ready, expected, upper } = page.see(value);
        expect(ready).toBe(i >= 3);
        if (!ready) continue;
        const last = values.slice(Math.max(0, i - window), i);
        const mean = last.reduce((sum, one) => sum + one, 0) / last.length;
        const sd = Math.sqrt(last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / last.length);
        expect(expected).toBeCloseTo(mean, 8);
        if (sd > 0) expect(upper).toBeCloseTo(mean + 4 * sd, 8);
      }
    }), { seed: 1, numRuns: 30 });
  });

  it.each([
    { deviations: 0, evidence: 0 },
    { deviations: 2, evidence: 0.625 },
    { deviations: 4, evidence: 2.5 },
    { deviations: -4, evidence: 2.5 },
    { deviations: 100, evidence: 10 },
  ])("tells $deviations standard deviations by evidence $evidence", ({ deviations, evidence }) => {
    const page = pageOf({ window: 4, warm_up: 4 });
    for (const value of [8, 12, 8, 12]) page.see(value);
    expect(page.score(10 + deviations * 2).evidence).toBeCloseTo(evidence, 12);
  });

  it("forgets what left the window", () => {
    const page = pageOf({ window: 3, warm_up: 2 });
    for (const value of [1e9, 1, 2, 3]) page.see(value);
    expect(page.score(2).expected).toBe(2);
  });

  it("is ready with a full window where the warm-up asks for more", () => {
    const page = pageOf({ window: 3, warm_up: 100 });
    expect([1, 2, 3, 4].map((value) => page.see(value).ready)).toEqual([false, false, false, true]);
  });
});
