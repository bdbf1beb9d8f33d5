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
    return (payload, sink) => {
      const text = readText(payload, limits);
      if (typeof text === "string") recordRows(new CsvRows(text, delimiter), declared, sink);
      else sink.reject(text);
    };
  },
};

function recordRows(rows: CsvRows, declared: readonly string[] | undefined, sink: RecordSink): void {
  const columns = declared ?? readHeader(rows);
  if (typeof columns === "string") {
    sink.reject({ reason: "bad_syntax", detail: columns });
    return;
  }
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
function readHeader(rows: CsvRows): readonly string[] | string {
  if (!rows.next()) return "payload holds no line";
  if (rows.fault !== "") return `header line: ${rows.fault}`;
  const columns = rows.fields.map(fieldName);
  return new Set(columns).size === columns.length ? columns : "header line names a column twice";
}

function recordOf(columns: readonly string[], fields: readonly string[]): Fields {
  const record: Fields = {};
  for (let at = 0; at < columns.length; at++) setField(record, columns[at] as string, fields[at]);
  return record;
}
