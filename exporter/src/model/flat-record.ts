import { TextMemory } from "./text-memory.ts";

/** What stands at a place of a flat record. */
const ABSENT_VALUE = 0;
export const NUMBER_VALUE = 1;
export const TEXT_VALUE = 2;
export const TRUE_VALUE = 3;
export const FALSE_VALUE = 4;
export const NULL_VALUE = 5;

const WORDS: Readonly<Record<number, boolean | null>> = { [TRUE_VALUE]: true, [FALSE_VALUE]: false, [NULL_VALUE]: null };

/** Of a flat record all bytes are ASCII. */
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * A record that was read from bytes and not made into an object: a few numbers, printable ASCII texts, booleans and
 * nulls by the names of its layout. It is written anew for each payload, so nobody may keep it; what its methods
 * give may be kept. Whoever reads it gets the same values as from the object that JSON.parse makes.
 */
export class FlatRecord {
  /** Names of the fields that may be there, no two the same; a new array when they change. */
  names: readonly string[] = [];
  /** By place in `names`: one of the `…_VALUE`s. */
  readonly kinds: Uint8Array;
  /** Where `kinds` says so, the number. */
  readonly numbers: Float64Array;
  /** Where `kinds` says so, the text: from `starts` to before `ends` in `bytes`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  bytes: Uint8Array = new Uint8Array();
  #text = "";
  readonly #memory = new TextMemory();

  /** For so many fields. */
  constructor(size: number) {
    this.kinds = new Uint8Array(size);
    this.numbers = new Float64Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
  }

  /** Begins the next record. */
  reset(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.#text = "";
    this.kinds.fill(ABSENT_VALUE, 0, this.names.length);
  }

  /** The value at a place; undefined = absent, also for -1. */
  at(place: number): unknown {
    const kind = this.kinds[place];
    if (kind === NUMBER_VALUE) return this.numbers[place];
    return kind === TEXT_VALUE ? this.#textAt(place) : WORDS[kind ?? ABSENT_VALUE];
  }

  /** The value of a field; undefined = absent. */
  get(name: string): unknown {
    return this.at(this.names.indexOf(name));
  }

  /**
   * A text of at most 42 bytes at a place, from memory where it was seen before: the same string each time, and no
   * character of it need be looked at. Undefined for all else.
   */
  knownText(place: number): string | undefined {
    if (this.kinds[place] !== TEXT_VALUE) return undefined;
    return this.#memory.find(this.bytes, this.starts[place] as number, this.ends[place] as number);
  }

  /** The object that JSON.parse makes of it, but for the order of its fields. */
  toObject(): Record<string, unknown> {
    return Object.fromEntries(this.names.flatMap((name, place) => (this.kinds[place] === ABSENT_VALUE ? [] : [[name, this.at(place)]])));
  }

  #textAt(place: number): string {
    if (this.#text === "") this.#text = decoder.decode(this.bytes);
    return this.#text.slice(this.starts[place], this.ends[place]);
  }
}
