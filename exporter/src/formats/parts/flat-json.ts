import { FALSE_VALUE, FlatRecord, NULL_VALUE, NUMBER_VALUE, TEXT_VALUE, TRUE_VALUE } from "../../model/flat-record.ts";

/** Longest payload that is tried, in bytes, and the most fields that a layout has. */
const MAX_BYTES = 8_192;
const MAX_FIELDS = 64;
/** After so many payloads of another kind in a row, so many are not tried. */
const PATIENCE = 16;
const PAUSE = 4_096;
/** Characters that a number may have, digits and point: below 10^15 it is exact, and so is the power of ten that it is divided by. */
const MAX_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: MAX_DIGITS + 1 }, (_, power) => 10 ** power);

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BLANK = 0x20;
const ZERO = 0x30;

const NOTHING = -1;

/**
 * Reads JSON objects as publishers of telemetry mostly write them, straight from their bytes: flat, of printable ASCII
 * without escapes, numbers of at most 15 digits without exponent, fields in the order of the payloads before, some of
 * them left out. All else it leaves to JSON.parse, from whose objects it learns their fields. What it reads has the
 * values that JSON.parse gives, at a third of its cost: no object is made, no field name looked up.
 */
export class FlatJson {
  readonly #record = new FlatRecord(MAX_FIELDS);
  /** Of each field of the layout, `"name":` in bytes. */
  #keys: readonly Uint8Array[] = [];
  #misses = 0;
  /** Where the value that was read last ends; -1 = it is none of the simple ones. */
  #end = 0;

  /** The record, valid until the next call; undefined where JSON.parse has to say what the payload is. */
  read(payload: Uint8Array): FlatRecord | undefined {
    if (payload.length > MAX_BYTES || this.#keys.length === 0 || this.#misses < 0) return undefined;
    this.#record.reset(payload);
    return this.#readObject(payload) ? this.#record : undefined;
  }

  /** Takes note of what JSON.parse made of a payload that could not be read here. */
  learn(value: unknown, payload: Uint8Array): void {
    if (++this.#misses > PATIENCE) this.#misses = -PAUSE;
    if (this.#misses <= 0 || payload.length > MAX_BYTES || typeof value !== "object" || value === null || Array.isArray(value)) return;
    const names = Object.keys(value);
    // Names that begin with a digit come first, in whatever order they were written.
    if (names.length > MAX_FIELDS || !names.every((name) => /^[A-Za-z_][\w.:/ -]*$/.test(name))) return;
    this.#keys = names.map((name) => new TextEncoder().encode(`"${name}":`));
    this.#record.names = names;
  }

  #readObject(payload: Uint8Array): boolean {
    const last = payload.length - 1;
    if (payload[0] !== OPEN || payload[last] !== CLOSE) return false;
    let at = afterBlanks(payload, 1);
    let place = 0;
    while (at < last) {
      place = this.#findKey(payload, at, place);
      if (place === NOTHING) return false;
      at = afterBlanks(payload, at + (this.#keys[place] as Uint8Array).length);
      this.#readValue(payload, at, place++);
      at = this.#end;
      if (at === last) {
        this.#misses = 0;
        return true;
      }
      if (at === NOTHING || payload[at] !== COMMA) return false;
      at = afterBlanks(payload, at + 1);
    }
    return false;
  }

  /** The place of the key that stands at `at`, from `place` on: those between are left out in this payload. */
  #findKey(payload: Uint8Array, at: number, place: number): number {
    for (let next = place; next < this.#keys.length; next++) {
      if (isAt(this.#keys[next] as Uint8Array, payload, at)) return next;
    }
    return NOTHING;
  }

  #readValue(payload: Uint8Array, at: number, place: number): void {
    const first = payload[at];
    if (first === QUOTE) this.#readText(payload, at + 1, place);
    else if (first === MINUS || isDigit(first)) this.#readNumber(payload, at, place);
    else this.#readWord(payload, at, place);
  }

  #readText(payload: Uint8Array, start: number, place: number): void {
    let at = start;
    let byte = payload[at] as number;
    while (byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH) byte = payload[++at] as number;
    this.#end = byte === QUOTE ? at + 1 : NOTHING;
    this.#record.kinds[place] = TEXT_VALUE;
    this.#record.starts[place] = start;
    this.#record.ends[place] = at;
  }

  #readNumber(payload: Uint8Array, start: number, place: number): void {
    const first = payload[start] === MINUS ? start + 1 : start;
    const point = afterDigits(payload, first);
    const end = payload[point] === POINT ? afterDigits(payload, point + 1) : point;
    const isNumber = hasDigits(payload, first, point, end) && !isExponent(payload[end]);
    this.#end = isNumber && end - first <= MAX_DIGITS ? end : NOTHING;
    const number = decimal(payload, first, point, end);
    this.#record.kinds[place] = NUMBER_VALUE;
    this.#record.numbers[place] = first === start ? number : -number;
  }

  #readWord(payload: Uint8Array, at: number, place: number): void {
    this.#end = NOTHING;
    for (const { bytes, kind } of WORDS) {
      if (!isAt(bytes, payload, at)) continue;
      this.#record.kinds[place] = kind;
      this.#end = at + bytes.length;
    }
  }
}

const WORDS = [
  { bytes: new TextEncoder().encode("true"), kind: TRUE_VALUE },
  { bytes: new TextEncoder().encode("false"), kind: FALSE_VALUE },
  { bytes: new TextEncoder().encode("null"), kind: NULL_VALUE },
] as const;

function isAt(text: Uint8Array, payload: Uint8Array, start: number): boolean {
  if (start + text.length > payload.length) return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== payload[start + at]) return false;
  return true;
}

function afterBlanks(payload: Uint8Array, start: number): number {
  let at = start;
  while (payload[at] === BLANK) at++;
  return at;
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether digits stand where JSON wants some: before the point, without a 0 that leads, and behind it if there is one. */
function hasDigits(payload: Uint8Array, first: number, point: number, end: number): boolean {
  const isWhole = point > first && (point === first + 1 || payload[first] !== ZERO);
  return isWhole && end !== point + 1;
}

function afterDigits(payload: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(payload[at])) at++;
  return at;
}

/**
 * The digits from `first` to `point`, and behind it to `end`. By Clinger's fast path: a whole number below 2^53 divided
 * by an exact power of ten is rounded once, as it must be.
 */
function decimal(payload: Uint8Array, first: number, point: number, end: number): number {
  let number = 0;
  for (let at = first; at < point; at++) number = number * 10 + ((payload[at] as number) - ZERO);
  if (end <= point) return number;
  for (let at = point + 1; at < end; at++) number = number * 10 + ((payload[at] as number) - ZERO);
  return number / (POWERS_OF_TEN[end - point - 1] ?? NaN);
}

function isExponent(byte: number | undefined): boolean {
  return byte === 0x65 || byte === 0x45;
}
