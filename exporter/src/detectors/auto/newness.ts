import { shareOf } from "./bins.ts";
import { Extremes } from "./extremes.ts";
import { Symbols } from "./symbols.ts";

/** Events a generation of what was seen. */
const GENERATION = 5000;
const WARM_UP = 100;
/** Behind a value never seen, one never seen behind it tells less than the value itself. */
const SEQUENCE_WEIGHT = 0.7;
/** Decades of surprise that count for ln 2. */
const SURPRISE = 2;
/** Margin beyond the extremes that counts like one decade of surprise, twice. */
const MARGIN = 0.5;

/** In front. */
export const HIGHEST = Symbols.frontSize;
const LOWEST = HIGHEST + Extremes.frontSize;
/** Behind the rows. */
export const HIGHEST_KEPT = Symbols.rowsSize(WARM_UP);
const LOWEST_KEPT = HIGHEST_KEPT + Extremes.keptSize;

/** What was new about a value. */
export type News = "value" | "sequence" | "record";

/**
 * Whether a value is new: never seen, never seen behind the one before it, or beyond all that were.
 *
 *   A = ln(1 + D/2) + 0.7·ln(1 + D'/2) + ln(1 + t/0.5), D and D' as in symbols.ts, t as in extremes.ts. 88 bytes in front, and 1,000.
 */
export class Newness {
  static readonly frontSize = LOWEST + Extremes.frontSize;
  static readonly restSize = LOWEST_KEPT + Extremes.keptSize;
  readonly symbols: Symbols;
  readonly #highest: Extremes;
  readonly #lowest: Extremes;
  evidence = 0;
  news: News = "value";
  margin = 0;

  /** What few values need lies `rest` bytes from the front. */
  constructor(rest: number) {
    this.symbols = new Symbols({ warmUp: WARM_UP, generation: GENERATION, rows: rest });
    this.#highest = new Extremes(rest + HIGHEST_KEPT - HIGHEST);
    this.#lowest = new Extremes(rest + LOWEST_KEPT - LOWEST);
  }

  score(page: DataView, at: number, value: number): void {
    this.evidence = 0;
    this.margin = 0;
    const { symbols } = this;
    symbols.score(page, at, value);
    if (symbols.symbol < 0) return;
    const isHighest = this.#highest.isRecord(page, at + HIGHEST, value);
    if (isHighest || this.#lowest.isRecord(page, at + LOWEST, -value)) this.#measure(page, at, value, isHighest);
    else if (symbols.surprise === 0 && symbols.sequence === 0) return;
    const itself = shareOf(symbols.surprise, SURPRISE);
    const sequence = SEQUENCE_WEIGHT * shareOf(symbols.sequence, SURPRISE);
    const record = shareOf(this.margin, MARGIN);
    this.evidence = itself + sequence + record;
    this.news = record > itself ? "record" : itself >= sequence ? "value" : "sequence";
  }

  #measure(page: DataView, at: number, value: number, isHighest: boolean): void {
    const least = Math.max(0.05 * this.symbols.width(page, at), 1e-6 * Math.abs(value), 1e-12);
    this.margin = isHighest ? this.#highest.margin(page, at + HIGHEST, value, least) : this.#lowest.margin(page, at + LOWEST, -value, least);
  }

  /** The largest of the values before where `value` is above it, else the smallest. */
  record(page: DataView, at: number, value: number): number {
    const highest = this.#highest.record(page, at + HIGHEST);
    return value > highest ? highest : -this.#lowest.record(page, at + LOWEST);
  }

  /** Takes the value that was scored. */
  learn(page: DataView, at: number, value: number): void {
    this.symbols.learn(page, at, value);
    const events = this.symbols.events(page, at);
    this.#highest.learn(page, at + HIGHEST, value, events);
    this.#lowest.learn(page, at + LOWEST, -value, events);
    if (events % GENERATION !== 0) return;
    this.#highest.turn(page, at + HIGHEST);
    this.#lowest.turn(page, at + LOWEST);
  }
}

/** The same for means of blocks, without extremes. */
export const BLOCK_EVENTS = 6;
const BLOCK_WARM_UP = 25;
const BLOCK_WEIGHT = 0.7;

/** Whether the mean of six events is new. 824 bytes. */
export class BlockNewness {
  static readonly size = Symbols.frontSize + Symbols.rowsSize(BLOCK_WARM_UP);
  readonly symbols = new Symbols({ warmUp: BLOCK_WARM_UP, generation: Math.round(GENERATION / BLOCK_EVENTS), rows: Symbols.frontSize });
  evidence = 0;

  score(page: DataView, at: number, mean: number): void {
    this.symbols.score(page, at, mean);
    const { surprise, sequence } = this.symbols;
    this.evidence = BLOCK_WEIGHT * (shareOf(surprise, SURPRISE) + SEQUENCE_WEIGHT * shareOf(sequence, SURPRISE));
  }

  /** Takes the mean that was scored. */
  learn(page: DataView, at: number, mean: number): void {
    this.symbols.learn(page, at, mean);
  }
}
