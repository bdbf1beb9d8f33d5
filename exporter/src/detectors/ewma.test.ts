import { describe, expect, it } from "@jest/globals";
import { pageOf, calm } from "./contract-scene.ts";
import { ewma } from "./ewma.ts";

/** Level and variance by their definition: sums of all values and of all squared errors, each with its weight today. */
function naive(values: readonly number[]): { level: number; variance: number } {
  const sum = (list: readonly number[], least: number): number => {
    const weights = list.map((_, i) => Math.max(least, 1 / (i + 1)));
    return list.reduce((total, value, i) => total + value * weights.slice(i + 1).reduce((left, later) => left * (1 - later), weights[i] ?? 0), 0);
  };
  const errors = values.slice(1).map((value, i) => value - sum(values.slice(0, i + 1), 0.1));
  return { level: sum(values, 0.1), variance: sum(errors.map((error) => error ** 2), 0.005) };
}

describe("ewma", () => {
  it("agrees with weighted sums over all values at each step", () => {
    const values = calm(80);
    for (let count = 3; count <= 80; count++) {
      // Nothing is damped before it is ready.
      const page = pageOf(ewma, { warm_up: count });
      for (const value of values.slice(0, count)) expect(page.see(value).ready).toBe(false);
      const { level, variance } = naive(values.slice(0, count));
      const { expected, upper } = page.score(100);
      expect(expected).toBeCloseTo(level, 9);
      expect(upper).toBeCloseTo(level + 4 * Math.sqrt(variance), 9);
    }
  });

  it.each([
    { deviations: 2, evidence: 0.625 },
    { deviations: -4, evidence: 2.5 },
    { deviations: 100, evidence: 10 },
  ])("tells $deviations standard deviations by evidence $evidence", ({ deviations, evidence }) => {
    const page = pageOf(ewma);
    for (const value of calm(300)) page.see(value);
    const { expected, upper } = page.score(0);
    expect(page.score(expected + (deviations * (upper - expected)) / 4).evidence).toBeCloseTo(evidence, 9);
  });

  it("follows a new level within some fifty values", () => {
    const page = pageOf(ewma);
    for (const value of calm(300)) page.see(value);
    for (const value of calm(50)) page.see(value + 50);
    expect(Math.abs(page.score(150).expected - 150)).toBeLessThan(5);
  });
});
