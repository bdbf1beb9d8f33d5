import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { median, medianAbsoluteDeviation } from "simple-statistics";
import { pageOf } from "./contract-scene.ts";
import { mad } from "./mad.ts";

describe("mad", () => {
  it("agrees with simple-statistics over the last values at each step", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 40, maxLength: 120 }), fc.integer({ min: 5, max: 50 }), (values, window) => {
      const page = pageOf(mad, { window, warm_up: 3 });
      for (const [i, value] of values.entries()) {
        const { ready, expected, upper } = page.see(value);
        expect(ready).toBe(i >= 3);
        if (!ready) continue;
        const last = values.slice(Math.max(0, i - window), i);
        const deviation = medianAbsoluteDeviation(last);
        expect(expected).toBeCloseTo(median(last), 9);
        if (deviation > 0) expect(upper).toBeCloseTo(median(last) + 5 * 1.4826 * deviation, 8);
      }
    }), { seed: 1, numRuns: 40 });
  });

  it("measures by the mean deviation where more than half of the values are equal", () => {
    const page = pageOf(mad, { window: 5, warm_up: 5 });
    for (const value of [7, 7, 7, 7, 17]) page.see(value);
    expect(page.score(7).upper).toBeCloseTo(7 + 5 * 1.2533 * 2, 9);
  });

  it("is not moved by anomalies in less than half of the window", () => {
    const page = pageOf(mad, { window: 21, warm_up: 5 });
    for (let i = 0; i < 21; i++) page.see(i < 10 ? 1e6 : 10 + i / 10);
    expect(page.score(11).expected).toBeLessThan(13);
    expect(page.score(1e6).evidence).toBe(10);
  });

  it("says how far from the median in median deviations", () => {
    const page = pageOf(mad, { window: 5, warm_up: 5 });
    for (const value of [8, 9, 10, 11, 12]) page.see(value);
    const { a, b, evidence } = page.score(10 + 5 * 1.4826);
    expect([a, b, evidence].map((figure) => Number(figure.toFixed(9)))).toEqual([5, 10, 2.5]);
  });
});
