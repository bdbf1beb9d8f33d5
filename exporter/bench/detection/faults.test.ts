import { describe, expect, it } from "@jest/globals";
import { FAULT_KINDS } from "./faults.ts";
import type { FaultAt } from "./faults.ts";
import type { Ordinary } from "./ordinary.ts";

const ROWS = 400;
const ROW = 100;
/** Values 0, 1, 2 … with a deviation told as 10, an event a second. */
const series: Ordinary = {
  timesMs: Float64Array.from({ length: ROWS }, (_, row) => row * 1000),
  pattern: new Float64Array(ROWS),
  noise: Float64Array.from({ length: ROWS }, (_, row) => row),
  sd: 10, intervalMs: 1000, scale: "plain",
};

function eventsOf(id: string, size: number, sign = 1, count = 250): { timeMs: number; value: number }[] {
  const kind = FAULT_KINDS.find((one) => one.id === id);
  const fault: FaultAt = { series, row: ROW, size, sign, changeRows: 1 };
  return Array.from({ length: count }, (_, after) => kind?.event(fault, after) ?? { timeMs: NaN, value: NaN });
}

/** How far each value lies from what it would have been. */
function moved(id: string, size: number, sign = 1): number[] {
  return eventsOf(id, size, sign).map(({ value }, after) => value - ROW - after);
}

describe("a fault", () => {
  it("spike: one event, by so many deviations", () => {
    expect(moved("spike", 8).slice(0, 3)).toEqual([80, 0, 0]);
    expect(moved("spike", 8, -1).slice(0, 3)).toEqual([-80, 0, 0]);
  });

  it("level shift: all events from then on", () => {
    expect(new Set(moved("level shift", 6))).toEqual(new Set([60]));
  });

  it("burst: ten events, uneven, by the size in the mean, then as before", () => {
    const all = moved("burst", 8);
    const burst = all.slice(0, 10);
    expect(Math.min(...burst)).toBeGreaterThan(38);
    expect(Math.max(...burst)).toBeLessThan(122);
    expect(burst.reduce((sum, value) => sum + value, 0) / 10 / 80).toBeCloseTo(1, 0);
    expect(new Set(all.slice(10))).toEqual(new Set([0]));
  });

  it("dropout: nothing for so many intervals, then on as ever", () => {
    const [first, second] = eventsOf("dropout", 10, 1, 2);
    expect(first).toEqual({ timeMs: (ROW - 1 + 10) * 1000, value: ROW - 1 + 10 });
    expect(second?.timeMs).toBe((ROW + 10) * 1000);
  });

  it("stuck: the last value for so many events, at the same times", () => {
    const events = eventsOf("stuck", 5);
    expect(events.slice(0, 7).map(({ value }) => value)).toEqual([99, 99, 99, 99, 99, 105, 106]);
    expect(events[3]?.timeMs).toBe((ROW + 3) * 1000);
  });

  it("variance: noise so many times as varied", () => {
    expect(eventsOf("variance", 4).slice(0, 2).map(({ value }) => value)).toEqual([200, 202]);
  });

  it("drift: evenly up to the size within 200 events, then there", () => {
    const all = moved("drift", 8);
    expect([all[0], all[99], all[199], all[249]]).toEqual([expect.closeTo(0.4), expect.closeTo(40), expect.closeTo(80), expect.closeTo(80)]);
  });

  it("is over before its series is, at its largest size", () => {
    for (const kind of FAULT_KINDS) {
      const fault: FaultAt = { series, row: ROW, size: Math.max(...kind.sizes), sign: 1, changeRows: 1.5 };
      expect(kind.event(fault, kind.within(fault))).toBeDefined();
    }
  });
});
