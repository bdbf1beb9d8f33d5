import { describe, expect, it } from "@jest/globals";
import { combined } from "./combined.ts";
import { ordinary } from "./contract-scene.ts";
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
  it("says what the strongest says, with expectation and band of the first, at each step", () => {
    const both = new StatePage(combined([usual(), limit()]));
    const [first, second] = [new StatePage(usual()), new StatePage(limit())];
    for (const value of [...ordinary(100), 95, ...ordinary(10), 89]) {
      const [one, other] = [first.see(value), second.see(value)];
      const { evidence, reason, a, b, c } = other.evidence > one.evidence ? other : one;
      expect(both.see(value)).toEqual({ ...one, ready: true, evidence, reason, a, b, c });
    }
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
