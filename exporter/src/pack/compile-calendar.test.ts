import { describe, expect, it } from "@jest/globals";
import { compilePlan } from "./compile.ts";
import { PackError } from "./faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";
import type { Plan } from "./plan.ts";

function planOf(window: string, zone = "zone: Europe/London,"): Plan {
  const yaml = `streams: { sensor: { subject: iot.sensor, measures: { heat: { from: $.heat } } } }\ncalendar: { ${zone} windows: { w: ${window} } }\n`;
  return compilePlan({ packs: [{ name: "iot", yaml }], settings: DEFAULT_FOLD_SETTINGS });
}

function faultOf(window: string, zone?: string): string {
  try {
    planOf(window, zone);
  } catch (thrown) {
    if (thrown instanceof PackError) return thrown.message;
    throw thrown;
  }
  return "none";
}

describe("the calendar of a pack", () => {
  it.each([
    { name: "a holiday", window: "{ from: 2026-07-01, to: 2026-07-02, reason: closed }", at: "2026-06-30T23:00:00Z", expected: { pack: "iot", name: "w", reason: "closed", streams: undefined } },
    { name: "a weekly deploy of one stream", window: '{ at: "14:00", for: 30m, days: [tue], streams: [sensor] }', at: "2026-07-07T13:15:00Z", expected: { pack: "iot", name: "w", reason: "", streams: ["iot_sensor"] } },
    { name: "each night in a zone of its own", window: '{ at: "02:00", for: 1h, zone: Asia/Kolkata }', at: "2026-07-06T20:45:00Z", expected: { pack: "iot", name: "w", reason: "", streams: undefined } },
  ])("holds $name", ({ window, at, expected }) => {
    const [found] = planOf(window).calendar;
    expect(found).toMatchObject(expected);
    const ms = Date.parse(at);
    expect(found?.occurrences.during({ fromMs: ms, toMs: ms + 1 })).toBeDefined();
    expect(found?.occurrences.during({ fromMs: ms - 7_200_000, toMs: ms - 7_199_999 })).toBeUndefined();
  });

  it.each([
    { window: "{ from: 2026-07-01 }", expected: "calendar.windows.w must be { from, to } or { at, for, days }" },
    { window: '{ from: 2026-07-01, to: 2026-07-02, at: "10:00" }', expected: "calendar.windows.w must be { from, to } or { at, for, days }" },
    { window: "{ from: 2026-07-02, to: 2026-07-01 }", expected: "calendar.windows.w must be such that to is behind from, got {\"from\":\"2026-07-02\",\"to\":\"2026-07-01\"}" },
    { window: '{ at: "25:00", for: 1h }', expected: "calendar.windows.w.at must be a time of day like 14:00, in quotes" },
    { window: '{ at: "10:00", for: 8d }', expected: "calendar.windows.w.for must be a duration like 30s, 10m or 1h, from 1m to 7d" },
    { window: '{ at: "10:00", for: 1h, days: [monday] }', expected: "calendar.windows.w.days.0 must be days like mon, tue" },
    { window: '{ at: "10:00", for: 1h, streams: [senso] }', expected: "calendar.windows.w.streams must be streams of the pack: sensor, got \"senso\" (did you mean sensor?)" },
    { window: '{ at: "10:00", for: 1h, zone: Europe/Lundon }', expected: "calendar.windows.w.zone must be an IANA time zone like Europe/London, got \"Europe/Lundon\"" },
  ])("refuses $window", ({ window, expected }) => {
    expect(faultOf(window)).toContain(expected);
  });

  it("refuses a zone of all its windows once, where it stands", () => {
    expect(faultOf('{ at: "10:00", for: 1h }, v: { at: "11:00", for: 1h }', "zone: Mars,")).toBe('iot/pack.yml:2: calendar.zone must be an IANA time zone like Europe/London, got "Mars"');
  });
});
