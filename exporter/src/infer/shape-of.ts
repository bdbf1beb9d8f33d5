import { compileDecoder } from "../formats/decoder.ts";
import type { DecodeLimits } from "../formats/format.ts";
import { formats } from "../formats/registry.ts";
import { readCsvShape } from "./csv-shape.ts";
import { linesOf } from "./lines.ts";
import { isTelling, readTextShape } from "./text-shape.ts";
import type { SeenMessage, Shape } from "./sample.ts";

/** Payloads that are tried in each format. */
const TRIED = 200;
/** Lines of them that are looked at. */
const LINES = 2_000;
const ENOUGH = 0.95;

/** What a shape gives of messages. */
export interface Decoded {
  readonly records: readonly unknown[];
  /** The message of each record. */
  readonly messages: readonly SeenMessage[];
  readonly rejected: number;
}

/**
 * How payloads are written: the first format that reads 95 % of what is in them, the more telling ones first. Lines of text that
 * no pattern fits are taken as they are, so there always is one.
 */
export function shapeOf(messages: readonly SeenMessage[], limits: DecodeLimits): Shape {
  const tried = messages.slice(0, TRIED);
  const lines = tried.flatMap(({ payload }) => linesOf(new TextDecoder().decode(payload), LINES)).slice(0, LINES);
  const isHeaded = messages.length === 1 || hasOneHeader(tried);
  const csv = readCsvShape(lines, isHeaded);
  const text = readTextShape(lines);
  const candidates: Shape[] = [
    { format: "cloudevents" }, { format: "json" }, { format: "ndjson" },
    ...(csv !== undefined && csv.columns === undefined ? [csv] : []),
    ...(isLogfmt(lines) ? [{ format: "logfmt" }] : []),
    // Their times may have a comma, as if they were a table of two columns.
    ...(isTelling(text) ? [text] : []),
    ...(csv === undefined ? [] : [csv]),
  ];
  return candidates.find((shape) => fits(decode(tried, shape, limits))) ?? text;
}

/** The records of messages in a shape. */
export function decode(messages: readonly SeenMessage[], shape: Shape, limits: DecodeLimits): Decoded {
  const format = formats.get(shape.format);
  const records: unknown[] = [];
  const owners: SeenMessage[] = [];
  let rejected = 0;
  if (format === undefined) return { records, messages: owners, rejected: messages.length };
  const { delimiter, columns, pattern } = shape;
  const read = compileDecoder(format, { delimiter, columns, pattern }, limits);
  for (const message of messages) {
    read(message.payload, {
      record: (value) => {
        records.push(value);
        owners.push(message);
      },
      reject: () => { rejected++; },
    }, message.headers);
  }
  return { records, messages: owners, rejected };
}

function fits({ records, rejected }: Decoded): boolean {
  return records.length >= (records.length + rejected) * ENOUGH && records.length > 0;
}

function hasOneHeader(messages: readonly SeenMessage[]): boolean {
  const headers = messages.map(({ payload }) => linesOf(new TextDecoder().decode(payload.subarray(0, 4_096)), 2));
  return headers.every((lines) => lines.length > 1 && lines[0] === headers[0]?.[0]);
}

/** Text without quotes is logfmt to its reader whatever it says: most of its words must be pairs. */
function isLogfmt(lines: readonly string[]): boolean {
  return lines.every((line) => {
    const pairs = line.match(/(?:^|\s)[\w.@/-]+=(?:"(?:[^"\\]|\\.)*"|[^\s"]*)/g) ?? [];
    return pairs.length >= 2 && pairs.join("").length >= line.length * 0.7;
  });
}
