import { describe, expect, it } from "@jest/globals";
import { mean, variance } from "simple-statistics";
import { calm, ordinary, pageOf } from "./contract-scene.ts";
import { cusum } from "./cusum.ts";
import { REASON } from "./reasons.ts";

/** The greatest sum over all beginnings, which is what the recursion with its 0 stands for. */
function greatestTail(steps: readonly number[]): number {
  return Math.max(0, ...steps.map((_, from) => steps.slice(from).reduce((sum, step) => sum + step, 0)));
}

describe("cusum", () => {
  it("agrees with the greatest sum over all beginnings at each step", () => {
    const values = calm(160);
    const page = pageOf(cusum, { slack: 0.1, limit: 30, warm_up: 20, memory: 1e9 });
    const [up, down]: [number[], number[]] = [[], []];
    for (const [i, value] of values.entries()) {
      if (i >= 20) {
        const before = values.slice(0, i);
        const deviations = (value - mean(before)) / Math.sqrt(variance(before));
        up.push(deviations - 0.1);
        down.push(-deviations - 0.1);
        const sum = Math.max(greatestTail(up), greatestTail(down));
        // The sum that ends with this value: it may be below 0, and is no evidence then.
        if (sum < 30) expect(page.score(value).evidence).toBeCloseTo((2.5 * sum) / 30, 8);
      }
      page.see(value);
    }
  });

  it("finds a shift of one standard deviation that z-score never would, and says so", () => {
    const page = pageOf(cusum);
    for (const value of ordinary(2000)) page.see(value);
    const after = ordinary(60, 7).map((value) => page.see(value + 2));
    const found = after.findIndex(({ evidence }) => evidence >= 2.5);
    expect(found).toBeGreaterThan(3);
    expect(found).toBeLessThan(45);
    const { reason, a, b } = after[found] ?? { reason: 0, a: 0, b: 0 };
    expect(reason).toBe(REASON.shift);
    expect(Math.abs(a - 1)).toBeLessThan(0.7);
    expect(b).toBeLessThanOrEqual(found + 30);
  });

  it("keeps no more than four deviations of a spike", () => {
    const page = pageOf(cusum);
    for (const value of ordinary(500)) page.see(value);
    expect(page.see(1e6).evidence).toBe(10);
    expect(page.score(20).evidence).toBeLessThan(2.5);
  });

  it("takes what lasts for the new level and begins anew with it", () => {
    const page = pageOf(cusum);
    for (const value of ordinary(500)) page.see(value);
    const left = ordinary(110, 2).findIndex((value) => !page.see(value + 100).ready);
    expect(left).toBeGreaterThan(70);
    expect(left).toBeLessThanOrEqual(100);
    for (const value of ordinary(100, 3)) page.see(value + 100);
    const { ready, expected, evidence } = page.score(120);
    expect([ready, Math.abs(expected - 120) < 2, evidence < 1]).toEqual([true, true, true]);
  });
});
