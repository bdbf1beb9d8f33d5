import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../model/random.ts";
import { StatePage } from "./state-page.ts";
import { zScore } from "./z-score.ts";

function pageOf(settings: Record<string, number> = {}): StatePage {
  return new StatePage(zScore.create({ ...zScore.defaults, ...settings }));
}

/** Mean and variance by their definition: each value counts (1 − a_k) of every later step, two passes. */
function naive(values: readonly number[], memory: number): { mean: number; variance: number } {
  const weights = values.map((_, i) => Math.max(1 / (i + 1), 1 / memory));
  const share = weights.map((weight, i) => weights.slice(i + 1).reduce((left, later) => left * (1 - later), weight));
  const mean = values.reduce((sum, value, i) => sum + (share[i] ?? 0) * value, 0);
  const variance = values.reduce((sum, value, i) => sum + (share[i] ?? 0) * (value - mean) ** 2, 0);
  return { mean, variance };
}

/** Values within two deviations, which are learned as they are. */
function calm(count: number): number[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => 100 + 10 * (random.next() - 0.5));
}

describe("z-score", () => {
  it.each([{ memory: 1000 }, { memory: 40 }])("agrees with two passes over all values at each step, memory $memory", ({ memory }) => {
    const page = pageOf({ memory });
    const values = calm(150);
    for (const [i, value] of values.entries()) {
      if (i >= zScore.warmUp) {
        const { mean, variance } = naive(values.slice(0, i), memory);
        const { expected, lower, upper } = page.score(value);
        const sd = Math.sqrt(variance);
        expect(expected).toBeCloseTo(mean, 9);
        expect(lower).toBeCloseTo(mean - 4 * sd, 9);
        expect(upper).toBeCloseTo(mean + 4 * sd, 9);
      }
      page.see(value);
    }
  });

  it.each([
    { deviations: 0, evidence: 0 },
    { deviations: 2, evidence: 0.625 },
    { deviations: -2, evidence: 0.625 },
    { deviations: 4, evidence: 2.5 },
    { deviations: -4, evidence: 2.5 },
    { deviations: 8, evidence: 10 },
    { deviations: 800, evidence: 10 },
  ])("tells $deviations standard deviations by evidence $evidence", ({ deviations, evidence }) => {
    const page = pageOf();
    for (const value of calm(400)) page.see(value);
    const { expected, upper } = page.score(0);
    const sd = (upper - expected) / 4;
    expect(page.score(expected + deviations * sd).evidence).toBeCloseTo(evidence, 9);
  });

  it("takes `onset` as the deviation at which an anomaly begins", () => {
    const page = pageOf({ onset: 6 });
    for (const value of calm(400)) page.see(value);
    const { upper } = page.score(0);
    expect(page.score(upper).evidence).toBeCloseTo(2.5, 9);
  });

  it("takes `warm_up` as the events before the first judgement", () => {
    const page = pageOf({ warm_up: 3 });
    expect([1, 2, 3, 4].map((value) => page.see(value).ready)).toEqual([false, false, false, true]);
  });

  it("learns a lone anomaly damped: the level moves less than by an ordinary value's weight", () => {
    const page = pageOf();
    for (const value of calm(400)) page.see(value);
    const before = page.score(0);
    page.see(100 + 1000);
    const after = page.score(0);
    expect(after.expected - before.expected).toBeLessThan(1000 / 400 / 5);
    expect(after.upper - after.lower).toBeLessThan((before.upper - before.lower) * 2);
  });

  it("learns a new level in the end", () => {
    const page = pageOf({ memory: 100 });
    for (const value of calm(400)) page.see(value);
    for (const value of calm(2000)) page.see(value + 50);
    const { expected } = page.score(0);
    expect(Math.abs(expected - 150)).toBeLessThan(2);
    expect(page.score(150).evidence).toBeLessThan(0.1);
  });
});
