import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { pageOf } from "./contract-scene.ts";
import { novelty } from "./novelty.ts";
import { REASON } from "./reasons.ts";

const WARM_UP = 20;

/** Edges of the bins by their definition, over values whose 2–98 % range is known. */
function edges(low: number, high: number): number[] {
  const width = (high - low) / 8;
  const outside = Array.from({ length: 27 }, (_, i) => width * (2 ** (i + 1) - 1));
  return [...outside.map((far) => low - far).reverse(), ...Array.from({ length: 9 }, (_, i) => low + i * width), ...outside.map((far) => high + far)];
}

/** The bins of all values seen, as their places among the edges: by search, with sets for generations. */
class Naive {
  readonly #edges: number[];
  #present: number[] = [];
  #past: number[] = [];
  readonly #generation: number;

  constructor(first: readonly number[], generation: number) {
    const sorted = [...first].sort((a, b) => a - b);
    this.#edges = edges(sorted[Math.floor(0.02 * (first.length - 1))] ?? 0, sorted[Math.ceil(0.98 * (first.length - 1))] ?? 0);
    this.#generation = generation;
    for (const value of sorted) this.visit(value);
  }

  visit(value: number): void {
    if (this.#present.length >= this.#generation) {
      this.#past = this.#present;
      this.#present = [];
    }
    this.#present.push(this.#place(value));
  }

  evidence(value: number): number {
    const visits = [...this.#past, ...this.#present];
    const distinct = new Set(visits);
    if (distinct.has(this.#place(value))) return 0;
    return Math.min(10, 1.25 * -Math.log10(distinct.size / (visits.length + distinct.size)));
  }

  #place(value: number): number {
    return this.#edges.filter((edge) => edge <= value).length;
  }
}

describe("novelty", () => {
  it("agrees with sets of bins at each step, generations included", () => {
    // Sixteenths: no value lies so near to an edge that rounding would decide.
    const value = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 16 + 1 / 64);
    fc.assert(fc.property(fc.array(value, { minLength: 150, maxLength: 400 }), (values) => {
      const first = Array.from({ length: WARM_UP }, (_, i) => (i === WARM_UP - 1 ? 128 : (i * 37) % 128));
      const page = pageOf(novelty, { warm_up: WARM_UP, generation: 100 });
      for (const one of first) page.see(one);
      const naive = new Naive(first, 100);
      for (const one of values) {
        expect(page.see(one).evidence).toBeCloseTo(naive.evidence(one), 9);
        naive.visit(one);
      }
    }), { seed: 1, numRuns: 30 });
  });

  it("names the bin and how many values had none like it", () => {
    const page = pageOf(novelty, { warm_up: 20 });
    // Range 0 to 16: bins of 2 within, beyond it from 16 to 18, to 22, to 30 …
    for (let i = 0; i < 20; i++) page.see(i % 2 === 0 ? 0 : 16);
    for (let i = 0; i < 180; i++) page.see(i % 16);
    const { reason, a, b, c } = page.score(23);
    expect({ reason, a, b, c }).toEqual({ reason: REASON.novel, a: 22, b: 30, c: 200 });
    expect(page.score(16 + 2 ** 40)).toMatchObject({ b: Infinity });
    expect(page.score(-(2 ** 40))).toMatchObject({ a: -Infinity });
  });

  it("finds what never was once, and again when it was forgotten for two generations", () => {
    const page = pageOf(novelty, { generation: 200 });
    const usual = (count: number): void => { for (let i = 0; i < count; i++) page.see(i % 10); };
    usual(300);
    expect(page.see(1000).evidence).toBeGreaterThan(1);
    expect(page.see(1000).evidence).toBe(0);
    usual(450);
    expect(page.score(1000).evidence).toBeGreaterThan(1);
  });

  it("has the bins visited for its band", () => {
    const page = pageOf(novelty, { warm_up: 20 });
    for (let i = 0; i < 20; i++) page.see(i % 2 === 0 ? 0 : 16);
    page.see(17);
    const { lower, upper } = page.score(0);
    expect([lower, upper]).toEqual([0, 18]);
  });
});
