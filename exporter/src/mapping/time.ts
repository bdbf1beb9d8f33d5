import { rfc3339Reader } from "./rfc3339.ts";
import { RuleError } from "./rule-error.ts";
import { compileTimePattern } from "./time-pattern.ts";
import { compileZone } from "./zone.ts";

/** Whole milliseconds since 1970 of a value that stands for a time; NaN if it can't be read. Never throws. */
export type ReadTime = (value: unknown) => number;

/** Formats that have a name; everything else must be a pattern. */
const TIME_FORMATS: readonly string[] = ["auto", "rfc3339", "epoch_s", "epoch_ms", "epoch_us", "epoch_ns"];

const PATTERN_RULE = `one of ${TIME_FORMATS.join(", ")} or a pattern like yyyy-MM-dd HH:mm:ss`;
const DECIMAL = /^\d+(?:\.\d*)?$/;

/**
 * Compiles the reading of a stream's times.
 *
 * `auto` (the default) takes RFC 3339 text, and epoch numbers in the unit that their size tells: below 10^11 seconds,
 * below 10^14 milliseconds, below 10^17 microseconds, else nanoseconds; unambiguous from 1973 to 5138.
 * Epochs may be numbers or decimal text. `zone` is for patterns only, an IANA name; default UTC.
 * @throws RuleError
 */
export function compileTime(format: string, zone?: string): ReadTime {
  const named = NAMED.get(format)?.();
  if (named === undefined) return compilePattern(format, zone ?? "UTC");
  if (zone !== undefined) throw new RuleError("left out: only a pattern has no zone of its own");
  return named;
}

function compilePattern(pattern: string, zone: string): ReadTime {
  const read = compileTimePattern(pattern);
  if (read === undefined) throw new RuleError(PATTERN_RULE);
  const toUtc = readZone(zone);
  return (value) => {
    const wallMs = typeof value === "string" ? read(value) : NaN;
    return Number.isNaN(wallMs) ? NaN : toUtc(wallMs);
  };
}

function readZone(zone: string): (wallMs: number) => number {
  try {
    return compileZone(zone);
  } catch (cause) {
    throw new RuleError("an IANA time zone like Europe/London", { cause });
  }
}

const epoch = (toMs: (value: number) => number): ReadTime => (value) => {
  if (typeof value === "number") return toMs(value);
  return typeof value === "string" && DECIMAL.test(value) ? toMs(Number(value)) : NaN;
};
// Rounded, since 1700000000.123 s times 1000 may be a little less than the whole millisecond it means.
const seconds = (value: number): number => Math.round(value * 1000);
const microseconds = (value: number): number => Math.floor(value / 1e3);
const nanoseconds = (value: number): number => Math.floor(value / 1e6);

function bySize(value: number): number {
  if (value < 1e11) return seconds(value);
  if (value < 1e14) return Math.floor(value);
  return value < 1e17 ? microseconds(value) : nanoseconds(value);
}

const readEpoch = epoch(bySize);

/** Most texts are RFC 3339, which the hyphen behind the year tells at once. */
function isDecimal(text: string): boolean {
  return text.charCodeAt(4) !== 0x2d && DECIMAL.test(text);
}

/** Makes the reader of one stream. */
const NAMED: ReadonlyMap<string, () => ReadTime> = new Map([
  ["auto", readAny],
  ["rfc3339", readRfc3339],
  ["epoch_s", () => epoch(seconds)],
  ["epoch_ms", () => epoch(Math.floor)],
  ["epoch_us", () => epoch(microseconds)],
  ["epoch_ns", () => epoch(nanoseconds)],
]);

function readAny(): ReadTime {
  const read = rfc3339Reader();
  return (value) => (typeof value === "string" && !isDecimal(value) ? read(value) : readEpoch(value));
}

function readRfc3339(): ReadTime {
  const read = rfc3339Reader();
  return (value) => (typeof value === "string" ? read(value) : NaN);
}
