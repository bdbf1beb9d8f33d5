import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../../model/random.ts";
import { clamp, Season } from "./season.ts";

const HOUR_MS = 3_600_000;

/** The same by arrays and the formula of the comment. */
class Naive {
  #n = 0;
  #level = 0;
  #variance = 0;
  #product = 0;
  #before = 0;
  readonly #offsets: number[];
  readonly #seen: number[];

  constructor(buckets: number) {
    this.#offsets = new Array<number>(buckets).fill(0);
    this.#seen = new Array<number>(buckets).fill(0);
  }

  read(value: number, atMs: number): readonly number[] {
    const expected = this.#level + (this.#offsets[this.#bucket(atMs)] ?? NaN);
    const memory = this.#variance > 0 ? Math.min(1, Math.max(0, this.#product / this.#variance)) : 0;
    return [this.#n, this.#level, expected, this.#n > 0 ? value - expected : 0, Math.sqrt(this.#variance), this.#before, memory];
  }

  learn(value: number, atMs: number): void {
    const bucket = this.#bucket(atMs);
    const plain = value - this.#level - (this.#offsets[bucket] ?? NaN);
    this.#n += 1;
    if (this.#n === 1) {
      this.#level = value;
      return;
    }
    const most = 4 * Math.sqrt(this.#variance);
    const r = this.#n <= 30 ? plain : Math.max(-most, Math.min(most, plain));
    const seen = (this.#seen[bucket] ?? NaN) + 1;
    this.#seen[bucket] = Math.min(255, seen);
    if (this.#n > 30) this.#offsets[bucket] = (this.#offsets[bucket] ?? NaN) + Math.max(1 / 20, 1 / (seen + 1)) * r;
    const weight = Math.max(1 / 200, 1 / this.#n);
    this.#level += Math.max(1 / 500, 1 / this.#n) * r;
    this.#variance += weight * (r * r - this.#variance);
    this.#product += weight * (r * this.#before - this.#product);
    this.#before = r;
  }

  #bucket(atMs: number): number {
    const hours = (((atMs / HOUR_MS) % 24) + 24) % 24;
    return Math.floor((hours * this.#offsets.length) / 24);
  }
}

const APART = 400;
const pageOf = (): DataView => new DataView(new ArrayBuffer(APART + 8 * 24));
const fieldsOf = ({ count, level, expected, residual, sd, before, memory }: Season): number[] => [count, level, expected, residual, sd, before, memory];

describe("season", () => {
  it.each([
    { name: "8 parts of the day", buckets: 8, offsets: undefined }, { name: "24 parts", buckets: 24, offsets: undefined }, { name: "24 parts, the offsets elsewhere", buckets: 24, offsets: APART },
  ])("agrees with arrays at each step: $name", ({ buckets, offsets }) => {
    const step = fc.record({ value: fc.double({ min: -1000, max: 1000, noNaN: true }), gapMs: fc.integer({ min: 0, max: 100_000_000 }) });
    fc.assert(fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
      const [season, naive] = [new Season(buckets, offsets), new Naive(buckets)];
      const page = pageOf();
      let atMs = -1e9;
      for (const { value, gapMs } of steps) {
        season.read(page, 0, { value, eventMs: atMs });
        const [found, expected] = [fieldsOf(season), naive.read(value, atMs)];
        for (const [i, one] of expected.entries()) expect(found[i]).toBeCloseTo(one, 6);
        season.learn(page, 0);
        naive.learn(value, atMs);
        atMs += gapMs;
      }
    }), { seed: 1, numRuns: 30 });
  });

  it("learns the time of day: the residual of a daily wave is its noise", () => {
    const season = new Season(24);
    const page = pageOf();
    const random = seededRandom(1);
    const residuals: number[] = [];
    for (let i = 0; i < 24 * 60; i++) {
      const value = 50 + 10 * Math.sin((2 * Math.PI * i) / 24) + 0.1 * random.normal();
      season.read(page, 0, { value, eventMs: i * HOUR_MS });
      season.learn(page, 0);
      residuals.push(Math.abs(season.residual));
    }
    const last = residuals.slice(-240);
    expect(last.reduce((sum, one) => sum + one, 0) / last.length).toBeLessThan(0.5);
  });

  it.each([
    { name: "noise", weight: 0, least: 0, most: 0.2 },
    { name: "a series that follows from its values before", weight: 0.9, least: 0.75, most: 1 },
  ])("finds the memory of $name", ({ weight, least, most }) => {
    const season = new Season(8);
    const page = pageOf();
    const random = seededRandom(2);
    let value = 0;
    for (let i = 0; i < 3000; i++) {
      value = weight * value + random.normal();
      season.read(page, 0, { value, eventMs: i * 60_000 });
      season.learn(page, 0);
    }
    season.read(page, 0, { value: 0, eventMs: 0 });
    expect(season.memory).toBeGreaterThanOrEqual(least);
    expect(season.memory).toBeLessThanOrEqual(most);
  });

  it("stays finite whatever it is given", () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 200 }), (values) => {
      const season = new Season(8);
      const page = pageOf();
      for (const value of values) {
        season.read(page, 0, { value, eventMs: 0 });
        expect(fieldsOf(season).every(Number.isFinite)).toBe(true);
        season.learn(page, 0);
      }
    }), { seed: 1, numRuns: 100 });
  });

  it("clamps to both sides", () => {
    expect([clamp(5, 2), clamp(-5, 2), clamp(1, 2)]).toEqual([2, -2, 1]);
  });
});
