import { describe, expect, it } from "@jest/globals";
import { namedDetector } from "../pack/named-detector.ts";
import type { DetectorPlan } from "../pack/plan.ts";
import { FoldScene, at, packText } from "./fold-scene.ts";
import { SeriesScorer } from "./series-scorer.ts";

const SETTINGS = { warm_up: 20, memory: 100 };

function detector(): DetectorPlan {
  const found = namedDetector("z-score", SETTINGS);
  if (!("detector" in found)) throw new RangeError(found[0]?.rule);
  return found;
}

/** 60 values each second around 10, a spike at 40. */
const VALUES = Array.from({ length: 60 }, (_, second) => (second === 40 ? 90 : 10 + Math.sin(second)));

describe("SeriesScorer", () => {
  it("scores as the fold scores a gauge", () => {
    const scene = new FoldScene(packText({ iot: `
streams:
  device: { subject: iot.x, time: $.at, measures: { level: { from: $.level, detect: { z-score: { warm_up: 20, memory: 100 } } } } }
` }));
    const scorer = new SeriesScorer(detector(), 30_000);
    const onsets: number[] = [];
    for (const [second, level] of VALUES.entries()) {
      scene.send(second, "iot.x", { at: at(second), level });
      expect(scorer.observe(Date.parse(at(second)), level)).toBe(true);
      const { score: state, expected, lower, upper, ready, anomalies } = scene.read("iot_device.level") ?? {};
      expect({ state: scorer.scored.state, expected: scorer.scored.expected, lower: scorer.scored.lower, upper: scorer.scored.upper, ready: scorer.scored.readiness === "ready" })
        .toEqual({ state, expected, lower, upper, ready });
      if (scorer.scored.onset) onsets.push(second);
      expect(onsets.length).toBe(anomalies);
    }
    expect(onsets).toEqual([40]);
  });

  it("tells why, in a sentence about the value itself", () => {
    const scorer = new SeriesScorer(detector(), 30_000);
    VALUES.slice(0, 41).forEach((value, second) => scorer.observe(second * 1000, value));
    expect(scorer.reason()?.sentence).toMatch(/^90 is [\d,.]+ standard deviations above the expected 10\.\d+$/);
    expect(scorer.scored.score).toBeGreaterThan(0.99);
  });

  it("leaves out what is older than the newest by more than the lateness, and calls what follows a gap stale", () => {
    const scorer = new SeriesScorer(detector(), 30_000);
    VALUES.slice(0, 30).forEach((value, second) => scorer.observe(100_000 + second * 1000, value));
    expect(scorer.observe(100_000 - 2000, 10)).toBe(false);
    expect(scorer.observe(100_000, 10)).toBe(true);
    scorer.observe(1_000_000, 10);
    expect(scorer.scored.readiness).toBe("stale");
    scorer.observe(1_001_000, 10);
    expect(scorer.scored.readiness).toBe("ready");
  });
});
