import type { Format, RecordSink } from "./format.ts";
import { readText } from "./text.ts";

/**
 * Comma-separated values by RFC 4180: fields may be quoted, quotes in them doubled, lines end in LF or CRLF.
 * Records are objects of strings by column. The first line names the columns unless the pack declares them.
 * Blank lines count for nothing; a bad row spoils itself only, a bad header line the whole payload.
 */
export const csv: Format = {
  name: "csv",
  compile: ({ columns, delimiter = "," }, limits) => (payload, sink) => {
    const text = readText(payload, limits);
    if (typeof text === "string") recordRows(new CsvRows(text, delimiter), columns, sink);
    else sink.reject(text);
  },
};

function recordRows(rows: CsvRows, declared: readonly string[] | undefined, sink: RecordSink): void {
  const columns = declared ?? rows.next();
  const fault = columns === undefined ? "payload holds no line" : headerFault(columns, rows.fault);
  if (columns === undefined || fault !== "") {
    sink.reject({ reason: "bad_syntax", detail: fault });
    return;
  }
  let isEmpty = true;
  for (let row = rows.next(); row !== undefined; row = rows.next()) {
    isEmpty = false;
    if (rows.fault !== "") {
      sink.reject({ reason: "bad_syntax", detail: `line ${rows.line}: ${rows.fault}` });
    } else if (row.length !== columns.length) {
      sink.reject({ reason: "bad_syntax", detail: `line ${rows.line} has ${row.length} fields, expected ${columns.length}` });
    } else {
      // Not by assignment: a column named __proto__ must become a field like any other.
      sink.record(Object.fromEntries(columns.map((column, at) => [column, row[at]])));
    }
  }
  if (isEmpty) sink.reject({ reason: "bad_syntax", detail: "payload holds no row" });
}

function headerFault(columns: readonly string[], fault: string): string {
  if (fault !== "") return `header line: ${fault}`;
  return new Set(columns).size === columns.length ? "" : "header line names a column twice";
}

/** Cuts CSV text into rows, one a call. */
class CsvRows {
  /** What is wrong with the row last returned; "" = nothing. */
  fault = "";
  /** Line on which the row last returned begins, from 1. */
  line = 0;
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #nextLine = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  /** The next row that is not blank; undefined at the end. */
  next(): string[] | undefined {
    while (this.#atLineEnd()) this.#skipLineEnd();
    if (this.#at >= this.#text.length) return undefined;
    this.line = this.#nextLine;
    this.fault = "";
    const fields = [this.#field()];
    while (this.fault === "" && this.#text[this.#at] === this.#delimiter) {
      this.#at++;
      fields.push(this.#field());
    }
    if (this.fault === "" && this.#at < this.#text.length && !this.#atLineEnd()) this.fault = "text behind a closing quote";
    if (this.fault !== "") this.#at = this.#lineEnd();
    if (this.#at < this.#text.length) this.#skipLineEnd();
    return fields;
  }

  #field(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
  }

  /** Read unit by unit: searching ahead for each field would be quadratic in a long line. */
  #plain(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && this.#text[this.#at] !== this.#delimiter && !this.#atLineEnd()) this.#at++;
    const field = this.#text.slice(start, this.#at);
    if (field.includes('"')) this.fault = "quote within a field that does not begin with one";
    return field;
  }

  #quoted(): string {
    let field = "";
    for (let start = this.#at + 1; ; ) {
      const end = this.#text.indexOf('"', start);
      if (end < 0) {
        this.fault = "quote that is never closed";
        this.#at = this.#text.length;
        return "";
      }
      field += this.#text.slice(start, end);
      this.#at = end + 1;
      if (this.#text[this.#at] !== '"') break;
      field += '"';
      start = this.#at + 1;
    }
    this.#nextLine += field.split("\n").length - 1;
    return field;
  }

  #lineEnd(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end < 0 ? this.#text.length : end;
  }

  #atLineEnd(): boolean {
    const here = this.#text[this.#at];
    return here === "\n" || (here === "\r" && (this.#text[this.#at + 1] ?? "\n") === "\n");
  }

  #skipLineEnd(): void {
    this.#at += this.#text[this.#at] === "\r" ? 2 : 1;
    this.#nextLine++;
  }
}
