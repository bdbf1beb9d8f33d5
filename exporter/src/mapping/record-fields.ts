import { FlatRecord, TEXT_VALUE } from "../model/flat-record.ts";
import type { Read } from "./read.ts";
import type { ReadTimeBytes } from "./rfc3339-bytes.ts";

/** So many fields of a record are remembered by their place; further ones are looked up by name. */
const PLACES = 64;

/**
 * The fields of the record in hand, and the subject's tokens, that a stream's paths begin with: each at a number of its own.
 *
 * A path that reads `record[name]` by itself costs some 20 ns in a program with many streams, for the machine knows
 * neither the name nor the record's shape. Records of one stream mostly have the same fields in the same order: here
 * they are walked once, and each is compared with the one that was at its place in the record before, some 4 ns each.
 */
export class RecordFields {
  /** The record that was taken last, if it is a flat one. */
  flat: FlatRecord | undefined;
  /** Its places, by number; -1 = it can't have the field. */
  places: readonly number[] = [];
  readonly #values: unknown[] = [];
  #layout: readonly string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #reads = new Map<Read, number>();
  /** Which token goes where: pairs of its place in the subject and its number. */
  readonly #tokens: number[] = [];
  /** What was at each place of the record before: the field's name, and its number or -1. */
  readonly #names: string[] = [];
  readonly #known: number[] = [];

  /** Reads a field, `$.name`. At load only. */
  field(name: string): Read {
    const known = this.#numbers.get(name);
    this.#names.length = this.#known.length = 0;
    const number = known ?? this.#values.push(undefined) - 1;
    this.#numbers.set(name, number);
    return this.#read(number);
  }

  /** Reads a token by its place in the subject's pattern. At load only. */
  token(place: number): Read {
    const number = this.#values.push(undefined) - 1;
    this.#tokens.push(place, number);
    return this.#read(number);
  }

  /** The number of the value that a read gives; -1 for one that does more than to read a value taken here. At load only. */
  numberOf(read: Read | undefined): number {
    return read === undefined ? -1 : (this.#reads.get(read) ?? -1);
  }

  /** Reads the fields of a record; of anything that is no object, none. Own fields only. Never throws. */
  take(record: unknown, tokens: readonly string[]): void {
    const values = this.#values;
    for (let at = 0; at < values.length; at++) values[at] = undefined;
    for (let at = 0; at < this.#tokens.length; at += 2) values[this.#tokens[at + 1] as number] = tokens[this.#tokens[at] as number];
    this.flat = undefined;
    if (record instanceof FlatRecord) this.#takeFlat(record);
    else if (typeof record === "object" && record !== null) this.#walk(record as Record<string, unknown>);
  }

  /** The value with this number. */
  value(number: number): unknown {
    const { flat } = this;
    const place = flat === undefined ? -1 : (this.places[number] as number);
    return flat === undefined || place < 0 ? this.#values[number] : flat.at(place);
  }

  /** A short text of a flat record, known to be printable; undefined = ask for the value. */
  knownText(number: number): string | undefined {
    const place = this.flat === undefined ? -1 : (this.places[number] as number);
    return place < 0 ? undefined : this.flat?.knownText(place);
  }

  /** A time of a flat record, ms since 1970; NaN = ask for the value. */
  timeMs(number: number, parse: ReadTimeBytes): number {
    const { flat } = this;
    const place = flat === undefined ? -1 : (this.places[number] as number);
    if (flat === undefined || place < 0 || flat.kinds[place] !== TEXT_VALUE) return NaN;
    return parse(flat.bytes, flat.starts[place] as number, flat.ends[place] as number);
  }

  #takeFlat(record: FlatRecord): void {
    if (record.names !== this.#layout || this.places.length !== this.#values.length) {
      this.#layout = record.names;
      const places = this.#values.map(() => -1);
      for (const [name, number] of this.#numbers) places[number] = record.names.indexOf(name);
      this.places = places;
    }
    this.flat = record;
  }

  #walk(record: Record<string, unknown>): void {
    const values = this.#values;
    const names = this.#names;
    const known = this.#known;
    let place = 0;
    for (const name in record) {
      const number = names[place] === name ? (known[place] as number) : this.#learn(place, name);
      if (number >= 0) values[number] = record[name];
      place++;
    }
  }

  #read(number: number): Read {
    const read: Read = () => this.value(number);
    this.#reads.set(read, number);
    return read;
  }

  #learn(place: number, name: string): number {
    const number = this.#numbers.get(name) ?? -1;
    if (place < PLACES) {
      this.#names[place] = name;
      this.#known[place] = number;
    }
    return number;
  }
}
