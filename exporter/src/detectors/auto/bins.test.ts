import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { add, distinct, edgeOf, has, move, surpriseOf, symbolOf, SYMBOLS } from "./bins.ts";

// Widths are powers of two and lows whole: edges within the range are exact.
const low = fc.integer({ min: -1e6, max: 1e6 });
const width = fc.integer({ min: -10, max: 20 }).map((power) => 2 ** power);
const symbol = fc.integer({ min: 0, max: SYMBOLS - 1 });

describe("bins", () => {
  it.each([
    { value: 0, expected: 20 }, { value: 7.9, expected: 27 }, { value: 8, expected: 28 }, { value: 8.5, expected: 29 },
    { value: 9, expected: 30 }, { value: 8 + 723, expected: 46 }, { value: 8 + 724, expected: 47 },
    { value: -0.1, expected: 19 }, { value: -1, expected: 17 }, { value: -1.5, expected: 17 }, { value: 1e300, expected: 47 }, { value: -1e300, expected: 0 },
  ])("puts $value into $expected where the middle is 0 to 8", ({ value, expected }) => {
    expect(symbolOf(value, 0, 1)).toBe(expected);
  });

  it("puts the middle between two edges into the bin of the lower one", () => {
    fc.assert(fc.property(symbol, low, width, (one, from, wide) => {
      const [least, most] = [edgeOf(one, from, wide), edgeOf(one + 1, from, wide)];
      const inside = least === -Infinity ? most - wide : most === Infinity ? least + wide : (least + most) / 2;
      expect(symbolOf(inside, from, wide)).toBe(one);
    }), { seed: 1, numRuns: 500 });
  });

  it("never gives a larger value a smaller symbol, and has edges that rise", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), low, width, (one, other, from, wide) => {
      expect(symbolOf(Math.min(one, other), from, wide)).toBeLessThanOrEqual(symbolOf(Math.max(one, other), from, wide));
    }), { seed: 1, numRuns: 500 });
    const edges = Array.from({ length: SYMBOLS + 1 }, (_, i) => edgeOf(i, 3, 0.5));
    expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
  });

  it("remembers symbols as a set would, in two rows", () => {
    fc.assert(fc.property(fc.array(symbol), fc.array(symbol), (present, past) => {
      const page = new DataView(new ArrayBuffer(16));
      for (const one of past) add(page, 0, one);
      move(page, 0, 8, 8);
      for (const one of present) add(page, 0, one);
      const every = Array.from({ length: SYMBOLS }, (_, i) => i);
      expect(every.filter((one) => has(page, 0, one))).toEqual(every.filter((one) => present.includes(one)));
      expect(every.filter((one) => has(page, 8, one))).toEqual(every.filter((one) => past.includes(one)));
      expect(distinct(page, 0, 8)).toBe(new Set([...present, ...past]).size);
    }), { seed: 1 });
  });

  it.each([
    { visits: 90, seen: 10, expected: 1 }, { visits: 999, seen: 1, expected: 3 }, { visits: 10, seen: 10, expected: Math.log10(2) },
  ])("is surprised by $expected of one more after $seen in $visits", ({ visits, seen, expected }) => {
    expect(surpriseOf(visits, seen)).toBeCloseTo(expected, 12);
  });
});
