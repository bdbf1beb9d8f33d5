import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "#exporter/model/random";
import type { Random } from "#exporter/model/random";
import { autoregressive, between, betweenLog, exponential, pick, poisson, student } from "./draws.ts";

const DRAWS = 20_000;

describe("draws", () => {
  it.each<{ name: string; draw: (random: Random) => number; mean: number; variance: number }>([
    { name: "uniform", draw: (random) => between(random, 2, 8), mean: 5, variance: 3 },
    { name: "uniform in the logarithm", draw: (random) => Math.log(betweenLog(random, 1, Math.E ** 6)), mean: 3, variance: 3 },
    { name: "exponential", draw: exponential, mean: 1, variance: 1 },
    { name: "small counts", draw: (random) => poisson(random, 0.7), mean: 0.7, variance: 0.7 },
    { name: "large counts", draw: (random) => poisson(random, 90), mean: 90, variance: 90 },
    { name: "t with 12 degrees of freedom", draw: (random) => student(random, 12), mean: 0, variance: 1.2 },
    { name: "t with 11 degrees of freedom", draw: (random) => student(random, 11), mean: 0, variance: 11 / 9 },
    { name: "a choice", draw: (random) => pick(random, [1, 3]), mean: 2, variance: 1 },
  ])("$name: mean $mean, variance $variance", ({ draw, mean, variance }) => {
    const random = seededRandom(2);
    const values = Array.from({ length: DRAWS }, () => draw(random));
    const found = values.reduce((sum, value) => sum + value, 0) / DRAWS;
    const spread = values.reduce((sum, value) => sum + (value - found) ** 2, 0) / DRAWS;
    expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    expect(spread / variance).toBeGreaterThan(0.92);
    expect(spread / variance).toBeLessThan(1.08);
  });

  it("autoregressive: variance 1, and what is kept from row to row", () => {
    const noise = autoregressive(seededRandom(2), DRAWS, 0.6);
    const mean = (value: (row: number) => number): number => Array.from(noise.keys()).slice(1).reduce((sum, row) => sum + value(row), 0) / (DRAWS - 1);
    const at = (row: number): number => noise[row] ?? NaN;
    expect(mean((row) => at(row) ** 2)).toBeCloseTo(1, 1);
    expect(mean((row) => at(row) * at(row - 1))).toBeCloseTo(0.6, 1);
  });
});
