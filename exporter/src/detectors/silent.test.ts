import { describe, expect, it } from "@jest/globals";
import { max } from "simple-statistics";
import { pageOf } from "./contract-scene.ts";
import { noJudgement } from "./detector.ts";
import type { StatePage } from "./state-page.ts";
import { REASON } from "./reasons.ts";
import { silent } from "./silent.ts";

/** What is said of a silence that still goes on. */
function silenceOf(page: StatePage, silentMs: number) {
  const judgement = noJudgement();
  page.detector.silence?.score(new DataView(page.bytes.buffer), page.detector.size, silentMs, judgement);
  return judgement;
}

function patienceOf(page: StatePage): number {
  return page.detector.silence?.patienceMs(new DataView(page.bytes.buffer), page.detector.size) ?? NaN;
}

/** Events with these intervals, ms. */
function seen(intervals: readonly number[]): StatePage {
  const page = pageOf(silent);
  let at = 1e12;
  page.see(1, at);
  for (const interval of intervals) page.see(1, (at += interval));
  return page;
}

describe("silent", () => {
  it("has patience with three of the longest interval, at each step", () => {
    const intervals = Array.from({ length: 100 }, (_, i) => 4000 + ((i * 7919) % 3000));
    for (let n = 10; n <= 100; n++) {
      const kept = intervals.slice(0, n).map((interval, i) => interval * 0.999 ** (n - 1 - i));
      expect(patienceOf(seen(intervals.slice(0, n)))).toBeCloseTo(3 * max(kept), 6);
    }
  });

  it.each([
    { name: "it knows nothing", intervals: [], patience: Infinity },
    { name: "nine intervals were seen", intervals: new Array<number>(9).fill(1000), patience: Infinity },
    { name: "events come every second", intervals: new Array<number>(10).fill(1000), patience: 5000 },
    { name: "events come every minute", intervals: new Array<number>(10).fill(60_000), patience: 180_000 },
  ])("has patience of $patience ms where $name", ({ intervals, patience }) => {
    expect(patienceOf(seen(intervals))).toBe(patience);
  });

  it("is an onset when patience ends, and grows", () => {
    const page = seen(new Array<number>(20).fill(60_000));
    const patience = patienceOf(page);
    expect([0.5, 1, 2].map((part) => Number(silenceOf(page, part * patience).evidence.toFixed(6)))).toEqual([0.625, 2.5, 10]);
    expect(silenceOf(page, patience)).toMatchObject({ reason: REASON.silent, a: 180, b: 60 });
  });

  it("says the same of a silence that an event ended, by event time", () => {
    const page = seen(new Array<number>(20).fill(60_000));
    const last = 1e12 + 20 * 60_000;
    expect(page.score(1, last + 180_000)).toMatchObject({ evidence: 2.5, reason: REASON.silent });
    expect(page.score(1, last + 60_000).evidence).toBeLessThan(0.5);
  });

  it("learns a long silence damped", () => {
    const page = seen(new Array<number>(20).fill(60_000));
    page.see(1, 1e12 + 20 * 60_000 + 100 * 180_000);
    expect(patienceOf(page)).toBeCloseTo(3 * 10 * 180_000, 3);
  });
});
