import { onceBetween, recurring, zoneOf } from "./calendar.ts";
import type { Occurrences } from "./calendar.ts";
import type { PackContext } from "./compile-stream.ts";
import { fullName } from "./compile-stream.ts";
import type { CalendarPlan } from "./plan.ts";
import type { OptionPath } from "./faults.ts";
import { didYouMean } from "./nearest.ts";
import type { CalendarWindow, PackSpec } from "./schema.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const MINUTE_MS = 60_000;

/** The windows of a pack's calendar; faults go to the report. */
export function compileCalendar({ calendar, streams }: PackSpec, { pack, report }: PackContext): CalendarPlan[] {
  if (calendar === undefined) return [];
  const known = Object.keys(streams);
  const isZone = (option: OptionPath, zone: string): boolean => report.attempt(option, zone, () => zoneOf(zone)) !== undefined;
  const hasZone = isZone(["calendar", "zone"], calendar.zone);
  return Object.entries(calendar.windows).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, window]) => {
    const option = ["calendar", "windows", name];
    for (const stream of window.streams ?? []) {
      if (!known.includes(stream)) report.fault([...option, "streams"], `streams of the pack: ${known.join(", ")}`, stream, didYouMean(stream, known));
    }
    if (window.zone === undefined ? !hasZone : !isZone([...option, "zone"], window.zone)) return [];
    const { from, to, at } = window;
    const occurrences = report.attempt(option, from === undefined ? at : { from, to }, () => occurrencesOf(window, window.zone ?? calendar.zone));
    if (occurrences === undefined) {
      if (!report.faults.some((fault) => fault.option.startsWith(option.join(".")))) report.fault(option, "{ from, to } or { at, for, days }", window);
      return [];
    }
    return [{ pack, name, reason: window.reason, streams: window.streams?.map((stream) => fullName(pack, stream)), occurrences }];
  });
}

/** Undefined where neither form is whole, or both are mixed. */
function occurrencesOf({ from, to, at, for: lengthMs, days }: CalendarWindow, zone: string): Occurrences | undefined {
  const mixed = [from, to].some((option) => option !== undefined) && [at, lengthMs, days].some((option) => option !== undefined);
  if (mixed) return undefined;
  if (from !== undefined && to !== undefined) return onceBetween(from, to, zone);
  if (at === undefined || lengthMs === undefined) return undefined;
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  return recurring({ days: new Set((days ?? DAYS).map((day) => DAYS.indexOf(day))), atMs: (hours * 60 + minutes) * MINUTE_MS, lengthMs }, zone);
}
