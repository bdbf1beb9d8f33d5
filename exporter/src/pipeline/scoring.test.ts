import { describe, expect, it } from "@jest/globals";
import { noInput } from "../detectors/detector.ts";
import type { Detector } from "../detectors/detector.ts";
import { Memory } from "../state/memory.ts";
import { SERIES, SeriesSlab } from "../state/series.ts";
import { scoreOfEvidence } from "../stats/evidence.ts";
import { Scoring, holdMs, noteTimes, stateAt } from "./scoring.ts";

/** Takes each value for its evidence, and counts what it learned. */
const literal: Detector = {
  size: 8,
  score: (page, offset, { value }, judgement) => {
    Object.assign(judgement, { ready: true, evidence: value, expected: page.getFloat64(offset, true), lower: -1, upper: 1 });
  },
  learn: (page, offset) => { page.setFloat64(offset, page.getFloat64(offset, true) + 1, true); },
};

const H = 60;

/** One series of unknown interval; event time is log time unless said otherwise. */
function scene() {
  const series = new SeriesSlab(new Memory(), "series", "literal", literal);
  series.ensure(0);
  const scoring = new Scoring();
  const record = series.records.writable(0);
  const field = (name: keyof typeof SERIES): number => record.getFloat64(SERIES[name], true);
  return {
    field,
    see: (evidence: number, seconds: number, eventSeconds = seconds): void => {
      record.setFloat64(SERIES.lastEventMs, eventSeconds * 1000, true);
      scoring.observe(series, 0, literal, { ...noInput(), value: evidence, eventMs: eventSeconds * 1000, logMs: seconds * 1000 });
    },
    note: (eventSeconds: number, seconds: number): void => { noteTimes(record, 0, { ...noInput(), eventMs: eventSeconds * 1000, logMs: seconds * 1000 }); },
    stateAt: (seconds: number): number => stateAt(record, 0, seconds * 1000),
    isOpen: (): boolean => record.getUint8(SERIES.open) === 1,
  };
}

describe("the anomaly state", () => {
  it.each([
    { name: "at the rise", seconds: 100, expected: 8 },
    { name: "to the end of the holding time", seconds: 100 + H, expected: 8 },
    { name: "half a holding time behind it", seconds: 100 + 1.5 * H, expected: 8 * Math.SQRT1_2 },
    { name: "a holding time behind it", seconds: 100 + 2 * H, expected: 4 },
    { name: "two holding times behind it", seconds: 100 + 3 * H, expected: 2 },
  ])("is $expected $name", ({ seconds, expected }) => {
    const { see, stateAt: state } = scene();
    see(8, 100);
    expect(state(seconds)).toBeCloseTo(expected, 12);
  });

  it("is the greater of what is held and new evidence, held anew from its last rise", () => {
    const { see, stateAt: state } = scene();
    see(4, 100);
    see(1, 110);
    expect(state(110)).toBe(4);
    see(6, 120);
    expect(state(120 + H)).toBe(6);
    see(3.5, 120 + 2 * H);
    expect(state(120 + 2 * H)).toBe(3.5);
    expect(state(120 + 3 * H)).toBe(3.5);
  });

  it("is not held longer because the same evidence comes again", () => {
    const { see, stateAt: state } = scene();
    see(4, 100);
    see(4, 130);
    expect(state(100 + 2 * H)).toBeCloseTo(2, 12);
  });

  it.each([
    { name: "in log time, though no further event comes", events: [] as (readonly [number, number])[], at: 100 + 2 * H },
    { name: "in event time, where a recording runs faster than the log", events: [[101, 100 + 2 * H]] as const, at: 101 },
  ])("falls $name", ({ events, at }) => {
    const { see, stateAt: state } = scene();
    see(8, 100);
    for (const [logSeconds, eventSeconds] of events) see(0, logSeconds, eventSeconds);
    expect(state(at)).toBeLessThan(8);
  });

  it("is 0 for a series without evidence", () => {
    const { see, stateAt: state } = scene();
    see(0, 100);
    expect([state(100), state(10_000)]).toEqual([0, 0]);
  });
});

describe("the holding time", () => {
  it.each([
    { intervalMs: 0, expected: 60_000 },
    { intervalMs: 1_000, expected: 60_000 },
    { intervalMs: 6_000, expected: 60_000 },
    { intervalMs: 300_000, expected: 3_000_000 },
  ])("is $expected ms at an interval of $intervalMs", ({ intervalMs, expected }) => {
    expect(holdMs(intervalMs)).toBe(expected);
  });
});

describe("an anomaly", () => {
  it("begins at evidence 2.5 and not below", () => {
    const { see, field, isOpen } = scene();
    see(2.49, 100);
    expect([field("anomalies"), isOpen()]).toEqual([0, false]);
    see(2.5, 110);
    expect([field("anomalies"), field("startMs"), isOpen()]).toEqual([1, 110_000, true]);
  });

  it("begins once while it lasts", () => {
    const { see, field } = scene();
    for (const seconds of [100, 110, 150, 200]) see(5, seconds);
    expect([field("anomalies"), field("startMs")]).toEqual([1, 100_000]);
  });

  it("ends when the score falls below 0.7, and another may begin then", () => {
    const { see, field, isOpen, stateAt: state } = scene();
    see(4, 100);
    // 4 halves to 1.204, score 0.7, in log2(4 / 1.204) = 1.732 holding times.
    const endsSeconds = 100 + H + Math.log2(4 / -Math.log(0.3)) * H;
    expect(scoreOfEvidence(state(endsSeconds))).toBeCloseTo(0.7, 9);
    see(3, endsSeconds - 1);
    expect(field("anomalies")).toBe(1);

    const other = scene();
    other.see(4, 100);
    other.see(0, endsSeconds + 1);
    expect(other.isOpen()).toBe(false);
    other.see(3, endsSeconds + 2);
    expect([other.field("anomalies"), other.field("startMs"), other.isOpen()]).toEqual([2, (endsSeconds + 2) * 1000, true]);
    expect(isOpen()).toBe(true);
  });
});

describe("an observation", () => {
  it("is judged by what was before it, then learned", () => {
    const { see, field } = scene();
    see(0, 1);
    expect(field("expected")).toBe(0);
    see(0, 2);
    expect(field("expected")).toBe(1);
  });

  it("moves the mean interval, the newest time and the number of events", () => {
    const { field, note } = scene();
    for (const seconds of [10, 20, 30]) note(seconds, seconds);
    note(25, 31);
    expect([field("events"), field("intervalMs"), field("lastEventMs"), field("lastLogMs")]).toEqual([4, 10_000, 30_000, 31_000]);
  });
});
