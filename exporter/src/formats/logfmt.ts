import type { Fields } from "./parts/fields.ts";
import { fieldName, setField } from "./parts/fields.ts";
import type { Format } from "./format.ts";
import { decodeLines } from "./parts/lines.ts";

const SPACE = 0x20;
const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

/**
 * `key=value` pairs with blanks between, one record a line. A value with blanks or quotes stands in double quotes,
 * with the escapes of JSON in it. A key without a value is "true", one that is written twice counts as written last.
 * Records are objects of strings by key. A bad line spoils itself only.
 */
export const logfmt: Format = {
  name: "logfmt",
  options: [],
  compile: (_options, limits) => {
    const reader = new PairReader();
    return decodeLines(limits, (line, sink) => {
      const record = reader.read(line);
      if (typeof record === "string") sink.reject({ reason: "bad_syntax", detail: record });
      else sink.record(record);
    });
  },
};

/** Most keys whose names are remembered by their place in the line. */
const MOST_KNOWN = 64;
/** Longest key that is remembered. */
const LONGEST_KNOWN = 64;

/** Reads the pairs of one line. Lines of one stream have mostly the same keys in the same places: those names are kept. */
class PairReader {
  readonly #known: string[] = [];
  #line = "";
  #at = 0;
  #fault = "";

  /** The line's record, or what is wrong with it. */
  read(line: string): Fields | string {
    this.#line = line;
    this.#at = 0;
    this.#fault = "";
    const record: Fields = {};
    let place = 0;
    while (this.#fault === "" && this.#hasMore()) {
      const key = this.#key(place++);
      setField(record, key, this.#value());
    }
    this.#line = "";
    if (this.#fault !== "") return this.#fault;
    return place === 0 ? "line holds no pair" : record;
  }

  /** Skips blanks. */
  #hasMore(): boolean {
    while (this.#line.charCodeAt(this.#at) <= SPACE) this.#at++;
    return this.#at < this.#line.length;
  }

  #key(place: number): string {
    const known = this.#known[place];
    if (known !== undefined && this.#isKeyHere(known)) {
      this.#at += known.length;
      return known;
    }
    const start = this.#at;
    this.#skipPlain(true);
    const key = this.#line.slice(start, this.#at);
    if (key === "") this.#fault = `character ${start + 1}: a key must stand before the equals sign`;
    else if (this.#line.charCodeAt(this.#at) === QUOTE) this.#fault = `character ${this.#at + 1}: quote in a key`;
    if (place >= MOST_KNOWN || key.length > LONGEST_KNOWN) return key;
    const name = fieldName(key);
    this.#known[place] = name;
    return name;
  }

  #isKeyHere(key: string): boolean {
    return this.#line.charCodeAt(this.#at + key.length) === EQUALS && this.#line.startsWith(key, this.#at);
  }

  #value(): string {
    if (this.#fault !== "" || this.#line.charCodeAt(this.#at) !== EQUALS) return "true";
    this.#at++;
    if (this.#line.charCodeAt(this.#at) === QUOTE) return this.#quoted();
    const start = this.#at;
    this.#skipPlain(false);
    if (this.#line.charCodeAt(this.#at) === QUOTE) this.#fault = `character ${this.#at + 1}: quote in a value that does not begin with one`;
    return this.#line.slice(start, this.#at);
  }

  /** To the next blank or quote, in a key also equals sign: in a value it stands for itself, as in tokens and addresses. */
  #skipPlain(isKey: boolean): void {
    const line = this.#line;
    let at = this.#at;
    for (; at < line.length; at++) {
      const unit = line.charCodeAt(at);
      if (unit <= SPACE || unit === QUOTE || (isKey && unit === EQUALS)) break;
    }
    this.#at = at;
  }

  #quoted(): string {
    const line = this.#line;
    const start = this.#at + 1;
    let end = start;
    let isEscaped = false;
    for (; end < line.length; end++) {
      const unit = line.charCodeAt(end);
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) {
        isEscaped = true;
        end++;
      }
    }
    this.#at = end + 1;
    if (end >= line.length) this.#fault = `character ${start}: quote that is never closed`;
    else if (this.#at < line.length && line.charCodeAt(this.#at) > SPACE) this.#fault = `character ${this.#at + 1}: text behind a closing quote`;
    else if (isEscaped) return this.#unescape(start, end);
    return line.slice(start, end);
  }

  #unescape(start: number, end: number): string {
    try {
      return String(JSON.parse(this.#line.slice(start - 1, end + 1)));
    } catch {
      this.#fault = `character ${start}: text in quotes that JSON can't read`;
      return "";
    }
  }
}
