import { describe, expect, it } from "@jest/globals";
import type { Detector } from "#exporter/detectors/detector";
import { seededRandom } from "#exporter/model/random";
import { runDetector, SeriesFold } from "./fold.ts";
import { Judged } from "./judged.ts";

/** Takes each value for its evidence, ready from the third on. */
const literal: Detector = {
  size: 8,
  score: (page, offset, { value }, judgement) => {
    Object.assign(judgement, { ready: page.getFloat64(offset, true) >= 2, evidence: value, expected: NaN, lower: NaN, upper: NaN });
  },
  learn: (page, offset) => { page.setFloat64(offset, page.getFloat64(offset, true) + 1, true); },
};

describe("a folded series", () => {
  const values = Float64Array.from([0, 0, 0, 4, 1, 4, 0, ...new Array<number>(40).fill(0), 3]);
  const timesMs = Float64Array.from(values, (_, i) => 1.6e12 + i * 60_000);
  const verdicts = runDetector(literal, { name: "x", timesMs, values });

  it("has the evidence of every row, and an onset only where no anomaly lasts", () => {
    expect(verdicts.evidence).toEqual(values);
    expect(verdicts.onsets).toEqual([3, 47]);
    expect(verdicts.warmUpRows).toBe(2);
  });

  it("goes on from a copy as from itself", () => {
    const fold = new SeriesFold(new Judged("z-score", {}).make());
    const value = (i: number): number => Math.sin(i * i);
    for (let i = 0; i < 100; i++) fold.see(value(i), i * 60_000);
    const copy = fold.copy();
    fold.see(9, 6_000_000);
    expect([copy.see(8, 6_000_000), copy.isReady]).toEqual([true, true]);
    expect(copy.evidence).toBeGreaterThan(0);
    expect(copy.evidence).toBeLessThanOrEqual(fold.evidence);
  });

  it("holds the state for ten intervals and halves it every ten then", () => {
    expect([...verdicts.state.slice(3, 6), verdicts.state[13], verdicts.state[23]]).toEqual([4, 4, 4, 4, 2]);
  });
});

describe("a detector that fires at random", () => {
  it("begins an anomaly as often as the state lets it", () => {
    // Evidence 2.5 is held for 10 intervals; it falls to a score of 0.7 within 10 more, unless it comes again meanwhile.
    const share = 0.02;
    const rows = 100_000;
    const random = seededRandom(8);
    const values = Float64Array.from({ length: rows }, () => (random.next() < share ? 2.5 : 0));
    const timesMs = Float64Array.from(values, (_, i) => 1.6e12 + i * 60_000);
    const ends = (1 - share) ** 10;
    const again = 1 - ends;
    const lasts = (again * 10 + (again / share - 10 * ends) + ends * 20) / ends;
    const { onsets } = runDetector(literal, { name: "x", timesMs, values });
    expect(onsets.length / (rows / (lasts + 1 / share))).toBeCloseTo(1, 1);
  });
});
