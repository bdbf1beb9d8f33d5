import { describe, expect, it } from "@jest/globals";
import { combined } from "./combined.ts";
import { ordinary } from "./contract-scene.ts";
import { cusum } from "./cusum.ts";
import type { Detector } from "./detector.ts";
import { noJudgement } from "./detector.ts";
import { peers } from "./peers.ts";
import { REASON } from "./reasons.ts";
import { silent } from "./silent.ts";
import { StatePage } from "./state-page.ts";
import { threshold } from "./threshold.ts";
import { zScore } from "./z-score.ts";

const usual = (): Detector => zScore.create(zScore.defaults);
const limit = (): Detector => threshold.create({ ...threshold.defaults, above: 90 });

describe("combined", () => {
  it("says what the strongest says, with expectation and band of the one that has some, at each step", () => {
    const both = new StatePage(combined([usual(), limit()]));
    const [first, second] = [new StatePage(usual()), new StatePage(limit())];
    for (const value of [...ordinary(100), 95, ...ordinary(10), 89]) {
      const [one, other] = [first.see(value), second.see(value)];
      const { evidence, reason, a, b, c } = other.evidence > one.evidence ? other : one;
      expect(both.see(value)).toEqual({ ...one, ready: true, evidence, reason, a, b, c });
    }
  });

  it("takes expectation and band from the one that tells of an onset, in whatever order", () => {
    const near = (): Detector => zScore.create({ ...zScore.defaults, warm_up: 10, memory: 20, onset: 4 });
    const far = (): Detector => zScore.create({ ...zScore.defaults, warm_up: 10, memory: 100_000, onset: 400 });
    for (const detectors of [[far(), near()], [near(), far()]] as const) {
      const [both, alone, first] = [new StatePage(combined(detectors)), new StatePage(near()), new StatePage(detectors[0])];
      const values = [...ordinary(300), ...ordinary(100).map((value) => value + 5), -40];
      const judgements = values.map((value) => ({ both: both.see(value), alone: alone.see(value), first: first.see(value) }));
      const last = judgements.at(-1);
      expect(last?.both).toEqual(last?.alone);
      const { expected, lower, upper } = judgements.at(-2)?.first ?? noJudgement();
      expect(judgements.at(-2)?.both).toMatchObject({ expected, lower, upper });
    }
  });

  it("has the band of the first that expects something behind a rule, which expects nothing", () => {
    const [both, alone] = [new StatePage(combined([limit(), usual(), cusum.create(cusum.defaults)])), new StatePage(usual())];
    for (const value of [...ordinary(100), 12]) {
      const { expected, lower, upper } = alone.see(value);
      const judgement = both.see(value);
      if (!Number.isNaN(expected)) expect(judgement).toMatchObject({ expected, lower, upper });
    }
  });

  it("keeps the band of a rule where none expects anything", () => {
    expect(new StatePage(combined([limit(), silent.create(silent.defaults)])).see(12)).toMatchObject({ expected: NaN, upper: 90 });
  });

  it("finds a rule broken while the other still warms up", () => {
    const page = new StatePage(combined([usual(), limit()]));
    expect(page.see(95)).toMatchObject({ ready: true, evidence: 3, reason: REASON.aboveThreshold });
  });

  it("holds the states one behind the other", () => {
    expect(combined([usual(), limit(), silent.create(silent.defaults)]).size).toBe(24 + 16 + 16);
  });

  it("judges silence where one of them does, and compares siblings where one does", () => {
    expect([combined([usual(), limit()]).silence, combined([usual(), limit()]).groupSize]).toEqual([undefined, undefined]);
    const detector = combined([usual(), peers.create(peers.defaults), silent.create(silent.defaults)]);
    expect(detector.groupSize).toBe(peers.create(peers.defaults).groupSize);
    const page = new StatePage(detector);
    for (let i = 0; i < 20; i++) page.see(i % 3, i * 10_000);
    const view = new DataView(page.bytes.buffer);
    expect(detector.silence?.patienceMs(view, detector.size)).toBe(30_000);
    const judgement = noJudgement();
    detector.silence?.score(view, detector.size, 30_000, judgement);
    expect(judgement).toMatchObject({ evidence: 2.5, reason: REASON.silent });
  });
});
