import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./contract-scene.ts";
import { holtWinters } from "./holt-winters.ts";

const HOUR_MS = 3_600_000;
const phi = 0.98;

/** A rhythm of `period`, a trend, and a wobble that is no multiple of either. */
function rhythm(count: number, period: number): number[] {
  return Array.from({ length: count }, (_, i) => 100 + 10 * Math.sin((2 * Math.PI * i) / period) + 0.05 * i + Math.sin(i * 1.7));
}

/** The component form of the textbook: each part is a weighted mean of what the value says and of what was expected. */
function* textbook(values: readonly number[], period: number): Generator<number> {
  let [level, trend] = [values[0] ?? 0, 0];
  const season = new Array<number>(period).fill(0);
  const seen = new Array<number>(period).fill(0);
  for (const [i, value] of values.entries()) {
    const b = i % period;
    yield level + phi * trend + (season[b] ?? 0);
    if (i === 0) continue;
    const [alpha, betaOfError, seenNow] = [Math.max(0.1, 1 / (i + 1)), 0.01, (seen[b] ?? 0) + 1];
    const gamma = Math.max(0.05, 1 / (seenNow + 1));
    const [before, slope, usual] = [level, trend, season[b] ?? 0];
    level = alpha * (value - usual) + (1 - alpha) * (before + phi * slope);
    const beta = betaOfError / alpha;
    trend = beta * (level - before) + (1 - beta) * phi * slope;
    season[b] = gamma * (value - before - phi * slope) + (1 - gamma) * usual;
    seen[b] = seenNow;
  }
}

describe("holt-winters", () => {
  it.each([{ period: 7 }, { period: 24 }])("agrees with the textbook's component form at each step, period $period", ({ period }) => {
    // Nothing is damped before it is ready.
    const page = pageOf(holtWinters, { period, warm_up: 10_000 });
    const values = rhythm(400, period);
    const expected = [...textbook(values, period)];
    for (const [i, value] of values.entries()) {
      const judgement = page.see(value);
      if (i > 0) expect(judgement.expected).toBeCloseTo(expected[i] ?? NaN, 8);
    }
  });

  it("knows the hour of the day after some days, and what is wrong at that hour alone", () => {
    const page = pageOf(holtWinters);
    const valueAt = (hour: number): number => (hour % 24 === 3 ? 100 : 10) + Math.sin(hour * 1.7);
    for (let hour = 0; hour < 24 * 20; hour++) page.see(valueAt(hour), hour * HOUR_MS);
    const night = (24 * 20 + 3) * HOUR_MS;
    expect(page.score(100, night).evidence).toBeLessThan(1);
    expect(page.score(10, night).evidence).toBeGreaterThan(2.5);
    expect(page.score(100, night + HOUR_MS).evidence).toBeGreaterThan(2.5);
  });

  it("judges no hour that it never saw", () => {
    const page = pageOf(holtWinters);
    for (let i = 0; i < 100; i++) page.see(i % 3, 10 * HOUR_MS + i);
    expect([10, 11].map((hour) => page.score(1000, hour * HOUR_MS).ready)).toEqual([true, false]);
  });
});
