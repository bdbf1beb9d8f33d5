import { describe, expect, it } from "@jest/globals";
import type { Reason } from "../detectors/reasons.ts";
import { FoldScene, at, packText } from "./fold-scene.ts";
import { viewOf } from "./state-view.ts";
import type { SeriesTable } from "./view.ts";

const pack = `
streams:
  device:
    subject: iot.{device}
    time: $.at
    labels: { device: "{device}" }
    measures:
      level: { from: $.level, unit: inr/100, detect: { z-score: { warm_up: 20 } } }
      ticks: { from: $.ticks, unit: bytes, kind: counter, detect: { z-score: { warm_up: 20 } } }
`;

/** Levels around 1000 each second, 80 of them; the last one is what it says. */
function scene(last: number): FoldScene {
  const made = new FoldScene(packText({ iot: pack }));
  for (let second = 0; second < 80; second++) {
    made.send(second, "iot.d1", { at: at(second), level: 100 * (second === 79 ? last : 10 + (second % 2)), ticks: second * 10 + (second % 2) + (last > 100 && second === 79 ? 5000 : 0) });
  }
  return made;
}

function table({ fold }: FoldScene, measure: string): SeriesTable {
  const found = viewOf(fold.state).tables().find((candidate) => candidate.measure === measure);
  if (found === undefined) throw new RangeError(`no table ${measure}`);
  return found;
}

function sentence(reason: Reason | undefined): string | undefined {
  return reason?.sentence;
}

describe("viewOf", () => {
  it("tells why a state rose, money in its major unit, counters a second", () => {
    const made = scene(500);
    expect(sentence(table(made, "level").reason(0))).toMatch(/^500 inr is \d[\d.,e+]* standard deviations above the expected 10\.\d+$/);
    expect(sentence(table(made, "ticks").reason(0))).toMatch(/^5,01\d bytes a second is \S+ standard deviations above the expected (9\.\d+|10(\.\d+)?)$/);
    expect(made.read("iot_device.level", "d1")).toMatchObject({ riseValue: 500, readiness: "ready" });
    expect(made.read("iot_device.level", "d1")?.riseExpected).toBeCloseTo(10.5, 0);
    expect(table(made, "level").lasts(0)).toBe(true);
  });

  it("keeps value and reason of the rise when calm values follow", () => {
    const made = scene(500);
    made.send(80, "iot.d1", { at: at(80), level: 1000, ticks: 900 });
    expect(made.read("iot_device.level", "d1")).toMatchObject({ value: 10, riseValue: 500 });
    expect(sentence(table(made, "level").reason(0))).toContain("500 inr");
  });

  it("says warming, ready, and stale by log time", () => {
    const made = new FoldScene(packText({ iot: pack }));
    made.send(0, "iot.d1", { at: at(0), level: 10 });
    expect(made.read("iot_device.level", "d1")?.readiness).toBe("warming");
    const ready = scene(11);
    ready.tick(80, 379);
    expect(ready.read("iot_device.level", "d1")?.readiness).toBe("ready");
    ready.tick(380, 381);
    expect(ready.read("iot_device.level", "d1")?.readiness).toBe("stale");
    expect(ready.read("iot_device.level", "d1")?.ready).toBe(true);
  });
});
