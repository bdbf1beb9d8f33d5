import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "./random.ts";

const take = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe("seededRandom", () => {
  it("gives the same numbers for the same seed, others for another", () => {
    expect(take(42, 5)).toEqual(take(42, 5));
    expect(take(43, 5)).not.toEqual(take(42, 5));
  });

  it("is uniform in [0, 1)", () => {
    const numbers = take(1, 20_000);
    expect(numbers.filter((number) => number < 0 || number >= 1)).toEqual([]);
    const tenths = new Array<number>(10).fill(0);
    for (const number of numbers) tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
    expect(tenths.filter((count) => count < 1850 || count > 2150)).toEqual([]);
  });

  it("has normal numbers of mean 0 and standard deviation 1, all finite", () => {
    const random = seededRandom(1);
    const numbers = Array.from({ length: 20_000 }, () => random.normal());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});
