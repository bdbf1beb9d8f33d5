import { compileZone } from "../mapping/zone.ts";
import { RuleError } from "../mapping/rule-error.ts";

/** Event times, ms since 1970: from inclusive, to exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When a window of a calendar is. */
export interface Occurrences {
  /** The occurrence that shares time with `span`; undefined = none does. Some 10 ns within one day. */
  during(span: Span): Span | undefined;
}

/** A window that comes again. */
export interface Recurrence {
  /** 0 = Sunday to 6 = Saturday, by the zone's own days; all seven = daily. */
  readonly days: ReadonlySet<number>;
  /** Wall-clock time of its begin, ms since midnight. */
  readonly atMs: number;
  readonly lengthMs: number;
}

const DAY_MS = 86_400_000;

/** A window from one wall-clock time to another of an IANA zone. Throws RuleError if there is no such zone. */
export function onceBetween(from: string, to: string, zone: string): Occurrences {
  const toUtc = zoneOf(zone);
  const span = { fromMs: toUtc(wallMs(from)), toMs: toUtc(wallMs(to)) };
  if (!(span.toMs > span.fromMs)) throw new RuleError("such that to is behind from");
  return { during: (asked) => (overlap(span, asked) ? span : undefined) };
}

/**
 * A window that begins at one wall-clock time of some days and lasts for real time: over a change to daylight saving it begins at
 * the same hour of the clock and is as long as ever. A begin that the clock skips is moved on, one that it shows twice is the first.
 */
export function recurring({ days, atMs, lengthMs }: Recurrence, zone: string): Occurrences {
  const toUtc = zoneOf(zone);
  const daysBack = Math.ceil(lengthMs / DAY_MS) + 1;
  let known: { first: number; last: number; spans: readonly Span[] } | undefined;
  const spansOf = (first: number, last: number): readonly Span[] => {
    if (known?.first === first && known.last === last) return known.spans;
    const spans: Span[] = [];
    // A day of the zone begins at most a day before or after that of UTC.
    for (let day = first - daysBack; day <= last + 1; day++) {
      if (!days.has(new Date(day * DAY_MS).getUTCDay())) continue;
      const fromMs = toUtc(day * DAY_MS + atMs);
      spans.push({ fromMs, toMs: fromMs + lengthMs });
    }
    known = { first, last, spans };
    return spans;
  };
  return {
    during: (asked) => spansOf(Math.floor(asked.fromMs / DAY_MS), Math.floor(asked.toMs / DAY_MS)).find((span) => overlap(span, asked)),
  };
}

/** True if two spans share time. */
export function overlap(a: Span, b: Span): boolean {
  return a.fromMs < b.toMs && a.toMs > b.fromMs;
}

/** `2026-12-24` or `2026-12-24 18:00` as if it were UTC. */
function wallMs(text: string): number {
  const ms = Date.parse(`${text.slice(0, 10)}T${text.slice(11) || "00:00"}:00Z`);
  // The 30th of February is read as the 2nd of March.
  const isThere = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10));
  if (!isThere) throw new RuleError("a date that there is");
  return ms;
}

/** Throws RuleError if there is no such zone. */
export function zoneOf(zone: string): (wallMs: number) => number {
  try {
    return compileZone(zone);
  } catch (cause) {
    throw new RuleError("an IANA time zone like Europe/London", { cause });
  }
}
