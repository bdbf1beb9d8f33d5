import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { ordinary, pageOf } from "./contract-scene.ts";
import { noJudgement } from "./detector.ts";
import type { EarlierState } from "./detector.ts";
import { detectorKinds } from "./registry.ts";

const kinds = [...detectorKinds.values()];

/** Each setting at each end of its range, the others at their defaults. */
const extremes = kinds.flatMap((kind) =>
  Object.entries(kind.ranges).flatMap(([setting, ends]) => ends.map((value) => ({ kind, name: `${kind.id} ${setting} ${value}`, settings: { [setting]: value }, words: {} }))));

/** Each word that a setting may be. */
const chosen = kinds.flatMap((kind) =>
  Object.entries(kind.choices ?? {}).flatMap(([setting, words]) => words.map((word) => ({ kind, name: `${kind.id} ${setting} ${word}`, settings: {}, words: { [setting]: word } }))));

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, 1e-300, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE),
);

describe("the registry of detectors", () => {
  it("lists every file of its folder by its name", () => {
    const others = ["band", "combined", "contract-scene", "default", "detector", "earlier", "reasons", "registry", "state-page", "time-of-day"];
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

  it("names words and amounts that there are", () => {
    expect((kind.inUnit ?? []).filter((name) => !(name in kind.defaults))).toEqual([]);
    expect(Object.keys(kind.choices ?? {}).filter((name) => name in kind.defaults)).toEqual([]);
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
    expect(pageOf(kind).score(1e9)).toEqual({ ...noJudgement(), ready: kind.warmUp === 0 });
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
    fc.assert(fc.property(fc.array(anyValue, { minLength: kind.warmUp + 1, maxLength: kind.warmUp + 60 }), (values) => {
      const page = pageOf(kind);
      const wrong = values.map((value) => page.see(value).evidence).filter((evidence) => !(evidence >= 0 && Number.isFinite(evidence)));
      expect(wrong).toEqual([]);
    }), { seed: 1, numRuns: 60 });
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

describe.each(kinds.filter(({ judges }) => judges !== "siblings"))("detector $id, of one series", (kind) => {
  it("says nothing while it warms up, and is ready after as many events as it says", () => {
    const page = pageOf(kind);
    for (const [seen, value] of ordinary(kind.warmUp).entries()) {
      expect({ seen, ...page.score(1e6, 1000 * seen), expected: 0 }).toEqual({ seen, ...noJudgement(), expected: 0 });
      page.see(value, 1000 * seen);
    }
    expect(page.score(20, 1000 * kind.warmUp).ready).toBe(true);
  });
});

describe.each([...extremes, ...chosen])("$name", ({ kind, settings, words }) => {
  it("names earlier versions only, the same in each tier, and siblings where they are compared", () => {
    const { earlier = new Map<number, EarlierState>(), beyond, groupSize } = pageOf(kind, settings, words).detector;
    expect([...earlier.keys()].filter((version) => version < 1 || version >= kind.version)).toEqual([]);
    if (beyond !== undefined) expect([...(beyond.detector.earlier ?? new Map<number, EarlierState>()).keys()]).toEqual([...earlier.keys()]);
    for (const { size, group } of earlier.values()) {
      expect(size % 8).toBe(0);
      expect(group !== undefined).toBe(groupSize !== undefined);
    }
  });

  it("works", () => {
    const page = pageOf(kind, settings, words);
    expect(page.detector.size % 8).toBe(0);
    // A state must fit a page.
    expect(page.detector.size).toBeLessThanOrEqual(262_144);
    for (const [i, value] of ordinary(300).entries()) {
      const { evidence } = page.see(value, 1000 * i);
      expect(evidence >= 0 && Number.isFinite(evidence)).toBe(true);
    }
  });
});
