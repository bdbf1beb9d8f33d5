import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { noJudgement } from "../detectors/detector.ts";
import { auto } from "../detectors/auto.ts";
import { novelty } from "../detectors/novelty.ts";
import { REASON_KINDS } from "../detectors/reasons.ts";
import { StatePage } from "../detectors/state-page.ts";
import { zScore } from "../detectors/z-score.ts";
import { seededRandom } from "../model/random.ts";
import { transformKinds } from "./registry.ts";
import type { TransformKind } from "./transform.ts";

const kinds = [...transformKinds.values()];

function pageOf(kind: TransformKind, detector = zScore): StatePage {
  return new StatePage(kind.wrap(detector.create(detector.defaults)));
}

const anyValue = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -1, 1e300, -Number.MAX_VALUE));

describe("the registry of transforms", () => {
  it("lists every file of its folder by its name", () => {
    const others = ["pass-on", "pointwise", "registry", "transform"];
    const files = readdirSync(__dirname).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
    expect([...transformKinds.keys()]).toEqual(files.filter((file) => !others.includes(file)).sort());
  });
});

describe.each(kinds)("transform $id", (kind) => {
  it("takes all-zero bytes for a series that has seen nothing, in a multiple of 8 bytes", () => {
    const page = pageOf(kind);
    expect(page.detector.size % 8).toBe(0);
    expect(page.score(5, 1e12)).toEqual(noJudgement());
  });

  it("changes nothing when it scores, and no byte of a neighbour when it learns", () => {
    fc.assert(fc.property(fc.array(anyValue, { maxLength: 100 }), anyValue, (values, asked) => {
      const page = pageOf(kind);
      for (const [i, value] of values.entries()) page.see(value, 1e12 + i * 60_000);
      const before = page.bytes.slice();
      const { evidence } = page.score(asked, 1e12 + values.length * 60_000);
      expect(evidence >= 0 && Number.isFinite(evidence)).toBe(true);
      expect(Buffer.compare(before, page.bytes)).toBe(0);
      const { size } = page.detector;
      expect([...page.bytes.subarray(0, size), ...page.bytes.subarray(2 * size)].every((byte) => byte === 0xa5)).toBe(true);
    }), { seed: 1, numRuns: 30 });
  });

  it("tells expectation and band in the values' own unit", () => {
    const page = pageOf(kind);
    const random = seededRandom(1);
    for (let i = 0; i < 300; i++) page.see(Math.round(1000 + 30 * random.normal()), 1e12 + i * 60_000);
    const { ready, lower, expected, upper } = page.score(1000, 1e12 + 300 * 60_000);
    expect(ready).toBe(true);
    expect([lower, expected, upper].map((figure) => Math.round(figure / 50) * 50)).toEqual([900, 1000, 1100]);
  });

  it("tells figures of deviations from the time of day as values in their own unit", () => {
    const random = seededRandom(1);
    const page = new StatePage(kind.wrap(auto.create({}, { tier: "full" })));
    const told = new Set<string>();
    for (let i = 0; i < 3000; i++) {
      const judgement = page.see(Math.round(1000 + 30 * random.normal() + (i % 500 === 499 ? 300 : 0)), 1e12 + i * 60_000);
      const reason = REASON_KINDS[judgement.reason];
      for (const figure of reason?.inUnit ?? []) {
        expect(Math.abs(judgement[figure] - 1100)).toBeLessThan(500);
        told.add(reason?.id ?? "");
      }
    }
    expect([...told]).toContain("extreme-deviation");
  });

  it("tells figures that are amounts in the values' own unit", () => {
    const page = pageOf(kind, novelty);
    const random = seededRandom(1);
    for (let i = 0; i < 500; i++) page.see(Math.round(1000 + 30 * random.normal()), 1e12 + i * 60_000);
    const { a, b } = page.score(3000, 1e12 + 500 * 60_000);
    expect(a).toBeGreaterThan(1100);
    expect(a <= 3000 && 3000 < b).toBe(true);
  });

  it("goes on identically from copied bytes", () => {
    fc.assert(fc.property(fc.array(anyValue, { maxLength: 60 }), fc.array(anyValue, { maxLength: 60 }), (before, after) => {
      const page = pageOf(kind);
      for (const [i, value] of before.entries()) page.see(value, 1e12 + i * 7000);
      const copy = page.copy();
      for (const [i, value] of after.entries()) expect(copy.see(value, 2e12 + i * 7000)).toEqual(page.see(value, 2e12 + i * 7000));
      expect(Buffer.compare(page.bytes, copy.bytes)).toBe(0);
    }), { seed: 1, numRuns: 20 });
  });
});
