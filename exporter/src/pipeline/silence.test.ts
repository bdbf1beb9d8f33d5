import { describe, expect, it } from "@jest/globals";
import { StatePage } from "../detectors/state-page.ts";
import { silencePlan } from "./silence.ts";

const plan = { everyMs: 10_000, onset: 3 };

/** Looks each 10 seconds at a stream whose silences last as long as given, in seconds; returns the page and the time. */
function afterSilences(seconds: readonly number[]): { page: StatePage; beginMs: number } {
  const page = new StatePage(silencePlan(plan).detector);
  let beginMs = 1_000_000;
  for (const silence of seconds) {
    for (let value = 10; value <= silence; value += 10) page.see(value, beginMs + value * 1000);
    beginMs += silence * 1000 + 1;
  }
  // The last one has ended too.
  page.see(0, beginMs);
  return { page, beginMs };
}

const many = (silence: number): number[] => new Array<number>(20).fill(silence);

describe("silence", () => {
  it.each([
    { name: "the longest that is usual", silences: [...many(60), 120, ...many(60)], expected: 120 },
    { name: "not less than the time between two looks", silences: many(10), expected: 10 },
    { name: "an outage by its geometric mean with the band", silences: [...many(60), 18_000], expected: Math.sqrt(18_000 * 180) },
  ])("takes for usual $name", ({ silences, expected }) => {
    const { page } = afterSilences(silences);
    expect(page.score(0).expected / expected).toBeCloseTo(1, 1);
  });

  it.each([
    { value: 0, evidence: 0 },
    { value: 60, evidence: 2.5 / 9 },
    { value: 180, evidence: 2.5 },
    { value: 3600, evidence: 10 },
  ])("tells $value seconds where 60 are usual by evidence $evidence", ({ value, evidence }) => {
    const { page } = afterSilences(many(60));
    expect(page.score(value)).toMatchObject({ ready: true, evidence: expect.closeTo(evidence, 1), lower: 0 });
  });

  it("is ready after ten silences, whatever their number of looks", () => {
    expect(afterSilences(new Array<number>(9).fill(600)).page.score(1e6)).toMatchObject({ ready: false, evidence: 0, upper: NaN });
    expect(afterSilences(new Array<number>(10).fill(600)).page.score(1e6).ready).toBe(true);
  });

  it("learns nothing of a silence that lasts", () => {
    const { page, beginMs } = afterSilences(many(60));
    const { upper } = page.score(0);
    for (let value = 10; value < 10_000; value += 10) page.see(value, beginMs + value * 1000);
    expect(page.score(0).upper).toBe(upper);
  });

  it("has a key that tells settings apart", () => {
    expect(new Set([plan, { ...plan, onset: 4 }, { ...plan, everyMs: 5000 }].map((settings) => silencePlan(settings).key)).size).toBe(3);
  });
});
