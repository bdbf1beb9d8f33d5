import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { symbolOf } from "./bins.ts";
import { Symbols } from "./symbols.ts";

const WARM_UP = 20;

interface Generation {
  visits: number;
  readonly seen: Set<number>;
  readonly rows: Map<number, Set<number>>;
}

const fresh = (): Generation => ({ visits: 0, seen: new Set(), rows: new Map() });
const surprise = (visits: number, seen: number): number => -Math.log10(seen / (visits + seen));

/** Sets and maps for the two generations. */
class Naive {
  readonly #generation: number;
  readonly #low: number;
  readonly #width: number;
  #present = fresh();
  #past = fresh();
  readonly #visitsBehind = new Map<number, number>();
  #before = -1;

  constructor(first: readonly number[], generation: number) {
    this.#generation = generation;
    const sorted = [...first].sort((a, b) => a - b);
    const rank = (share: number): number => sorted[Math.round(share * (first.length - 1))] ?? NaN;
    this.#low = rank(0.02);
    this.#width = (rank(0.98) - this.#low) / 8;
    for (const value of first) this.learn(value);
  }

  score(value: number): readonly number[] {
    const symbol = symbolOf(value, this.#low, this.#width);
    const seen = new Set([...this.#present.seen, ...this.#past.seen]);
    const row = new Set([...this.#row(this.#present), ...this.#row(this.#past)]);
    return [
      symbol,
      seen.has(symbol) ? 0 : surprise(this.#present.visits + this.#past.visits, seen.size),
      row.has(symbol) || row.size === 0 ? 0 : surprise(this.#visitsBehind.get(this.#before) ?? 0, row.size),
    ];
  }

  learn(value: number): void {
    const symbol = symbolOf(value, this.#low, this.#width);
    this.#present.visits += 1;
    this.#present.seen.add(symbol);
    if (this.#before >= 0) {
      this.#present.rows.set(this.#before, this.#row(this.#present).add(symbol));
      this.#visitsBehind.set(this.#before, (this.#visitsBehind.get(this.#before) ?? 0) + 1);
    }
    this.#before = symbol;
    if (this.#present.visits < this.#generation) return;
    this.#past = this.#present;
    this.#present = fresh();
    for (const [one, visits] of this.#visitsBehind) this.#visitsBehind.set(one, Math.floor(visits / 2));
  }

  #row({ rows }: Generation): Set<number> {
    return rows.get(this.#before) ?? new Set();
  }
}

function begun(first: readonly number[], generation = 1000): { symbols: Symbols; page: DataView } {
  const symbols = new Symbols({ warmUp: first.length, generation, rows: Symbols.frontSize });
  const page = new DataView(new ArrayBuffer(Symbols.frontSize + Symbols.rowsSize(first.length)));
  for (const value of first) {
    symbols.score(page, 0, value);
    expect([symbols.symbol, symbols.surprise, symbols.sequence]).toEqual([-1, 0, 0]);
    symbols.learn(page, 0, value);
  }
  return { symbols, page };
}

describe("symbols", () => {
  it("agree with sets and maps at each step, from the first values over several generations", () => {
    const near = fc.integer({ min: -40, max: 200 });
    const value = fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) });
    const first = fc.uniqueArray(fc.integer({ min: 0, max: 128 }), { minLength: WARM_UP, maxLength: WARM_UP });
    fc.assert(fc.property(first, fc.array(value, { minLength: 150, maxLength: 400 }), fc.integer({ min: 15, max: 90 }), (begin, values, generation) => {
      const { symbols, page } = begun(begin, generation);
      const naive = new Naive(begin, generation);
      for (const one of values) {
        symbols.score(page, 0, one);
        const expected = naive.score(one);
        expect([symbols.symbol, symbols.surprise, symbols.sequence]).toEqual([expected[0], expect.closeTo(expected[1] ?? NaN, 9), expect.closeTo(expected[2] ?? NaN, 9)]);
        symbols.learn(page, 0, one);
        naive.learn(one);
      }
      expect(symbols.events(page, 0)).toBe(begin.length + values.length);
    }), { seed: 1, numRuns: 60 });
  });

  it.each([
    { name: "0 to 16 by eight bins", first: Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0 : 16)), expected: 2 },
    { name: "all but one equal by the whole range", first: [...new Array<number>(99).fill(5), 13], expected: 1 },
    { name: "a constant by a hundredth of it", first: new Array<number>(100).fill(-50), expected: 0.5 },
    { name: "zeroes by next to nothing", first: new Array<number>(100).fill(0), expected: 1e-9 },
  ])("cut $name", ({ first, expected }) => {
    const { symbols, page } = begun(first);
    expect(symbols.width(page, 0)).toBeCloseTo(expected, 12);
  });

  it("know a constant again, and nothing else", () => {
    const { symbols, page } = begun(new Array<number>(100).fill(7));
    symbols.score(page, 0, 7);
    expect([symbols.surprise, symbols.sequence]).toEqual([0, 0]);
    symbols.score(page, 0, 8);
    expect(symbols.surprise).toBeCloseTo(Math.log10(101), 12);
    expect(symbols.sequence).toBeCloseTo(Math.log10(100), 12);
  });

  it("name the edges of a bin", () => {
    const { symbols, page } = begun(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0 : 16)));
    symbols.score(page, 0, 5);
    expect([symbols.lowerEdge(page, 0, symbols.symbol), symbols.lowerEdge(page, 0, symbols.symbol + 1)]).toEqual([4, 6]);
    expect([symbols.lowerEdge(page, 0, 0), symbols.lowerEdge(page, 0, 48)]).toEqual([-Infinity, Infinity]);
  });
});
