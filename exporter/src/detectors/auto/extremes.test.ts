import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Extremes } from "./extremes.ts";

interface Kept {
  readonly value: number;
  readonly event: number;
}

/** Two lists of at most five, by sorting. */
class Naive {
  #present: Kept[] = [];
  #past: Kept[] = [];

  margin(value: number, least: number): number {
    const values = [...this.#present, ...this.#past].map((kept) => kept.value).sort((a, b) => b - a);
    const [first = NaN, , , , fifth] = values;
    if (fifth === undefined || value <= first) return 0;
    return (value - first) / Math.max(first - fifth, least);
  }

  record(): number {
    return Math.max(...[...this.#present, ...this.#past].map(({ value }) => value));
  }

  learn(value: number, event: number): void {
    const near = this.#present.find((kept) => event - kept.event < 20);
    if (near !== undefined && near.value >= value) return;
    const others = this.#present.filter((kept) => kept !== near);
    this.#present = [...others, { value, event }].sort((a, b) => b.value - a.value).slice(0, 5);
  }

  turn(): void {
    this.#past = this.#present;
    this.#present = [];
  }
}

const page = (): DataView => new DataView(new ArrayBuffer(Extremes.frontSize + Extremes.keptSize));

/** Learns each value as the first of a cluster of its own. */
function learnApart(extremes: Extremes, at: DataView, values: readonly number[], from = 1): void {
  for (const [i, value] of values.entries()) extremes.learn(at, 0, value, from + 20 * i);
}

describe("extremes", () => {
  it("agree with sorted lists at each step, ties and generations included", () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(fc.property(fc.array(fc.record({ value, gap: fc.constantFrom(1, 3, 19, 20, 21) }), { maxLength: 120 }), fc.integer({ min: 10, max: 60 }), (steps, generation) => {
      const [extremes, naive, at] = [new Extremes(Extremes.frontSize), new Naive(), page()];
      let event = 1;
      for (const [i, step] of steps.entries()) {
        expect(extremes.margin(at, 0, step.value, 0.5)).toBe(naive.margin(step.value, 0.5));
        extremes.learn(at, 0, step.value, event);
        naive.learn(step.value, event);
        expect(extremes.record(at, 0)).toBe(naive.record());
        if (i % generation === generation - 1) {
          extremes.turn(at, 0);
          naive.turn();
        }
        event += step.gap;
      }
    }), { seed: 1, numRuns: 200 });
  });

  it.each([
    { name: "a record in spreads of the five largest", learned: [10, 6, 9, 7, 8], asked: 12, least: 0, expected: 0.5 },
    { name: "no record", learned: [10, 6, 9, 7, 8], asked: 10, least: 0, expected: 0 },
    { name: "four values alone", learned: [10, 6, 9, 7], asked: 100, least: 0, expected: 0 },
    { name: "a spread of 0 as the least", learned: [3, 3, 3, 3, 3], asked: 4, least: 0.25, expected: 4 },
    { name: "the smallest by −x", learned: [-10, -6, -9, -7, -8], asked: -4, least: 0, expected: 0.5 },
  ])("give $expected for $name", ({ learned, asked, least, expected }) => {
    const [extremes, at] = [new Extremes(Extremes.frontSize), page()];
    learnApart(extremes, at, learned);
    expect(extremes.margin(at, 0, asked, least)).toBe(expected);
  });

  it("count one of a cluster: five of them in a row are one", () => {
    const [extremes, at] = [new Extremes(Extremes.frontSize), page()];
    for (let event = 1; event <= 19; event++) extremes.learn(at, 0, event, event);
    expect(extremes.margin(at, 0, 100, 1)).toBe(0);
    expect(extremes.record(at, 0)).toBe(19);
  });

  it("forget after two generations", () => {
    const [extremes, at] = [new Extremes(Extremes.frontSize), page()];
    learnApart(extremes, at, [1000, 1, 2, 3, 4]);
    extremes.turn(at, 0);
    learnApart(extremes, at, [1, 2, 3, 4, 5], 200);
    expect(extremes.margin(at, 0, 7, 0)).toBe(0);
    extremes.turn(at, 0);
    expect(extremes.margin(at, 0, 7, 0)).toBe(0.5);
  });
});
