import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../model/random.ts";
import { ONSET_EVIDENCE } from "../stats/evidence.ts";
import { auto } from "./auto.ts";
import { pageOf } from "./contract-scene.ts";
import type { Detector, DetectorInput, Judgement } from "./detector.ts";
import { noJudgement } from "./detector.ts";
import { REASON, REASON_KINDS, reasonOf } from "./reasons.ts";
import type { StatePage } from "./state-page.ts";

const MINUTE_MS = 60_000;
const tiers = [{ tier: "full" }, { tier: "lite" }, { tier: "calm" }] as const;

/** Values that follow each other a little, with now and then a spike and a higher level, in tenths, so that some are equal. */
function eventful(count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  let noise = 0;
  return Array.from({ length: count }, (_, i) => {
    noise = 0.4 * noise + random.normal();
    const lift = i % 400 === 399 ? 25 : i % 1000 > 900 ? 8 : 0;
    return Math.round(10 * (50 + noise + lift)) / 10;
  });
}

/** A page that has seen as many quiet values, one a minute. */
function settled(tier: string, count = 1500): StatePage {
  const page = pageOf(auto, {}, { tier });
  const random = seededRandom(5);
  for (let i = 0; i < count; i++) page.see(Math.round(10 * (50 + random.normal())) / 10, MINUTE_MS * i);
  return page;
}

const inputOf = (value: number, at: number): DetectorInput => ({ value, eventMs: MINUTE_MS * at, logMs: MINUTE_MS * at, elapsedMs: at === 0 ? 0 : MINUTE_MS, intervalMs: MINUTE_MS });

const toldOf = (judgement: Judgement, value: number): string | undefined => {
  const { reason, expected, lower, upper, a, b, c } = judgement;
  return reasonOf(reason, { value, expected, lower, upper, unit: "°C", a, b, c })?.sentence;
};

