import { lineEnd } from "./lines.ts";

const CR = 0x0d;
const LF = 0x0a;
const QUOTE = 0x22;

/** Cuts CSV text into rows, one a call. Linear in the text, whatever it holds. */
export class CsvRows {
  /** Fields of the current row; the same array each time. */
  readonly fields: string[] = [];
  /** What is wrong with the current row; "" = nothing. */
  fault = "";
  /** Line on which the current row begins, from 1. */
  line = 0;
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #nextLine = 1;
  /** Where the next delimiter and the next quote are, at or behind `#at`: none is looked for twice. */
  #nextDelimiter = -1;
  #nextQuote = -1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  /** Goes to the next row that is not blank; false at the end. */
  next(): boolean {
    while (this.#isAtLineEnd()) this.#skipLineEnd();
    if (this.#at >= this.#text.length) return false;
    this.line = this.#nextLine;
    this.fault = "";
    this.fields.length = 0;
    const end = lineEnd(this.#text, this.#at);
    if (this.#quoteFrom(this.#at) >= end) this.#readPlain(end);
    else this.#readQuoted();
    return true;
  }

  /** A line without quotes: nearly all are. */
  #readPlain(lineEndAt: number): void {
    const text = this.#text;
    const end = text.charCodeAt(lineEndAt - 1) === CR ? lineEndAt - 1 : lineEndAt;
    for (let to = this.#delimiterFrom(this.#at); to < end; to = this.#delimiterFrom(this.#at)) {
      this.fields.push(text.slice(this.#at, to));
      this.#at = to + 1;
    }
    this.fields.push(text.slice(this.#at, end));
    this.#at = lineEndAt + 1;
    this.#nextLine++;
  }

  #readQuoted(): void {
    do this.fields.push(this.#field());
    while (this.fault === "" && this.#skipDelimiter());
    if (this.fault === "" && this.#at < this.#text.length && !this.#isAtLineEnd()) this.fault = "text behind a closing quote";
    if (this.fault !== "") this.#at = lineEnd(this.#text, this.#at);
    if (this.#at < this.#text.length) this.#skipLineEnd();
  }

  #field(): string {
    if (this.#text.charCodeAt(this.#at) === QUOTE) return this.#quotedField();
    const start = this.#at;
    while (this.#at < this.#text.length && this.#text[this.#at] !== this.#delimiter && !this.#isAtLineEnd()) this.#at++;
    if (this.#quoteFrom(start) < this.#at) this.fault = "quote within a field that does not begin with one";
    return this.#text.slice(start, this.#at);
  }

  #quotedField(): string {
    let field = "";
    for (let start = this.#at + 1; ; start = this.#at + 1) {
      const end = this.#text.indexOf('"', start);
      if (end < 0) {
        this.fault = "quote that is never closed";
        this.#at = this.#text.length;
        return "";
      }
      field += this.#text.slice(start, end);
      this.#at = end + 1;
      if (this.#text.charCodeAt(this.#at) !== QUOTE) break;
      field += '"';
    }
    for (let at = field.indexOf("\n"); at >= 0; at = field.indexOf("\n", at + 1)) this.#nextLine++;
    return field;
  }

  #skipDelimiter(): boolean {
    if (this.#text[this.#at] !== this.#delimiter) return false;
    this.#at++;
    return true;
  }

  #delimiterFrom(at: number): number {
    if (this.#nextDelimiter < at) this.#nextDelimiter = found(this.#text.indexOf(this.#delimiter, at));
    return this.#nextDelimiter;
  }

  #quoteFrom(at: number): number {
    if (this.#nextQuote < at) this.#nextQuote = found(this.#text.indexOf('"', at));
    return this.#nextQuote;
  }

  #isAtLineEnd(): boolean {
    const here = this.#text.charCodeAt(this.#at);
    if (here !== CR) return here === LF;
    return this.#at + 1 === this.#text.length || this.#text.charCodeAt(this.#at + 1) === LF;
  }

  #skipLineEnd(): void {
    this.#at += this.#text.charCodeAt(this.#at) === CR ? 2 : 1;
    this.#nextLine++;
  }
}

function found(at: number): number {
  return at < 0 ? Infinity : at;
}
