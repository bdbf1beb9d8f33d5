import { CsvRows } from "../../formats/parts/csv-rows.ts";
import type { ReadTime } from "../../mapping/time.ts";
import { rowChunks } from "../../sources/replay/chunks.ts";
import { RecordingError } from "../../sources/replay/row.ts";

/** How a file is read. */
export interface ReadOptions {
  readonly timeColumn: string;
  readonly valueColumn: string;
  readonly readTime: ReadTime;
  readonly delimiter: string;
  /** Told of each row that is left out, with its line in the file, from 1. */
  onBad(line: number, why: string): void;
}

/** One row of a file; the same object each time. */
export interface SeriesRow {
  /** From 1, the header line not counted. */
  row: number;
  line: number;
  timeMs: number;
  value: number;
}

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;
const LF = 0x0a;

/**
 * Hands each row of a CSV file (RFC 4180 with a header line, `.gz` unpacked) to `onRow`; memory: one piece of 256 KiB. Rows
 * without a time or a number are told and left out. Throws RecordingError where the header lacks a column.
 */
export async function readSeriesRows(file: string, options: ReadOptions, onRow: (row: SeriesRow) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = new PieceReader(file, options, onRow);
  for await (const piece of rowChunks(file, "quoted")) {
    reader.read(decoder.decode(piece));
    reader.linesBefore += lineEnds(piece);
  }
  if (!reader.hasHeader) throw new RecordingError(`${file}: must begin with a line that names the columns, got nothing`);
}

class PieceReader {
  linesBefore = 0;
  readonly #file: string;
  readonly #options: ReadOptions;
  readonly #onRow: (row: SeriesRow) => void;
  readonly #row: SeriesRow = { row: 0, line: 0, timeMs: 0, value: 0 };
  #columns = 0;
  #time = -1;
  #value = -1;

  constructor(file: string, options: ReadOptions, onRow: (row: SeriesRow) => void) {
    this.#file = file;
    this.#options = options;
    this.#onRow = onRow;
  }

  get hasHeader(): boolean {
    return this.#columns > 0;
  }

  read(text: string): void {
    const rows = new CsvRows(text, this.#options.delimiter);
    if (!this.hasHeader && rows.next()) this.#readHeader(rows.fields);
    while (rows.next()) {
      this.#row.row++;
      this.#row.line = this.linesBefore + rows.line;
      const why = rows.fault === "" ? this.#take(rows.fields) : rows.fault;
      if (why === "") this.#onRow(this.#row);
      else this.#options.onBad(this.#row.line, why);
    }
  }

  #readHeader(fields: readonly string[]): void {
    const names = fields.map((name) => name.replace(/^\uFEFF/, ""));
    this.#columns = names.length;
    this.#time = this.#column(names, "time", this.#options.timeColumn);
    this.#value = this.#column(names, "value", this.#options.valueColumn);
  }

  #column(names: readonly string[], flag: string, wanted: string): number {
    const at = names.indexOf(wanted);
    if (at < 0) throw new RecordingError(`${this.#file}: --${flag} must be one of its columns ${names.join(", ")}, got ${wanted}`);
    return at;
  }

  /** What is wrong with a row; "" = nothing. */
  #take(fields: readonly string[]): string {
    if (fields.length !== this.#columns) return `has ${fields.length} fields, expected ${this.#columns}`;
    const { timeColumn, valueColumn, readTime } = this.#options;
    const time = fields[this.#time] ?? "";
    const value = fields[this.#value] ?? "";
    this.#row.timeMs = readTime(time);
    if (Number.isNaN(this.#row.timeMs)) return `${timeColumn} must be a time, got ${JSON.stringify(time)}`;
    this.#row.value = NUMBER.test(value) ? Number(value) : NaN;
    return Number.isFinite(this.#row.value) ? "" : `${valueColumn} must be a number, got ${JSON.stringify(value)}`;
  }
}

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}
