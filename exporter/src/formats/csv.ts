import { CsvRows } from "./parts/csv-rows.ts";
import type { Fields } from "./parts/fields.ts";
import { fieldName, setField } from "./parts/fields.ts";
import type { Format, RecordSink } from "./format.ts";
import { readText } from "./parts/payload-text.ts";

/**
 * Comma-separated values by RFC 4180: fields may be quoted, quotes in them doubled, lines end in LF or CRLF.
 * Records are objects of strings by column. The first line names the columns unless the pack declares them.
 * Blank lines count for nothing; a bad row spoils itself only, a bad header line the whole payload.
 */
export const csv: Format = {
  name: "csv",
  options: ["columns", "delimiter"],
  compile: ({ columns, delimiter = "," }, limits) => {
    const declared = columns?.map(fieldName);
    // Payloads of one stream have mostly the same header line: its names are kept.
    let known: readonly string[] = [];
    return (payload, sink) => {
      const text = readText(payload, limits);
      if (typeof text !== "string") {
        sink.reject(text);
        return;
      }
      const rows = new CsvRows(text, delimiter);
      const header = declared ?? readHeader(rows, known);
      if (typeof header === "string") {
        sink.reject({ reason: "bad_syntax", detail: header });
        return;
      }
      if (header.length <= MOST_KNOWN) known = header;
      recordRows(rows, header, sink);
    };
  },
};

/** Most columns that are kept. */
const MOST_KNOWN = 1000;

function recordRows(rows: CsvRows, columns: readonly string[], sink: RecordSink): void {
  let isEmpty = true;
  while (rows.next()) {
    isEmpty = false;
    const { fields, fault, line } = rows;
    if (fault !== "") sink.reject({ reason: "bad_syntax", detail: `line ${line}: ${fault}` });
    else if (fields.length === columns.length) sink.record(recordOf(columns, fields));
    else sink.reject({ reason: "bad_syntax", detail: `line ${line} has ${fields.length} fields, expected ${columns.length}` });
  }
  if (isEmpty) sink.reject({ reason: "bad_syntax", detail: "payload holds no row" });
}

/** The columns that the first line names, or what is wrong with it. */
function readHeader(rows: CsvRows, known: readonly string[]): readonly string[] | string {
  if (!rows.next()) return "payload holds no line";
  if (rows.fault !== "") return `header line: ${rows.fault}`;
  if (rows.fields.length === known.length && known.every((column, at) => column === rows.fields[at])) return known;
  const columns = rows.fields.map(fieldName);
  return new Set(columns).size === columns.length ? columns : "header line names a column twice";
}

function recordOf(columns: readonly string[], fields: readonly string[]): Fields {
  const record: Fields = {};
  for (let at = 0; at < columns.length; at++) setField(record, columns[at] as string, fields[at]);
  return record;
}
