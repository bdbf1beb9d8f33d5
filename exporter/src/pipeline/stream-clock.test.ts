import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { logTimeOfWatermark, noClock, noteEvent, watermarkAt } from "./stream-clock.ts";
import type { ClockTable } from "./stream-clock.ts";

const LATENESS = 30;

/** An event as `event time @ log time`; its store time is its log time. */
function after(...events: string[]): ClockTable {
  const clock = noClock();
  for (const event of events) {
    const [eventMs = 0, logMs = 0] = event.split(" @ ").map(Number);
    noteEvent(clock, eventMs, logMs, { logMs, watermarkMs: watermarkAt(clock, logMs, LATENESS) });
  }
  return clock;
}

describe("the watermark of a stream", () => {
  it.each([
    { name: "nothing seen", events: [], logMs: 1000, expected: 0 },
    { name: "an event in time", events: ["1000 @ 1000"], logMs: 1000, expected: 970 },
    { name: "log time going on", events: ["1000 @ 1000"], logMs: 1050, expected: 1020 },
    { name: "an old event: it stays behind log time by as much", events: ["400 @ 1000"], logMs: 1050, expected: 420 },
    { name: "an event from the future counts as of its receipt", events: ["9000 @ 1000"], logMs: 1000, expected: 970 },
    { name: "an older event does not lower the greatest", events: ["1000 @ 1000", "500 @ 1000"], logMs: 1000, expected: 970 },
    { name: "an older event does not make it go back", events: ["1000 @ 1000", "500 @ 1100"], logMs: 1100, expected: 1070 },
    { name: "but it waits for what may come behind that", events: ["1000 @ 1000", "500 @ 1100"], logMs: 1150, expected: 1070 },
    { name: "a newer event raises it", events: ["400 @ 1000", "900 @ 1000"], logMs: 1000, expected: 870 },
  ])("$name", ({ events, logMs, expected }) => {
    expect(watermarkAt(after(...events), logMs, LATENESS)).toBe(expected);
  });

  const log = fc.array(fc.record({ wait: fc.nat(60), behind: fc.integer({ min: -100, max: 300 }) }), { minLength: 1, maxLength: 30 });

  it("never goes back, and never passes log time less the lateness", () => {
    fc.assert(fc.property(log, (list) => {
      const clock = noClock();
      let logMs = 1000;
      let before = 0;
      for (const { wait, behind } of list) {
        logMs += wait;
        const watermarkMs = watermarkAt(clock, logMs, LATENESS);
        noteEvent(clock, logMs - behind, logMs, { logMs, watermarkMs });
        const now = watermarkAt(clock, logMs, LATENESS);
        expect(watermarkMs).toBeGreaterThanOrEqual(before);
        expect(now).toBeGreaterThanOrEqual(watermarkMs);
        expect(now).toBeLessThanOrEqual(logMs - LATENESS);
        before = now;
      }
    }), { seed: 1 });
  });

  it("reaches an end at exactly the log time foretold", () => {
    fc.assert(fc.property(log, fc.integer({ min: -200, max: 500 }), (list, ahead) => {
      let logMs = 1000;
      const clock = after(...list.map(({ wait, behind }) => `${(logMs += wait) - behind} @ ${logMs}`));
      const endMs = logMs + ahead;
      const dueMs = logTimeOfWatermark(clock, endMs, LATENESS);
      expect(watermarkAt(clock, dueMs, LATENESS)).toBeGreaterThanOrEqual(endMs);
      if (dueMs > logMs) expect(watermarkAt(clock, dueMs - 1, LATENESS)).toBeLessThan(endMs);
    }), { seed: 1 });
  });
});
