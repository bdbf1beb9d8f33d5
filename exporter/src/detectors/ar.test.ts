import { describe, expect, it } from "@jest/globals";
import { mean, variance } from "simple-statistics";
import { seededRandom } from "../model/random.ts";
import { ar } from "./ar.ts";
import { pageOf } from "./contract-scene.ts";

/** x = .8·x₁ − .3·x₂ + noise, around 50. */
function following(count: number, seed = 5): number[] {
  const random = seededRandom(seed);
  const values = [0, 0];
  while (values.length < count) values.push(0.8 * (values.at(-1) ?? 0) - 0.3 * (values.at(-2) ?? 0) + random.next() - 0.5);
  return values.map((value) => value + 50);
}

/** Weighted least squares with a ridge, its normal equations of two unknowns solved by Cramer's rule. */
function solve(rows: readonly (readonly [number, number])[], targets: readonly number[], forgetting: number): [number, number] {
  const n = rows.length;
  let [a, b, d, p, q] = [forgetting ** n / 100, 0, forgetting ** n / 100, 0, 0];
  for (const [i, [x, y]] of rows.entries()) {
    const weight = forgetting ** (n - 1 - i);
    const target = targets[i] ?? 0;
    a += weight * x * x;
    b += weight * x * y;
    d += weight * y * y;
    p += weight * x * target;
    q += weight * y * target;
  }
  return [(p * d - q * b) / (a * d - b * b), (q * a - p * b) / (a * d - b * b)];
}

describe("ar", () => {
  it("agrees with weighted least squares over all rows at each step", () => {
    const values = following(200).slice(50);
    const page = pageOf(ar, { order: 2, memory: 100, warm_up: 100_000 });
    const rows: [number, number][] = [];
    const targets: number[] = [];
    for (const [i, value] of values.entries()) {
      if (i >= 2) {
        const before = values.slice(0, i);
        const [level, sd] = [mean(before), Math.sqrt(variance(before))];
        const standard = (one: number): number => Math.max(-10, Math.min(10, (one - level) / sd));
        const row: [number, number] = [standard(values[i - 1] ?? 0), standard(values[i - 2] ?? 0)];
        const [first, second] = solve(rows, targets, 0.99);
        if (rows.length > 0) expect(page.score(value).expected).toBeCloseTo(level + sd * (first * row[0] + second * row[1]), 6);
        rows.push(row);
        targets.push((value - level) / sd);
      }
      page.see(value);
    }
  });

  it("finds a value that is usual as such and does not follow", () => {
    const page = pageOf(ar);
    const wave = (i: number): number => 50 + 10 * Math.sin(i / 5);
    const random = seededRandom(6);
    for (let i = 0; i < 2000; i++) page.see(wave(i) + 0.1 * random.normal());
    const next = wave(2000);
    expect(page.score(next).evidence).toBeLessThan(1);
    expect(page.score(100 - next).evidence).toBeGreaterThan(2.5);
  });

  it("begins an anomaly at the edge of its band", () => {
    const page = pageOf(ar);
    for (const value of following(1000)) page.see(value);
    const { lower, upper } = page.score(50);
    for (const edge of [lower, upper]) expect(page.score(edge).evidence).toBeCloseTo(2.5, 6);
  });

  it("goes on through a constant and through what it has never seen", () => {
    const page = pageOf(ar);
    for (let i = 0; i < 30_000; i++) page.see(7);
    for (const value of [1e300, ...following(3000)]) page.see(value);
    expect(page.score(50).expected).toBeGreaterThan(45);
    expect(page.score(50).expected).toBeLessThan(55);
  });
});
