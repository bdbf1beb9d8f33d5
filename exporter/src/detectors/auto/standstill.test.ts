import { describe, expect, it } from "@jest/globals";
import { noJudgement } from "../detector.ts";
import { REASON } from "../reasons.ts";
import { silenceBy, Standstill } from "./standstill.ts";

const SECOND_MS = 1000;

class Scene {
  readonly standstill = new Standstill();
  readonly page = new DataView(new ArrayBuffer(Standstill.size));

  learn(value: number, elapsedMs = SECOND_MS): void {
    this.standstill.learn(this.page, 0, { value, eventMs: 0, logMs: 0, elapsedMs, intervalMs: 0 });
  }

  /** Learns the value so often; gives the evidence of each before it is learned. */
  repeat(value: number, times: number): number[] {
    return Array.from({ length: times }, () => {
      const evidence = this.standstill.runEvidence(this.page, 0, value);
      this.learn(value);
      return evidence;
    });
  }

  patienceMs(): number {
    return this.standstill.patienceMs(this.page, 0);
  }
}

/** Runs of so many equal values, then another. */
function scene(run: number, runs = 200): Scene {
  const made = new Scene();
  for (let i = 0; i < runs; i++) made.repeat(i % 7, run);
  return made;
}

describe("runs of a value", () => {
  it.each([
    { name: "values that always change", run: 1 },
    { name: "values that come twice", run: 2 },
    { name: "values that come ten times", run: 10 },
  ])("are too long once, beyond twice the longest, of $name", ({ run }) => {
    const evidence = scene(run).repeat(100, 2000);
    const begins = evidence.findIndex((one) => one > 0);
    expect(begins + 1).toBeGreaterThanOrEqual(Math.max(8, 2 * run));
    expect(evidence.filter((one) => one >= 2.5)).toHaveLength(1);
    // The others hold the state, and begin nothing.
    expect(evidence.slice(begins + 1).every((one) => one > 0 && one < 2.5)).toBe(true);
  });

  it.each([
    { name: "a series that never changed", made: () => scene(1000, 1) },
    { name: "one that changed only a few times", made: () => scene(1, 20) },
  ])("say nothing of $name", ({ made }) => {
    expect(made().repeat(100, 500).every((one) => one === 0)).toBe(true);
  });

  it("name the run and the longest before", () => {
    const made = scene(3);
    made.repeat(100, 20);
    const judgement = noJudgement();
    made.standstill.explainRun(made.page, 0, 100, judgement);
    expect(judgement).toMatchObject({ reason: REASON.stuck, a: 21 });
    expect(judgement.b).toBeCloseTo(3, 1);
  });
});

describe("silence", () => {
  it("is not known before there are intervals, nor from events at one time", () => {
    const made = new Scene();
    for (let i = 0; i < 100; i++) made.learn(i, 0);
    expect(made.patienceMs()).toBe(Infinity);
    expect(made.standstill.silenceEvidence(made.page, 0, 1e12)).toBe(0);
  });

  it.each([
    { name: "even intervals by their mean", gapsMs: [60_000], least: 60_000, most: 60_000 * 20 },
    { name: "bursts by the longest gap", gapsMs: [10, 10, 10, 10, 10, 10, 10, 10, 10, 3_600_000], least: 3_600_000, most: 3_600_000 * 2 },
    { name: "quick events by a least", gapsMs: [1], least: 1000, most: 10_000 },
  ])("has patience with $name", ({ gapsMs, least, most }) => {
    const made = new Scene();
    for (let i = 0; i < 500; i++) made.learn(i, gapsMs[i % gapsMs.length]);
    expect(made.patienceMs()).toBeGreaterThan(least);
    expect(made.patienceMs()).toBeLessThanOrEqual(most);
  });

  it("begins an anomaly where patience ends, and is learned damped", () => {
    const made = new Scene();
    for (let i = 0; i < 500; i++) made.learn(i, 60_000);
    const patienceMs = made.patienceMs();
    const judgement = noJudgement();
    silenceBy(made.standstill, 0).score(made.page, 0, patienceMs, judgement);
    expect(judgement).toMatchObject({ ready: true, evidence: 2.5, reason: REASON.silent, a: patienceMs / 1000, b: 60 });
    expect(made.standstill.silenceEvidence(made.page, 0, patienceMs - 1)).toBe(0);
    expect(made.standstill.silenceEvidence(made.page, 0, patienceMs)).toBeGreaterThanOrEqual(2.5);
    made.learn(0, 100 * patienceMs);
    expect(made.patienceMs()).toBeLessThan(20 * patienceMs);
  });
});
