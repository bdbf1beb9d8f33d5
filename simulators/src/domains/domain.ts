import type { Random } from "../model/random.ts";

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
  readonly measures: readonly Measure[];
}

/** One field of life, listed in registry.ts. */
export interface Domain {
  /** Its pack in the exporter. */
  readonly name: string;
  /** Name of the option that says how many. */
  readonly option: "sensors" | "users" | "symbols";
  /** Its sources; the same seed gives the same ones, and more of them leave the first as they were. */
  sources(count: number, seed: number): Source[];
}

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
