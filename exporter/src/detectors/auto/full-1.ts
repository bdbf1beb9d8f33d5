import type { EarlierState } from "../detector.ts";
import { SYMBOLS } from "./bins.ts";
import { Extremes, noteKept } from "./extremes.ts";
import { FULL } from "./full-layout.ts";
import { HIGHEST, HIGHEST_KEPT } from "./newness.ts";
import { OLD, ROW_BYTES, VISITS } from "./symbols.ts";

/** Where the parts of version 1 lay, one behind the other. */
const SEASON = 0;
const VALUES = 264;
const RESIDUALS = 1392;
const VALUE_BLOCKS = 2520;
const RESIDUAL_BLOCKS = 3440;
const IMPROBABLE = 4360;
const STANDSTILL = 4800;
const REST = 4864;
const SIZE = 4928;

/** The offsets by time of day within its season, then the events that each had seen. */
const OFFSETS = 48;
const SEEN = 240;
/** Visits of each symbol behind what is now in front, then the rows of this generation and of the one before; behind them the extremes. */
const FRONT_BYTES = 56;
const NEW_ROWS = FRONT_BYTES + 2 * SYMBOLS;
const OLD_ROWS = NEW_ROWS + 8 * SYMBOLS;
const EXTREMES = OLD_ROWS + 8 * SYMBOLS;
const WIDTH = 16;
/** The inverse of its autoregression had five rows of five; now of 5, 4, 3, 2 and 1. */
const INVERSE = 192;
const INVERSE_BYTES = 200;

/** Tiers full and calm of version 1: the same numbers in another order, and less of what stood there twice. */
export const fullOfVersion1: EarlierState = {
  size: SIZE,
  migrate(from, fromOffset, to, toOffset) {
    record.from = from;
    record.fromOffset = fromOffset;
    record.to = to;
    record.toOffset = toOffset;
    record.copy(SEASON, FULL.SEASON, OFFSETS);
    record.copy(SEASON + SEEN, FULL.SEASON + OFFSETS, FULL.HOURS);
    record.copy(SEASON + OFFSETS, FULL.OFFSETS, 8 * FULL.HOURS);
    record.copy(STANDSTILL, FULL.STANDSTILL, REST - STANDSTILL);
    record.copy(REST, FULL.REST, SIZE - REST);
    record.copyImprobability();
    record.copyNewness(VALUES, FULL.VALUES, FULL.VALUES_REST);
    record.copyNewness(RESIDUALS, FULL.RESIDUALS, FULL.RESIDUALS_REST);
    record.copySymbols(VALUE_BLOCKS, FULL.VALUE_BLOCKS, FULL.VALUE_BLOCKS + FRONT_BYTES);
    record.copySymbols(RESIDUAL_BLOCKS, FULL.RESIDUAL_BLOCKS, FULL.RESIDUAL_BLOCKS + FRONT_BYTES);
  },
};

/** Copies parts of one record into another; places are counted from where the records begin. */
class RecordCopy {
  from: DataView = new DataView(new ArrayBuffer(0));
  fromOffset = 0;
  to: DataView = new DataView(new ArrayBuffer(0));
  toOffset = 0;

  copy(from: number, to: number, bytes: number): void {
    for (let i = 0; i < bytes; i++) this.to.setUint8(this.toOffset + to + i, this.from.getUint8(this.fromOffset + from + i));
  }

  copyImprobability(): void {
    this.copy(IMPROBABLE, FULL.IMPROBABLE, INVERSE);
    let to = FULL.IMPROBABLE + INVERSE;
    for (let row = 0; row < 5; row++) {
      const bytes = 8 * (5 - row);
      this.copy(IMPROBABLE + INVERSE + 48 * row, to, bytes);
      to += bytes;
    }
    this.copy(IMPROBABLE + INVERSE + INVERSE_BYTES, to, STANDSTILL - IMPROBABLE - INVERSE - INVERSE_BYTES);
  }

  copyNewness(from: number, front: number, rest: number): void {
    this.copySymbols(from, front, rest);
    for (let side = 0; side < 2; side++) {
      const kept = rest + HIGHEST_KEPT + side * Extremes.keptSize;
      this.copy(from + EXTREMES + side * Extremes.keptSize, kept, Extremes.keptSize);
      noteKept(this.to, this.toOffset + front + HIGHEST + side * Extremes.frontSize, this.toOffset + kept);
    }
  }

  copySymbols(from: number, front: number, rows: number): void {
    this.copy(from, front, FRONT_BYTES);
    const areFirstValues = this.from.getFloat64(this.fromOffset + from + WIDTH, true) === 0;
    if (areFirstValues) this.copy(from + FRONT_BYTES, rows, from < VALUE_BLOCKS ? 8 * 99 : 8 * 24);
    else for (let symbol = 0; symbol < SYMBOLS; symbol++) this.#copyRow(from, symbol, rows + ROW_BYTES * symbol);
  }

  #copyRow(from: number, symbol: number, row: number): void {
    this.copy(from + NEW_ROWS + 8 * symbol, row, 8);
    this.copy(from + FRONT_BYTES + 2 * symbol, row + VISITS, 2);
    this.copy(from + OLD_ROWS + 8 * symbol, row + OLD, 8);
  }
}

/** Used again and again: a migration of many series allocates nothing. */
const record = new RecordCopy();
