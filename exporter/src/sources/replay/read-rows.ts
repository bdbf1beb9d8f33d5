import { csv } from "../../formats/csv.ts";
import type { Decode, DecodeLimits } from "../../formats/format.ts";
import { ndjson } from "../../formats/ndjson.ts";
import type { ReadTime } from "../../mapping/time.ts";
import { rowChunks } from "./chunks.ts";
import type { BadRow, Row } from "./row.ts";
import { RecordingError } from "./row.ts";

/** How files are to be read. */
export interface ReadOptions {
  readonly timeColumn: string;
  readonly readTime: ReadTime;
  /** Only csv: between fields. */
  readonly delimiter: string;
  /** Told of each row that is left out. */
  readonly onBad: (row: BadRow) => void;
}

const LIMITS: DecodeLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 64 };
const LF = 0x0a;
const CR = 0x0d;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** The rows of one file, in its order. Throws RecordingError where the file or its time column is none. */
export async function* readRows(file: string, options: ReadOptions): AsyncGenerator<Row> {
  let number = 0;
  for await (const found of /\.csv(\.gz)?$/.test(file) ? csvRecords(file, options.delimiter) : ndjsonRecords(file)) {
    number++;
    const row = typeof found === "string" ? found : rowOf(found, options);
    if (typeof row === "string") options.onBad({ file, number, why: row });
    else yield { file, number, ...row };
    if (number === 1 && typeof found !== "string") checkColumn(file, found, options.timeColumn);
  }
}

/** Each piece gets the header line before it: so it is a payload like any other. */
async function* csvRecords(file: string, delimiter: string): AsyncGenerator {
  const decode = csv.compile({ delimiter }, LIMITS);
  let header: Uint8Array | undefined;
  for await (const piece of rowChunks(file, "quoted")) {
    const end = header === undefined ? lineEnd(piece, 0) : 0;
    header ??= piece.subarray(0, end);
    yield* records(decode, header, piece.subarray(end));
  }
}

async function* ndjsonRecords(file: string): AsyncGenerator {
  const decode = ndjson.compile({}, LIMITS);
  for await (const piece of rowChunks(file, "lines")) yield* records(decode, new Uint8Array(), piece);
}

/** What rows hold: records, and for each that is none the reason as a string. */
function records(decode: Decode, header: Uint8Array, rows: Uint8Array): unknown[] {
  if (rows.every((byte) => byte === LF || byte === CR)) return [];
  const found: unknown[] = [];
  const reasons = new Set<string>();
  decode(Buffer.concat([header, rows]), {
    record: (record) => { found.push(record); },
    reject: ({ reason, detail }) => {
      reasons.add(reason);
      found.push(detail);
    },
  });
  const end = lineEnd(rows, 0);
  if (!reasons.has("bad_encoding") || end === rows.length) return found;
  // One byte that is no UTF-8 shall cost its row, not the piece.
  const each: unknown[] = [];
  for (let start = 0; start < rows.length; start = lineEnd(rows, start)) {
    for (const record of records(decode, header, rows.subarray(start, lineEnd(rows, start)))) each.push(record);
  }
  return each;
}

/** Index behind the line that begins at `start`. */
function lineEnd(bytes: Uint8Array, start: number): number {
  return bytes.indexOf(LF, start) + 1 || bytes.length;
}

function rowOf(record: unknown, { timeColumn, readTime }: ReadOptions): Pick<Row, "timeMs" | "fields"> | string {
  if (!isRecord(record)) return "not an object";
  const timeMs = readTime(record[timeColumn]);
  if (Number.isNaN(timeMs)) return `${timeColumn}: no time: ${JSON.stringify(record[timeColumn])}`;
  const fields = Object.entries(record).filter(([name, value]) => name !== timeColumn && value !== "");
  return { timeMs, fields: Object.fromEntries(fields.map(([name, value]) => [name, numberOf(value)])) };
}

/** CSV knows text only; what reads as a JSON number, without losing digits, becomes one. */
function numberOf(value: unknown): unknown {
  if (typeof value !== "string" || !NUMBER.test(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : value;
}

function checkColumn(file: string, record: unknown, timeColumn: string): void {
  if (!isRecord(record) || timeColumn in record) return;
  throw new RecordingError(`${file}: --time-column must be one of ${Object.keys(record).join(", ")}, got ${timeColumn}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
