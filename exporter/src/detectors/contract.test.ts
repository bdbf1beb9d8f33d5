import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../model/random.ts";
import { noJudgement } from "./detector.ts";
import type { DetectorKind, DetectorSettings } from "./detector.ts";
import { detectorKinds } from "./registry.ts";
import { StatePage } from "./state-page.ts";

const kinds = [...detectorKinds.values()];

function pageOf(kind: DetectorKind, settings: DetectorSettings = {}): StatePage {
  return new StatePage(kind.create({ ...kind.defaults, ...settings }));
}

/** Ordinary values: normal around 20 with standard deviation 2. */
function ordinary(count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 20 + 2 * random.normal());
}

/** Each setting at each end of its range, the others at their defaults. */
const extremes = kinds.flatMap((kind) =>
  Object.entries(kind.ranges).flatMap(([setting, ends]) => ends.map((value) => ({ kind, name: `${kind.id} ${setting} ${value}`, settings: { [setting]: value } }))));

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, 1e-300, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE),
);

describe("the registry of detectors", () => {
  it("lists every file of its folder by its name", () => {
    const others = ["detector", "reasons", "registry", "state-page"];
    const files = readdirSync(__dirname).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
    expect([...detectorKinds.keys()]).toEqual(files.filter((file) => !others.includes(file)).sort());
  });
});

describe.each(kinds)("detector $id", (kind) => {
  it("counts by settings that there are, whole by default and at the ends of their range", () => {
    const wholes = kind.whole.flatMap((name) => [kind.defaults[name], ...(kind.ranges[name] ?? [])]);
    expect(wholes).toHaveLength(3 * kind.whole.length);
    expect(wholes.every(Number.isInteger)).toBe(true);
  });

  it("has a version, and a range for each setting that holds its default", () => {
    expect(kind.version).toBeGreaterThanOrEqual(1);
    expect(Object.keys(kind.ranges)).toEqual(Object.keys(kind.defaults));
    for (const [name, value] of Object.entries(kind.defaults)) {
      const [least = NaN, most = NaN] = kind.ranges[name] ?? [];
      expect({ name, isWithin: least <= value && value <= most }).toEqual({ name, isWithin: true });
    }
  });

  it("keeps its state in a multiple of 8 bytes", () => {
    expect(pageOf(kind).detector.size % 8).toBe(0);
  });

  it("takes all-zero bytes for a series that has seen nothing", () => {
    expect(pageOf(kind).score(1e9)).toEqual(noJudgement());
  });

  it("says nothing while it warms up, and is ready after as many events as it says", () => {
    const page = pageOf(kind);
    for (const [seen, value] of ordinary(kind.warmUp).entries()) {
      expect({ seen, ...page.score(1e6), expected: 0 }).toEqual({ seen, ...noJudgement(), expected: 0 });
      page.see(value);
    }
    expect(page.score(20).ready).toBe(true);
  });

  it("changes nothing when it scores, and no byte of a neighbour when it learns", () => {
    fc.assert(fc.property(fc.array(anyValue, { maxLength: 100 }), anyValue, (values, asked) => {
      const page = pageOf(kind);
      for (const value of values) page.see(value);
      const before = page.bytes.slice();
      page.score(asked);
      expect(Buffer.compare(before, page.bytes)).toBe(0);
      const { size } = page.detector;
      const neighbours = [...page.bytes.subarray(0, size), ...page.bytes.subarray(2 * size)];
      expect(neighbours.every((byte) => byte === 0xa5)).toBe(true);
    }), { seed: 1, numRuns: 30 });
  });

  it("gives evidence from 0 and finite for every finite value", () => {
    fc.assert(fc.property(fc.array(anyValue, { minLength: 31, maxLength: 80 }), (values) => {
      const page = pageOf(kind);
      const wrong = values.map((value) => page.see(value).evidence).filter((evidence) => !(evidence >= 0 && Number.isFinite(evidence)));
      expect(wrong).toEqual([]);
    }), { seed: 1, numRuns: 60 });
  });

  it("puts what it expects between its bounds, before and after any value", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 31, maxLength: 80 }), (values) => {
      const page = pageOf(kind);
      for (const value of values) page.see(value);
      const { lower, expected, upper } = page.score(0);
      expect(lower <= expected && expected <= upper).toBe(true);
    }), { seed: 1, numRuns: 60 });
  });

  it("regression: one absurd value does not blind it for ever", () => {
    for (const absurd of [1e300, -1e300, Number.MAX_VALUE]) {
      const page = pageOf(kind);
      for (const value of [...ordinary(20), absurd, ...ordinary(20_000, 2)]) page.see(value);
      const { expected, lower, upper } = page.score(0);
      expect({ absurd, expected: Number.isFinite(expected), lower: Number.isFinite(lower), upper: Number.isFinite(upper) })
        .toEqual({ absurd, expected: true, lower: true, upper: true });
    }
  });

  it.each([{ constant: 0 }, { constant: 1e-9 }, { constant: -7.3 }, { constant: 1e12 }])("finds nothing in a constant $constant, and a change of it at once", ({ constant }) => {
    const page = pageOf(kind);
    const evidence = Array.from({ length: 500 }, () => page.see(constant).evidence);
    expect(Math.max(...evidence)).toBeLessThan(1e-9);
    expect(page.score(constant + Math.max(1, Math.abs(constant))).evidence).toBeGreaterThanOrEqual(2.5);
  });

  it("finds hardly anything in ordinary values, and a jump of ten standard deviations", () => {
    const page = pageOf(kind);
    const evidence = ordinary(5000).map((value) => page.see(value).evidence);
    expect(evidence.filter((value) => value >= 2.5).length).toBeLessThan(15);
    for (const jump of [20 + 20, 20 - 20]) expect(page.score(jump).evidence).toBeGreaterThanOrEqual(2.5);
  });

  it("judges alike whatever the unit: shift and scale change no evidence", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0.001, 1000), (seed, scale) => {
      const [page, scaled] = [pageOf(kind), pageOf(kind)];
      for (const value of ordinary(200, seed)) {
        const [expected, actual] = [page.see(value).evidence, scaled.see(value * scale).evidence];
        expect(actual).toBeCloseTo(expected, 6);
      }
    }), { seed: 1, numRuns: 10 });
  });

  it("learns the same from the same values, and goes on identically from copied bytes", () => {
    fc.assert(fc.property(fc.array(anyValue, { maxLength: 60 }), fc.array(anyValue, { maxLength: 60 }), (before, after) => {
      const page = pageOf(kind);
      const again = pageOf(kind);
      for (const value of before) expect(again.see(value)).toEqual(page.see(value));
      const copy = page.copy();
      for (const value of after) expect(copy.see(value)).toEqual(page.see(value));
      expect(Buffer.compare(page.bytes, copy.bytes)).toBe(0);
    }), { seed: 1, numRuns: 30 });
  });
});

describe.each(extremes)("$name, the end of its range", ({ kind, settings }) => {
  it("works", () => {
    const page = pageOf(kind, settings);
    expect(page.detector.size % 8).toBe(0);
    // A state must fit a page.
    expect(page.detector.size).toBeLessThanOrEqual(262_144);
    for (const value of ordinary(300)) {
      const { evidence } = page.see(value);
      expect(evidence >= 0 && Number.isFinite(evidence)).toBe(true);
    }
  });
});