describe.each(tiers)("auto, tier $tier", ({ tier }) => {
  const create = (): Detector => auto.create({}, { tier });

  it("begins an anomaly where a value jumps further than ever", () => {
    expect(settled(tier).see(1000, MINUTE_MS * 1500).evidence).toBeGreaterThanOrEqual(ONSET_EVIDENCE);
  });

  it("gives no evidence until thirty events are learned, and begins no anomaly until a hundred are", () => {
    const page = pageOf(auto, {}, { tier });
    for (const [i, value] of eventful(100).entries()) {
      const judgement = page.score(1e6, MINUTE_MS * i);
      expect(judgement.ready).toBe(i >= auto.warmUp);
      if (i < auto.warmUp) expect(judgement.evidence).toBe(0);
      expect(judgement.evidence).toBeLessThan(ONSET_EVIDENCE);
      page.see(value, MINUTE_MS * i);
    }
  });

  it("judges the same twice, and learns the same whether it was asked before or not", () => {
    const [asked, silent] = [pageOf(auto, {}, { tier }), pageOf(auto, {}, { tier })];
    const view = new DataView(silent.bytes.buffer);
    for (const [i, value] of eventful(800).entries()) {
      const first = asked.score(value, MINUTE_MS * i);
      expect(asked.see(value, MINUTE_MS * i)).toEqual(first);
      silent.detector.learn(view, silent.detector.size, inputOf(value, i));
    }
    expect(Buffer.compare(asked.bytes, silent.bytes)).toBe(0);
  });

  it("goes on identically from bytes, in a detector of its own", () => {
    const page = pageOf(auto, {}, { tier });
    const values = eventful(1600, 2);
    for (const [i, value] of values.slice(0, 800).entries()) page.see(value, MINUTE_MS * i);
    const bytes = new Uint8Array(page.bytes);
    const [other, view, judgement] = [create(), new DataView(bytes.buffer), noJudgement()];
    for (const [i, value] of values.entries()) {
      if (i < 800) continue;
      other.score(view, other.size, inputOf(value, i), judgement);
      expect(judgement).toEqual(page.see(value, MINUTE_MS * i));
      other.learn(view, other.size, inputOf(value, i));
    }
    expect(Buffer.compare(page.bytes, bytes)).toBe(0);
  });

  it("keeps two series apart, whatever comes between score and learn", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("in turn", "nested", "scored alone"), { minLength: 1, maxLength: 50 }), (orders) => {
      const [shared, one, two] = [create(), create(), create()];
      const page = new DataView(new ArrayBuffer(2 * shared.size));
      const alone = [one, two].map((detector) => ({ detector, page: new DataView(new ArrayBuffer(detector.size)) }));
      const score = (series: 0 | 1, input: DetectorInput): void => {
        const [found, expected] = [noJudgement(), noJudgement()];
        shared.score(page, series * shared.size, input, found);
        alone[series]?.detector.score(alone[series].page, 0, input, expected);
        expect(found).toEqual(expected);
      };
      const learn = (series: 0 | 1, input: DetectorInput): void => {
        shared.learn(page, series * shared.size, input);
        alone[series]?.detector.learn(alone[series].page, 0, input);
      };
      const others = eventful(600, 4);
      for (const [i, value] of eventful(600, 3).entries()) {
        // Every third value is the same in both, at the same time.
        const [first, second] = [inputOf(value, i), inputOf(i % 3 === 0 ? value : (others[i] ?? 0), i)];
        const order = orders[i % orders.length];
        score(0, first);
        if (order === "in turn") learn(0, first);
        score(1, second);
        if (order !== "scored alone") learn(1, second);
        if (order !== "in turn") learn(0, first);
      }
      expect(Buffer.from(page.buffer)).toEqual(Buffer.concat(alone.map((series) => Buffer.from(series.page.buffer))));
    }), { seed: 1, numRuns: 3 });
  });

  it("judges silence: evidence 2.5 where patience ends, and at the event that ends it", () => {
    const page = settled(tier, 300);
    const { detector } = page;
    const view = new DataView(page.bytes.buffer);
    const patienceMs = detector.silence?.patienceMs(view, detector.size) ?? NaN;
    expect(patienceMs).toBeGreaterThan(MINUTE_MS);
    expect(patienceMs).toBeLessThan(60 * MINUTE_MS);
    const judgement = noJudgement();
    const before = page.bytes.slice();
    detector.silence?.score(view, detector.size, patienceMs, judgement);
    expect(judgement).toMatchObject({ ready: true, evidence: ONSET_EVIDENCE, reason: REASON.silent });
    expect(Buffer.compare(before, page.bytes)).toBe(0);
    const ended = page.see(50, 299 * MINUTE_MS + 10 * patienceMs);
    expect(ended.evidence).toBeGreaterThanOrEqual(ONSET_EVIDENCE);
    expect(toldOf(ended, 50)).toMatch(/^no event for [\d.,]+ (s|min|h), usual is one in [\d.]+ (s|min)$/);
  });

  it("has endless patience with a series that has seen nothing", () => {
    const { detector, bytes } = pageOf(auto, {}, { tier });
    expect(detector.silence?.patienceMs(new DataView(bytes.buffer), detector.size)).toBe(Infinity);
  });

  it("finds a value that stands still where it never did", () => {
    const page = settled(tier);
    const told = Array.from({ length: 100 }, (_, i) => page.see(50, MINUTE_MS * (1500 + i)));
    const onsets = told.filter(({ evidence }) => evidence >= ONSET_EVIDENCE);
    expect(onsets.map((one) => toldOf(one, 50))).toContainEqual(expect.stringMatching(/^50 °C for \d+ events without a change, usual of late are up to about \d+/));
  });
});

