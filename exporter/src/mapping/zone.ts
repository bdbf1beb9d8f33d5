const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Hours remembered a zone: seven years. */
const MAX_HOURS = 65_536;

/** Turns a zone's wall-clock time, written as milliseconds as if it were UTC, into milliseconds since 1970. */
export type ZoneToUtc = (wallMs: number) => number;

/**
 * Compiles an IANA zone (`Europe/London`). Daylight saving is kept: a wall-clock time that occurs twice is the first of
 * the two, one that is skipped is moved on by the hour that was skipped (as java.time does). Some 0.1 µs a time.
 * @throws RangeError if there is no such zone
 */
export function compileZone(zone: string): ZoneToUtc {
  if (zone === "UTC") return (wallMs) => wallMs;
  const offsetAt = rememberOffsets(zone);
  return (wallMs) => {
    const before = offsetAt(wallMs - DAY_MS);
    const after = offsetAt(wallMs + DAY_MS);
    const early = wallMs - before;
    if (before === after || offsetAt(early) === before) return early;
    const late = wallMs - after;
    return offsetAt(late) === after ? late : early;
  };
}

/** Offset of the zone from UTC in ms at a time in UTC; asked of Intl once an hour of history, for that takes 5 µs. */
function rememberOffsets(zone: string): (utcMs: number) => number {
  const ask = askOffset(zone);
  const hours = new Map<number, number>();
  return (utcMs) => {
    const hour = Math.floor(utcMs / HOUR_MS);
    const known = hours.get(hour);
    if (known !== undefined) return Number.isNaN(known) ? ask(utcMs) : known;
    if (hours.size >= MAX_HOURS) hours.clear();
    const first = ask(hour * HOUR_MS);
    // NaN: it changes within the hour, as St John's did at one minute past midnight.
    const offset = first === ask((hour + 1) * HOUR_MS - 1) ? first : NaN;
    hours.set(hour, offset);
    return Number.isNaN(offset) ? ask(utcMs) : offset;
  };
}

function askOffset(zone: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (utcMs) => {
    const text = format.formatToParts(utcMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0", seconds = "0"] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(text) ?? [];
    const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === "-" ? -size : size;
  };
}
