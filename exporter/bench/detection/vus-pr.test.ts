import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "#exporter/model/random";
import type { Span } from "./series.ts";
import { VUS_BUFFER, vusPr } from "./vus-pr.ts";

function spans(...edges: [number, number][]): Span[] {
  return edges.map(([first, last]) => ({ first, last }));
}

/** Uniform scores, in `levels` steps unless 0, with a quarter more inside the segments. */
function raisedScores(rows: number, segments: readonly Span[], seed: number, levels: number): Float64Array {
  const random = seededRandom(seed);
  const scores = Float64Array.from({ length: rows }, () => {
    const score = random.next();
    return levels === 0 ? score : Math.floor(score * levels) / levels;
  });
  for (const { first, last } of segments) {
    for (let row = first; row <= last; row++) scores[row] = Math.min(1, (scores[row] ?? 0) + 0.25);
  }
  return scores;
}

describe("the volume under the surface", () => {
  // RangeAUC_volume_opt of the authors' package `vus` 0.0.6 (PyPI) on the same scores.
  it.each([
    { name: "one segment", rows: 400, segments: spans([100, 120]), seed: 1, buffer: 100, levels: 0, expected: 0.5453136780052713 },
    { name: "buffers that meet", rows: 1000, segments: spans([100, 120], [150, 151], [700, 800]), seed: 2, buffer: 100, levels: 0, expected: 0.6199467429301511 },
    { name: "segments near the ends", rows: 3000, segments: spans([10, 30], [2900, 2960]), seed: 3, buffer: 40, levels: 0, expected: 0.26078931756090074 },
    { name: "many equal scores", rows: 1200, segments: spans([300, 300], [500, 520]), seed: 4, buffer: 100, levels: 5, expected: 0.6768612786543066 },
    { name: "fewer rows than thresholds", rows: 150, segments: spans([60, 80]), seed: 5, buffer: 20, levels: 0, expected: 0.603522267377077 },
  ])("agrees with the authors' own code: $name", ({ rows, segments, seed, buffer, levels, expected }) => {
    expect(vusPr(raisedScores(rows, segments, seed, levels), segments, buffer)).toBeCloseTo(expected, 12);
  });

  it("is NaN without a segment", () => {
    expect(vusPr(new Float64Array(100), [])).toBeNaN();
  });

  it("of a score that never moves is the mean share of labelled rows", () => {
    const segments = spans([1000, 1199]);
    let sum = 0;
    for (let width = 0; width <= VUS_BUFFER; width++) {
      let labels = 200;
      for (let d = 1; d <= Math.floor(width / 2); d++) labels += 2 * Math.sqrt(1 - d / width);
      sum += labels / 5000;
    }
    expect(vusPr(new Float64Array(5000).fill(0.5), segments)).toBeCloseTo(sum / (VUS_BUFFER + 1), 12);
  });

  it("of a random score is near the share of labelled rows, of the labels themselves near 1", () => {
    const segments = spans([4000, 5999]);
    const random = seededRandom(7);
    const noise = Float64Array.from({ length: 20_000 }, () => random.next());
    expect(vusPr(noise, segments)).toBeGreaterThan(0.09);
    expect(vusPr(noise, segments)).toBeLessThan(0.13);
    const labels = new Float64Array(20_000).fill(1, 4000, 6000);
    expect(vusPr(labels, segments)).toBeGreaterThan(0.98);
  });
});
