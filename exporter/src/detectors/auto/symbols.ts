import { add, distinct, edgeOf, has, INNER, move, surpriseOf, symbolOf, SYMBOLS } from "./bins.ts";

const EVENTS = 0;
const AGE = 4;
const LOW = 8;
const WIDTH = 16;
/** The symbol before, + 1; 0 = none. */
const BEFORE = 24;
const NEW_VISITS = 28;
const OLD_VISITS = 32;
const NEW_SEEN = 40;
const OLD_SEEN = 48;
/** Visits of each symbol as the one before, halved with each generation. */
const VISITS = 56;
const NEW_ROWS = VISITS + 2 * SYMBOLS;
const OLD_ROWS = NEW_ROWS + 8 * SYMBOLS;
/** While the range is not known, the first values lie where rows and visits will. */
const FIRST_VALUES = VISITS;

/** How a stream of values is cut up. */
export interface SymbolSettings {
  /** Values before the range is known; at most 108. */
  readonly warmUp: number;
  /** Values a generation. */
  readonly generation: number;
}

/**
 * Which values and which changes from one value to the next were ever seen in the last one to two generations.
 *
 * Values become symbols: eight equal bins over the 2 to 98 % range of the first ones, half octaves of the bin's width outside.
 * A symbol that was never seen is worth D = −log₁₀(d / (N + d)), N visits, d distinct symbols (Witten and Bell, "The
 * zero-frequency problem", 1991, method C); the same for a symbol never seen behind the one before it.
 * Its share of evidence is ln(1 + D/2). 920 bytes.
 */
export class Symbols {
  static readonly size = OLD_ROWS + 8 * SYMBOLS;
  readonly #settings: SymbolSettings;
  /** D of the value for itself, and behind the one before it; 0 where it was seen. */
  surprise = 0;
  sequence = 0;
  symbol = -1;

  constructor(settings: SymbolSettings) {
    this.#settings = settings;
  }

  /** Width of a bin; 0 while the range is not known. */
  width(page: DataView, at: number): number {
    return page.getFloat64(at + WIDTH, true);
  }

  /** Values so far. */
  events(page: DataView, at: number): number {
    return page.getUint32(at + EVENTS, true);
  }

  /** Values that are remembered: those of both generations. */
  remembered(page: DataView, at: number): number {
    return page.getUint32(at + NEW_VISITS, true) + page.getUint32(at + OLD_VISITS, true);
  }

  /** Fills the fields; changes nothing. */
  score(page: DataView, at: number, value: number): void {
    this.surprise = 0;
    this.sequence = 0;
    this.symbol = -1;
    if (!(page.getFloat64(at + WIDTH, true) > 0)) return;
    const symbol = symbolOf(value, page.getFloat64(at + LOW, true), page.getFloat64(at + WIDTH, true));
    this.symbol = symbol;
    if (!has(page, at + NEW_SEEN, symbol) && !has(page, at + OLD_SEEN, symbol)) {
      this.surprise = surpriseOf(this.remembered(page, at), distinct(page, at + NEW_SEEN, at + OLD_SEEN));
    }
    const before = page.getUint8(at + BEFORE) - 1;
    if (before < 0) return;
    const [row, old] = [at + NEW_ROWS + 8 * before, at + OLD_ROWS + 8 * before];
    if (has(page, row, symbol) || has(page, old, symbol)) return;
    const seen = distinct(page, row, old);
    if (seen > 0) this.sequence = surpriseOf(page.getUint16(at + VISITS + 2 * before, true), seen);
  }

  /** Lower edge of the bin of `symbol`, −Infinity for the outermost. */
  lowerEdge(page: DataView, at: number, symbol: number): number {
    return edgeOf(symbol, page.getFloat64(at + LOW, true), page.getFloat64(at + WIDTH, true));
  }

  /** Middle of the bin of the value before, of an outermost bin its inner edge; NaN before the first. */
  middleBefore(page: DataView, at: number): number {
    const before = page.getUint8(at + BEFORE) - 1;
    if (before < 0) return NaN;
    const [lower, upper] = [this.lowerEdge(page, at, before), this.lowerEdge(page, at, before + 1)];
    if (lower === -Infinity) return upper;
    return upper === Infinity ? lower : (lower + upper) / 2;
  }

  learn(page: DataView, at: number, value: number): void {
    const events = page.getUint32(at + EVENTS, true) + 1;
    page.setUint32(at + EVENTS, events, true);
    const { warmUp } = this.#settings;
    if (events < warmUp) {
      page.setFloat64(at + FIRST_VALUES + 8 * (events - 1), value, true);
      return;
    }
    if (events === warmUp) {
      this.#open(page, at, value);
      return;
    }
    this.#mark(page, at, symbolOf(value, page.getFloat64(at + LOW, true), page.getFloat64(at + WIDTH, true)));
  }

  /** Finds the range of the first values, and marks them. */
  #open(page: DataView, at: number, last: number): void {
    const { warmUp } = this.#settings;
    const values = Float64Array.from({ length: warmUp }, (_, i) => (i === warmUp - 1 ? last : page.getFloat64(at + FIRST_VALUES + 8 * i, true)));
    const sorted = values.slice().sort();
    const quantile = (share: number): number => sorted[Math.floor(share * (warmUp - 1) + 0.5)] ?? last;
    const low = quantile(0.02);
    const range = quantile(0.98) - low;
    const whole = quantile(1) - quantile(0);
    const width = range > 0 ? range / INNER : Math.max(whole / INNER, Math.abs(low) * 1e-2, 1e-9);
    page.setFloat64(at + LOW, low, true);
    page.setFloat64(at + WIDTH, Math.min(width, 1e300), true);
    for (let i = FIRST_VALUES; i < Symbols.size; i += 8) page.setFloat64(at + i, 0, true);
    for (const value of values) this.#mark(page, at, symbolOf(value, low, width));
  }

  #mark(page: DataView, at: number, symbol: number): void {
    page.setUint32(at + NEW_VISITS, page.getUint32(at + NEW_VISITS, true) + 1, true);
    add(page, at + NEW_SEEN, symbol);
    const before = page.getUint8(at + BEFORE) - 1;
    if (before >= 0) {
      const visits = at + VISITS + 2 * before;
      page.setUint16(visits, Math.min(page.getUint16(visits, true) + 1, 65_535), true);
      add(page, at + NEW_ROWS + 8 * before, symbol);
    }
    page.setUint8(at + BEFORE, symbol + 1);
    const age = page.getUint32(at + AGE, true) + 1;
    page.setUint32(at + AGE, age >= this.#settings.generation ? 0 : age, true);
    if (age >= this.#settings.generation) turn(page, at);
  }
}

/** Begins a new generation; the one before the last is forgotten. */
function turn(page: DataView, at: number): void {
  page.setUint32(at + OLD_VISITS, page.getUint32(at + NEW_VISITS, true), true);
  page.setUint32(at + NEW_VISITS, 0, true);
  move(page, at + NEW_SEEN, at + OLD_SEEN, 8);
  move(page, at + NEW_ROWS, at + OLD_ROWS, 8 * SYMBOLS);
  for (let i = 0; i < SYMBOLS; i++) page.setUint16(at + VISITS + 2 * i, page.getUint16(at + VISITS + 2 * i, true) >>> 1, true);
}
