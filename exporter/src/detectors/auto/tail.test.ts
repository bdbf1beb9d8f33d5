import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../../model/random.ts";
import type { Random } from "../../model/random.ts";
import { Tail } from "./tail.ts";

const pageOf = (): DataView => new DataView(new ArrayBuffer(Tail.size));
const exponential = (random: Random): number => -Math.log(1 - random.next());

/** The mean of the 99 % quantile over the second half of so many sizes. */
function percentile(page: DataView, count: number, size: () => number): number {
  const tail = new Tail();
  let sum = 0;
  for (let i = 0; i < count; i++) {
    tail.learn(page, 0, size());
    if (i >= count / 2) sum += tail.percentile(page, 0);
  }
  return sum / (count / 2);
}

describe("tail", () => {
  it.each([
    { name: "exponential sizes", count: 40_000, size: exponential, expected: Math.log(100) },
    { name: "exponential sizes, a million times as large", count: 40_000, size: (random: Random) => 1e6 * exponential(random), expected: 1e6 * Math.log(100) },
    { name: "sizes of a normal number", count: 40_000, size: (random: Random) => Math.abs(random.normal()), expected: 2.576 },
    { name: "zeroes but for one in five", count: 40_000, size: (random: Random) => (random.next() < 0.2 ? exponential(random) : 0), expected: Math.log(20) },
  ])("finds what 1 % exceed of $name", ({ count, size, expected }) => {
    const random = seededRandom(1);
    const found = percentile(pageOf(), count, () => size(random)) / expected;
    expect(found).toBeGreaterThan(0.85);
    expect(found).toBeLessThan(1.15);
  });

  it("gives decades of an exponential tail as they are, three at one in a thousand", () => {
    const [page, random] = [pageOf(), seededRandom(2)];
    percentile(page, 20_000, () => exponential(random));
    for (const decades of [2, 3, 4, 5]) expect(Math.abs(new Tail().decades(page, 0, decades * Math.log(10)) - decades)).toBeLessThan(0.8);
  });

  it("never gives a larger size fewer decades", () => {
    const sizes = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 100, maxLength: 300 });
    const asked = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(fc.property(sizes, asked, asked, (learned, one, other) => {
      const [tail, page] = [new Tail(), pageOf()];
      for (const size of learned) tail.learn(page, 0, size);
      const [fewer, more] = [tail.decades(page, 0, Math.min(one, other)), tail.decades(page, 0, Math.max(one, other))];
      expect(fewer).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(more) && more >= fewer).toBe(true);
    }), { seed: 1, numRuns: 300 });
  });

  it("is not moved for long by one outlier", () => {
    const [tail, page, random] = [new Tail(), pageOf(), seededRandom(3)];
    for (let i = 0; i < 5000; i++) tail.learn(page, 0, Math.abs(random.normal()));
    const before = tail.percentile(page, 0);
    tail.learn(page, 0, 1e12);
    expect(tail.percentile(page, 0) / before).toBeLessThan(1.15);
    for (let i = 0; i < 2000; i++) tail.learn(page, 0, Math.abs(random.normal()));
    expect(tail.percentile(page, 0) / before).toBeLessThan(1.15);
  });

  it("still tells a larger size where all but one in fifty are 0", () => {
    const [tail, page, random] = [new Tail(), pageOf(), seededRandom(4)];
    for (let i = 0; i < 20_000; i++) tail.learn(page, 0, random.next() < 0.02 ? 1 + random.next() : 0);
    expect(tail.decades(page, 0, 20)).toBeGreaterThan(2.5);
    expect(tail.decades(page, 0, 0)).toBe(0);
  });

  it("says nothing of the first hundred sizes, and nothing where all are 0", () => {
    const [tail, page] = [new Tail(), pageOf()];
    for (let i = 0; i < 99; i++) tail.learn(page, 0, 1 + (i % 3));
    expect(tail.decades(page, 0, 1e9)).toBe(0);
    tail.learn(page, 0, 1);
    expect(tail.decades(page, 0, 1e9)).toBeGreaterThan(2);
  });
});
