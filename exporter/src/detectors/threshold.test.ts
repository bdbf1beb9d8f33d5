import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./contract-scene.ts";
import { REASON } from "./reasons.ts";
import { threshold } from "./threshold.ts";

const cases = [
  { name: "above", settings: { above: 90 }, values: [90, 90.1, 95, 90, 91], anomalous: [0, 1, 1, 0, 1] },
  { name: "below", settings: { below: 10 }, values: [10, 9.9, -5, 10], anomalous: [0, 1, 1, 0] },
  { name: "both", settings: { above: 90, below: 10 }, values: [50, 91, 9, 50], anomalous: [0, 1, 1, 0] },
  { name: "above, with hysteresis", settings: { above: 90, clear: 5 }, values: [88, 91, 88, 85.1, 85, 88, 91], anomalous: [0, 1, 1, 1, 0, 0, 1] },
  { name: "below, with hysteresis", settings: { below: 10, clear: 5 }, values: [12, 9, 12, 15, 12], anomalous: [0, 1, 1, 0, 0] },
  { name: "above, three in a row", settings: { above: 90, events: 3 }, values: [91, 91, 80, 91, 91, 91, 91, 80, 91], anomalous: [0, 0, 0, 0, 0, 1, 1, 0, 0] },
  { name: "three in a row, then hysteresis", settings: { above: 90, events: 3, clear: 5 }, values: [91, 88, 91, 91, 91, 88, 84, 91], anomalous: [0, 0, 0, 0, 1, 1, 0, 0] },
  { name: "from one side to the other", settings: { above: 90, below: 10, clear: 85, events: 2 }, values: [91, 91, 20, 4, 4], anomalous: [0, 1, 1, 0, 1] },
];

describe("threshold", () => {
  it.each(cases)("finds values $name", ({ settings, values, anomalous }) => {
    const page = pageOf(threshold, settings);
    expect(values.map((value) => (page.see(value).evidence > 0 ? 1 : 0))).toEqual(anomalous);
  });

  it("gives the evidence that the pack wants", () => {
    expect(pageOf(threshold, { above: 90, evidence: 4.7 }).score(91).evidence).toBe(4.7);
  });

  it("shows its limits as the band", () => {
    expect(pageOf(threshold, { above: 90 }).score(1)).toMatchObject({ ready: true, lower: NaN, upper: 90 });
  });

  it("says which limit, and that an anomaly is not over yet", () => {
    const page = pageOf(threshold, { above: 90, below: 10, clear: 5 });
    expect(page.see(9)).toMatchObject({ reason: REASON.belowThreshold, a: 10 });
    expect(page.see(12)).toMatchObject({ reason: REASON.notCleared, a: 15 });
    expect(page.see(91)).toMatchObject({ reason: REASON.aboveThreshold, a: 90 });
    expect(page.see(88)).toMatchObject({ reason: REASON.notCleared, a: 85 });
  });

  it.each([
    { settings: {}, broken: "a limit: above, below or both" },
    { settings: { above: 10, below: 90 }, broken: "such that below is less than above" },
    { settings: { above: 90, below: 10 }, broken: undefined },
    { settings: { below: 10 }, broken: undefined },
  ])("takes $settings: $broken", ({ settings, broken }) => {
    expect(threshold.broken?.({ ...threshold.defaults, ...settings })).toBe(broken);
  });
});
