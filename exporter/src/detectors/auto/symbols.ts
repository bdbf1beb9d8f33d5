import { add, distinct, edgeOf, has, INNER, move, surpriseOf, symbolAt, symbolOf, SYMBOLS } from "./bins.ts";

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
const FRONT_BYTES = 56;
/**
 * A row for each symbol as the one before: symbols seen behind it in this generation, how often it was visited (halved with
 * each generation), symbols seen behind it in the generation before.
 */
export const ROW_BYTES = 16;
export const VISITS = 6;
export const OLD = 8;

/** How a stream of values is cut up, and where its rows are. */
export interface SymbolSettings {
  /** Values before the range is known. */
  readonly warmUp: number;
  /** Values a generation. */
  readonly generation: number;
  /** The rows lie so many bytes from the front. */
  readonly rows: number;
}

/**
 * Which values and which changes from one value to the next were ever seen in the last one to two generations.
 *
 * Values become symbols: eight equal bins over the 2 to 98 % range of the first ones, half octaves of the bin's width outside.
 * A symbol that was never seen is worth D = −log₁₀(d / (N + d)), N visits, d distinct symbols (Witten and Bell, "The
 * zero-frequency problem", 1991, method C); the same for a symbol never seen behind the one before it.
 * Its share of evidence is ln(1 + D/2). 56 bytes in front, which each value needs, and `rowsSize`, of which it needs one row.
 */
export class Symbols {
  static readonly frontSize = FRONT_BYTES;
  readonly #settings: SymbolSettings;
  /** D of the value for itself, and behind the one before it; 0 where it was seen. */
  surprise = 0;
  sequence = 0;
  /** −1 while the range is not known. */
  symbol = -1;

  constructor(settings: SymbolSettings) {
    this.#settings = settings;
  }

  /** Bytes of the rows. While the range is not known, the first values lie there. */
  static rowsSize(warmUp: number): number {
    return Math.max(ROW_BYTES * SYMBOLS, 8 * (warmUp - 1));
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
    const width = page.getFloat64(at + WIDTH, true);
    if (!(width > 0)) return;
    const symbol = symbolAt((value - page.getFloat64(at + LOW, true)) / width);
    this.symbol = symbol;
    if (!has(page, at + NEW_SEEN, symbol) && !has(page, at + OLD_SEEN, symbol)) {
      this.surprise = surpriseOf(this.remembered(page, at), distinct(page, at + NEW_SEEN, at + OLD_SEEN));
    }
    const before = page.getUint8(at + BEFORE) - 1;
    if (before < 0) return;
    const row = at + this.#settings.rows + ROW_BYTES * before;
    if (has(page, row, symbol) || has(page, row + OLD, symbol)) return;
    const seen = distinct(page, row, row + OLD);
    if (seen > 0) this.sequence = surpriseOf(page.getUint16(row + VISITS, true), seen);
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

  /** Takes the value that was scored. */
  learn(page: DataView, at: number, value: number): void {
    const events = page.getUint32(at + EVENTS, true) + 1;
    page.setUint32(at + EVENTS, events, true);
    const { warmUp, rows } = this.#settings;
    if (events > warmUp) this.#mark(page, at, this.symbol);
    else if (events === warmUp) this.#open(page, at, value);
    else page.setFloat64(at + rows + 8 * (events - 1), value, true);
  }

  /** Finds the range of the first values, and marks them. */
  #open(page: DataView, at: number, last: number): void {
    const { warmUp, rows } = this.#settings;
    const values = Float64Array.from({ length: warmUp }, (_, i) => (i === warmUp - 1 ? last : page.getFloat64(at + rows + 8 * i, true)));
    const sorted = values.slice().sort();
    const quantile = (share: number): number => sorted[Math.floor(share * (warmUp - 1) + 0.5)] ?? last;
    const low = quantile(0.02);
    const range = quantile(0.98) - low;
    const whole = quantile(1) - quantile(0);
    const width = range > 0 ? range / INNER : Math.max(whole / INNER, Math.abs(low) * 1e-2, 1e-9);
    page.setFloat64(at + LOW, low, true);
    page.setFloat64(at + WIDTH, Math.min(width, 1e300), true);
    for (let i = 0; i < Symbols.rowsSize(warmUp); i += 8) page.setFloat64(at + rows + i, 0, true);
    for (const value of values) this.#mark(page, at, symbolOf(value, low, width));
  }

  #mark(page: DataView, at: number, symbol: number): void {
    page.setUint32(at + NEW_VISITS, page.getUint32(at + NEW_VISITS, true) + 1, true);
    add(page, at + NEW_SEEN, symbol);
    const before = page.getUint8(at + BEFORE) - 1;
    const { rows, generation } = this.#settings;
    if (before >= 0) {
      const row = at + rows + ROW_BYTES * before;
      page.setUint16(row + VISITS, Math.min(page.getUint16(row + VISITS, true) + 1, 65_535), true);
      add(page, row, symbol);
    }
    page.setUint8(at + BEFORE, symbol + 1);
    const age = page.getUint32(at + AGE, true) + 1;
    page.setUint32(at + AGE, age >= generation ? 0 : age, true);
    if (age >= generation) turn(page, at, rows);
  }
}

/** Begins a new generation; the one before the last is forgotten. */
function turn(page: DataView, at: number, rows: number): void {
  page.setUint32(at + OLD_VISITS, page.getUint32(at + NEW_VISITS, true), true);
  page.setUint32(at + NEW_VISITS, 0, true);
  move(page, at + NEW_SEEN, at + OLD_SEEN, 8);
  for (let row = at + rows; row < at + rows + ROW_BYTES * SYMBOLS; row += ROW_BYTES) {
    const visits = page.getUint16(row + VISITS, true) >>> 1;
    page.setUint16(row + VISITS, 0, true);
    move(page, row, row + OLD, 8);
    page.setUint16(row + VISITS, visits, true);
  }
}
