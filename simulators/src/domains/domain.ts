import type { Random } from "../model/random.ts";
import type { Fact } from "../world/fact.ts";

/** How a measure comes about; decides what can be injected into it. */
export type MeasureKind =
  /** A state at a moment: mean plus normal noise. */
  | "level"
  /** What happened since the source's last message: a count around mean × time passed. */
  | "amount"
  /** A total that only rises, by about mean × time passed. */
  | "counter";

/** One number that a source reports. */
export interface Measure {
  readonly name: string;
  readonly kind: MeasureKind;
  /** Mean at a time (ms since 1970): the level itself, or the amount a second. */
  readonly mean: (atMs: number) => number;
  /** Standard deviation of the noise: of a level in its unit, of a counter as a share of its rise; amounts have their own (√mean). */
  readonly deviation: number;
  /** Decimal places that the source reports. */
  readonly digits: number;
}

/** One thing that reports: a sensor, a feed, a symbol. */
export interface Source {
  /** Full name of the stream in Eddy, `<pack>_<stream>`. */
  readonly stream: string;
  readonly subject: string;
  /** What tells it from others in Eddy, tokens of the subject included. */
  readonly labels: Readonly<Record<string, string>>;
  /** What each of its messages says besides id, time and measures. */
  readonly fields: Readonly<Record<string, string>>;
  /** And what changes with time (ms since 1970). */
  readonly fieldsAt?: (atMs: number) => Readonly<Record<string, string>>;
  readonly measures: readonly Measure[];
}

/** What a message says besides id and time: text where its format is not JSON. */
export interface Telling {
  readonly subject: string;
  /** A record, written as JSON with `id` and `time` before it; or text, written as it is. */
  readonly body: Readonly<Record<string, unknown>> | string;
}

/** By kind of fact, what a domain tells of it, with the time that it happened at (ms since 1970). */
type Tellers = {
  readonly [Kind in Fact["kind"]]?: (fact: Extract<Fact, { kind: Kind }>, atMs: number) => readonly Telling[];
};

/** One field of life, listed in registry.ts: sources that report by themselves, tellers of what happens in the shared world, or both. */
export interface Domain {
  /** Its pack in the exporter. */
  readonly name: string;
  readonly reporters?: Reporters;
  /** Given the seed, for numbers of its own. */
  readonly tellers?: (seed: number) => Tellers;
}

/** Sources that report again and again. */
interface Reporters {
  /** Name of the option that says how many. */
  readonly option: CountOption;
  /** The same seed gives the same ones, and more of them leave the first as they were. */
  sources(count: number, seed: number): Source[];
}

export type CountOption = "sensors" | "users" | "symbols";

const DAY_MS = 86_400_000;

/** A mean with a daily rhythm (UTC): `level` ± `swing`, highest at `peakHour`. */
export function daily(level: number, swing: number, peakHour: number): (atMs: number) => number {
  const peakMs = peakHour * 3_600_000;
  return (atMs) => level + swing * Math.cos((2 * Math.PI * (atMs - peakMs)) / DAY_MS);
}

/** A number between `low` and `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

/** `s01`, `s02`, …: names that sort as they count. */
export function numbered(prefix: string, index: number): string {
  return prefix + String(index + 1).padStart(2, "0");
}