describe("auto, tier full", () => {
  /** Onsets among values, one a minute, from the given one on. */
  function onsetsFrom(first: number, values: readonly number[]): number[] {
    const page = pageOf(auto, {}, { tier: "full" });
    return values.flatMap((value, i) => (page.see(value, MINUTE_MS * i).evidence >= ONSET_EVIDENCE && i >= first ? [i] : []));
  }

  const noise = (count: number): number[] => {
    const random = seededRandom(11);
    return Array.from({ length: count }, () => 50 + random.normal());
  };

  it("takes spikes for usual that come again and again, however far out", () => {
    const spikes = noise(6000).map((value, i) => (i % 300 === 299 ? value + 40 : value));
    const told = onsetsFrom(1000, spikes).filter((i) => i % 300 === 299);
    expect(told.length).toBeLessThanOrEqual(5);
    expect(onsetsFrom(5900, [...spikes, 150])).toContain(6000);
  });

  it.each([20, 50, 99, 100])("shows a spike %i events behind another just below an onset, and begins none with the value after it", (behind) => {
    const page = pageOf(auto, {}, { tier: "full" });
    const found = noise(2620).map((value, i) => {
      const spike = i === 2500 || i === 2500 + behind ? 30 : 0;
      return page.see(value + 5 * Math.sin((2 * Math.PI * i) / 288) + spike, 5 * MINUTE_MS * i).evidence;
    });
    expect(found[2500]).toBeGreaterThanOrEqual(ONSET_EVIDENCE);
    expect(found[2500 + behind]).toBeGreaterThan(2);
    expect(found.slice(2501).filter((evidence) => evidence >= ONSET_EVIDENCE)).toEqual([]);
  });

  it("tells fewer values of a level that drifts than of one that jumps as far", () => {
    const drift = noise(8000).map((value, i) => value + i / 800);
    const jump = noise(8000).map((value, i) => (i < 6000 ? value : value + 10));
    expect(onsetsFrom(1000, drift).length).toBeLessThanOrEqual(2);
    expect(onsetsFrom(1000, jump).some((i) => i >= 6000 && i < 6010)).toBe(true);
  });
});

describe("reasons of auto", () => {
  /** Sentences with their figures, by the code of the reason, over a scene with everything in it. */
  function sentences(tier: string): Map<string, string> {
    const page = pageOf(auto, {}, { tier });
    const found = new Map<string, string>();
    for (const [i, value] of eventful(6000).entries()) {
      const judgement = page.see(value, MINUTE_MS * i);
      if (judgement.evidence > 0) found.set(REASON_KINDS[judgement.reason]?.id ?? "", toldOf(judgement, value) ?? "");
      else expect(judgement.reason).toBe(REASON.none);
    }
    return found;
  }

  it.each([
    { tier: "full", expected: ["deviation", "extreme", "extreme-deviation", "improbable", "improbable-shift", "novel-deviation", "novel-mean", "novel-sequence", "novel-value", "variance"] },
    { tier: "lite", expected: ["at-this-time", "deviation", "improbable", "novel-value"] },
  ])("are all told in tier $tier, each with its figures", ({ tier, expected }) => {
    const found = sentences(tier);
    expect([...found.keys()].sort()).toEqual(expected);
    for (const sentence of found.values()) {
      expect(sentence).toMatch(/\d/);
      expect(sentence).not.toMatch(/unknown|NaN|Infinity|undefined/);
    }
  });

  it("name the record that is broken, and what was expected", () => {
    const judgement = settled("full").see(75, MINUTE_MS * 1500);
    expect(toldOf(judgement, 75)).toMatch(/^75 °C is (further from the expected (49|50)|beyond every value before \(5\d)/);
  });
});

describe("tiers of auto", () => {
  it("full and calm judge alike but that calm gives less, lite is smaller", () => {
    const [full, calm, lite] = ["full", "calm", "lite"].map((tier) => settled(tier, 800));
    const at = 800 * MINUTE_MS;
    expect(calm?.score(57, at).evidence).toBeLessThan(full?.score(57, at).evidence ?? NaN);
    expect(calm?.detector.size).toBe(full?.detector.size);
    expect((lite?.detector.size ?? NaN) * 8).toBeLessThan(full?.detector.size ?? NaN);
  });
});
