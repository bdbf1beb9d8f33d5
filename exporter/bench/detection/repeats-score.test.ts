import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "#exporter/model/random";
import { segmentsOf } from "./repeats-corpus.ts";
import { addRepeats, scoreRepeats } from "./repeats-score.ts";

const ROWS = 10_000;
const SEGMENTS = [[100, 110], [1000, 1009], [3000, 3049], [7000, 7000]].map(([first = 0, last = 0]) => ({ first, last }));
/** Rows behind the first 750 that are in no segment and not among the 30 behind one. */
const OTHERS = ROWS - 750 - (10 + 30) - (50 + 30) - (1 + 30);

describe("onsets among repeated anomalies", () => {
  it.each([
    { name: "within a segment are hits", onsets: [1005, 3000], hits: 2, firstHits: 1, falseAlarms: 0 },
    { name: "twice in a segment are one hit", onsets: [3001, 3040], hits: 1, firstHits: 0, falseAlarms: 0 },
    { name: "up to 30 rows behind one are nothing", onsets: [1010, 1039, 7030], hits: 0, firstHits: 0, falseAlarms: 0 },
    { name: "later than that are false alarms", onsets: [1040, 7031], hits: 0, firstHits: 0, falseAlarms: 2 },
    { name: "before a segment are false alarms", onsets: [999], hits: 0, firstHits: 0, falseAlarms: 1 },
    { name: "among the first 750 rows are nothing", onsets: [105, 500, 749], hits: 0, firstHits: 0, falseAlarms: 0 },
    { name: "never come", onsets: [], hits: 0, firstHits: 0, falseAlarms: 0 },
    { name: "always come", onsets: Array.from({ length: ROWS }, (_, row) => row), hits: 3, firstHits: 1, falseAlarms: OTHERS },
  ])("$name", ({ onsets, hits, firstHits, falseAlarms }) => {
    const result = scoreRepeats(ROWS, SEGMENTS, onsets);
    expect(result).toEqual({ segments: 3, hits, firstSegments: 1, firstHits, falseAlarms, rows: ROWS - 750 });
  });

  it("that come at random get their expectation", () => {
    const share = 0.03;
    const random = seededRandom(5);
    const draws = 100;
    const results = Array.from({ length: draws }, () =>
      scoreRepeats(ROWS, SEGMENTS, Array.from({ length: ROWS }, (_, row) => row).filter(() => random.next() < share)));
    const { hits, falseAlarms } = addRepeats(results);
    const chances = [10, 50, 1].map((length) => 1 - (1 - share) ** length);
    const expected = chances.reduce((a, b) => a + b, 0);
    const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
    expect(Math.abs(hits / draws - expected)).toBeLessThan(4 * Math.sqrt(variance / draws));
    expect(Math.abs(falseAlarms / draws - share * OTHERS)).toBeLessThan(4 * Math.sqrt((share * (1 - share) * OTHERS) / draws));
  });
});

describe("segments", () => {
  it.each([
    { labels: [0, 1, 1, 0, 1], expected: [{ first: 1, last: 2 }, { first: 4, last: 4 }] },
    { labels: [1, 0, 0], expected: [{ first: 0, last: 0 }] },
    { labels: [0, 0], expected: [] },
  ])("are the runs of labelled rows: $labels", ({ labels, expected }) => {
    expect(segmentsOf(labels)).toEqual(expected);
  });
});
