import { compileTime } from "../mapping/time.ts";
import type { Field } from "./fields.ts";
import { isThere } from "./fields.ts";

/** The time of a stream's events. */
export interface TimeFinding {
  readonly from: string;
  /** As in packs. */
  readonly format: string;
  /** Its values say nothing of their zone. */
  readonly isZoneUnknown: boolean;
}

const EARLIEST_MS = Date.UTC(1990, 0, 1);
const FUTURE_MS = 3_600_000;
/** Shares of values that must be readable. Fewer would be rejected as no_time. */
const READABLE = 0.98;
const ENOUGH_TRIED = 2_000;
const FIRST_TRIED = 20;

/** The day before the month first: where both can be read, the unambiguous rows decide, else the order here. */
const DATES = ["yyyy-M-d", "yyyy/M/d", "d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "d-M-yyyy"];
const CLOCKS = [" H:mm:ss.SSS", " H:mm:ss,SSS", " H:mm:ss", " H:mm", "'T'H:mm:ss.SSS", "'T'H:mm:ss", "'T'H:mm", ""];
const LOOSE = DATES.flatMap((date) => CLOCKS.map((clock) => date + clock));
/** Two digits each where all values have them. */
const STRICT = LOOSE.map((pattern) => pattern.replace(/[MdH]/g, "$&$&"));
const TEXTS = ["rfc3339", ...STRICT, ...LOOSE, "yyyyMMdd'T'HHmmss", "yyyyMMddHHmmss"];
const NUMBERS = ["epoch_s", "epoch_ms", "epoch_us", "epoch_ns"];
const LARGEST: Readonly<Record<string, number>> = { epoch_s: 1e11, epoch_ms: 1e14, epoch_us: 1e17, epoch_ns: Infinity };

const EXACT: ReadonlySet<string> = new Set(["timestamp", "time", "ts", "datetime", "date", "event time", "event timestamp", "event ts", "t"]);
const HINTS: ReadonlySet<string> = new Set(["timestamp", "time", "ts", "datetime", "date", "at", "when", "epoch", "created", "occurred"]);
/** Of something other than the event, mostly. */
const OTHER: ReadonlySet<string> = new Set(["load", "last", "end", "stop", "expires", "expiry", "due", "birth", "updated", "modified", "valid", "until", "uptime", "response", "ingested", "received"]);

/** Finds the field that says when an event happened, by its name, its values and whether they go forward; undefined = none. */
export function findTime(fields: readonly Field[], nowMs: number): TimeFinding | undefined {
  const found = fields.flatMap((field) => {
    const read = readTimes(field, nowMs);
    return read === undefined ? [] : [{ field, ...read, score: scoreOf(field, read.times) }];
  });
  const best = found.reduce<(typeof found)[number] | undefined>((top, one) => (top === undefined || one.score > top.score ? one : top), undefined);
  if (best === undefined || best.score <= 0) return undefined;
  return { from: best.field.path, format: best.format, isZoneUnknown: best.format.includes("y") };
}

interface Readable {
  readonly format: string;
  readonly times: readonly number[];
}

function readTimes(field: Field, nowMs: number): Readable | undefined {
  if (!field.isPlain || field.isBoolean || field.present < field.values.length * 0.9) return undefined;
  const values = field.values.filter(isThere).slice(0, ENOUGH_TRIED);
  for (const format of field.isNumber ? numberFormats(field, values) : TEXTS) {
    const times = readable(values.slice(0, FIRST_TRIED), format, nowMs) && readable(values, format, nowMs);
    if (times !== undefined) return { format, times };
  }
  return undefined;
}

function readable(values: readonly unknown[], format: string, nowMs: number): number[] | undefined {
  const read = compileTime(format);
  const times = values.map((value) => believed(read(value), nowMs));
  return times.filter(Number.isFinite).length >= values.length * READABLE ? times : undefined;
}

function numberFormats(field: Field, values: readonly unknown[]): string[] {
  const most = values.reduce((top: number, value) => Math.max(top, Number(value)), 0);
  const digits = values.every((value) => String(value).length === 14) ? ["yyyyMMddHHmmss"] : [];
  if (!field.words.some((word) => HINTS.has(word) || word === "t") && most < 1e12) return [];
  return [...NUMBERS.filter((format) => most < (LARGEST[format] ?? 0)).slice(0, 1), ...digits];
}

function believed(ms: number, nowMs: number): number {
  return ms >= EARLIEST_MS && ms <= nowMs + FUTURE_MS ? ms : NaN;
}

function scoreOf({ words, steps, distinct, present, isNumber }: Field, times: readonly number[]): number {
  const named = nameScore(words);
  let forward = 0;
  for (let at = 1; at < times.length; at++) if ((times[at] ?? 0) >= (times[at - 1] ?? 0)) forward++;
  const order = times.length < 2 ? 0.5 : forward / (times.length - 1);
  const moves = present < 3 || distinct > 1 ? 1 : -3;
  // A large number without a telling name may be any counter: it must be a time in every other respect.
  const doubt = isNumber && named <= 0 ? 2 : 0;
  return named + 2 * order + moves - 0.3 * steps.length - doubt;
}

function nameScore(words: readonly string[]): number {
  const other = words.some((word) => OTHER.has(word)) ? 2 : 0;
  if (EXACT.has(words.join(" "))) return 3;
  const last = words.at(-1) ?? "";
  if (HINTS.has(last)) return 2 - other;
  return (words.some((word) => HINTS.has(word)) ? 1 : 0) - other;
}
