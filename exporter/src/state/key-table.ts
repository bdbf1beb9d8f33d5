import { HashIndex } from "./hash-index.ts";
import type { HashIndexTable } from "./hash-index.ts";
import { KeyText } from "./key-text.ts";
import type { Memory } from "./memory.ts";
import { Slab } from "./slab.ts";
import { Texts } from "./texts.ts";
import type { TextsTable } from "./texts.ts";

/** Record of a key: hash u32, class u8, used u8, units u16, text u32, spare u32, last log time f64. */
const RECORD_BYTES = 24;
const CLASS_AT = 4;
const USED_AT = 5;
const UNITS_AT = 6;
const TEXT_AT = 8;
const LAST_AT = 16;

/** How many keys an overflow looks at for one that may go. */
const SWEEP = 256;

/** What a key table must remember beside its pages. */
export interface KeyTableTable {
  index: HashIndexTable;
  texts: TextsTable;
  /** Number of the next new key. */
  next: number;
  /** Last freed number + 1, 0 = none; its record holds the one before. */
  free: number;
  /** How many are freed. */
  freed: number;
  /** Where the next search for an idle key begins. */
  hand: number;
}

/**
 * The distinct label values of a stream (or KPI), numbered from 0. One look-up an event finds
 * the number under which every measure has its record.
 */
export class KeyTable {
  readonly #keys: Slab;
  readonly #index: HashIndex;
  readonly #texts: Texts;
  readonly #table: Omit<KeyTableTable, "index" | "texts">;
  readonly #text = new KeyText();
  /** What else is kept under the keys' numbers: `find` has it fetched while it still compares texts. */
  alongside: readonly { readAhead(id: number): void }[] = [];
  /** Raised when a key is freed: what was remembered of numbers is void. */
  generation = 0;

  /** A `table` of a restored key table, or none for a new one. */
  constructor(memory: Memory, name: string, table?: KeyTableTable) {
    this.#keys = new Slab(memory, `${name}/keys`, RECORD_BYTES);
    this.#index = new HashIndex(memory, `${name}/index`, table?.index);
    this.#texts = new Texts(memory, `${name}/texts`, table?.texts);
    this.#table = table ?? { next: 0, free: 0, freed: 0, hand: 0 };
  }

  /** Small tables for the checkpoint. */
  table(): KeyTableTable {
    return { ...this.#table, index: this.#index.table, texts: this.#texts.table };
  }

  /** Numbers run from 0 to below this. */
  size(): number {
    return this.#table.next;
  }

  /** Keys in use. */
  count(): number {
    return this.#table.next - this.#table.freed;
  }

  /** Number of the key with these values, -1 if there is none. */
  find(values: readonly string[]): number {
    const text = this.#text;
    text.fill(values);
    for (let id = this.#index.first(text.hash); id >= 0; id = this.#index.next()) {
      for (const one of this.alongside) one.readAhead(id);
      const view = this.#keys.view(id);
      const at = this.#keys.offset(id);
      if (this.#texts.equals(view.getUint8(at + CLASS_AT), view.getUint32(at + TEXT_AT, true), view.getUint16(at + UNITS_AT, true), text)) return id;
    }
    return -1;
  }

  /** Adds a key that `find` did not find. */
  add(values: readonly string[], logMs: number): number {
    const id = this.#number();
    const text = this.#text;
    text.fill(values);
    const sizeClass = this.#texts.classOf(text.units);
    const place = this.#texts.add(text, sizeClass);
    this.#keys.ensure(id);
    const view = this.#keys.writable(id);
    const at = this.#keys.offset(id);
    view.setUint32(at, text.hash, true);
    view.setUint8(at + CLASS_AT, sizeClass);
    view.setUint8(at + USED_AT, 1);
    view.setUint16(at + UNITS_AT, text.units, true);
    view.setUint32(at + TEXT_AT, place, true);
    view.setFloat64(at + LAST_AT, logMs, true);
    this.#index.insert(text.hash, id);
    return id;
  }

  /** Notes that the key had an event at this log time. */
  touch(id: number, logMs: number): void {
    this.#keys.writable(id).setFloat64(this.#keys.offset(id) + LAST_AT, logMs, true);
  }

  /** False for a freed number. */
  isUsed(id: number): boolean {
    return this.#keys.has(id) && this.#keys.view(id).getUint8(this.#keys.offset(id) + USED_AT) === 1;
  }

  /** The key's values, separated by U+0000. */
  text(id: number): string {
    const view = this.#keys.view(id);
    const at = this.#keys.offset(id);
    return this.#texts.read(view.getUint8(at + CLASS_AT), view.getUint32(at + TEXT_AT, true), view.getUint16(at + UNITS_AT, true));
  }

  /**
   * Frees a key that had no event since `beforeMs` of log time and that nothing holds, and returns its number,
   * -1 if none is near: a clock hand goes over at most 256 keys, which comes close to least recently used at no cost an event.
   */
  evictIdle(beforeMs: number, isHeld: (id: number) => boolean): number {
    const table = this.#table;
    for (let i = 0; i < Math.min(SWEEP, table.next); i++) {
      const id = table.hand;
      table.hand = (table.hand + 1) % table.next;
      if (this.isUsed(id) && this.#keys.view(id).getFloat64(this.#keys.offset(id) + LAST_AT, true) < beforeMs && !isHeld(id)) {
        this.#free(id);
        return id;
      }
    }
    return -1;
  }

  #free(id: number): void {
    const view = this.#keys.view(id);
    const at = this.#keys.offset(id);
    this.#index.remove(view.getUint32(at, true), id);
    this.#texts.free(view.getUint8(at + CLASS_AT), view.getUint32(at + TEXT_AT, true));
    this.#keys.zero(id);
    this.#keys.writable(id).setUint32(at + TEXT_AT, this.#table.free, true);
    this.#table.free = id + 1;
    this.#table.freed++;
    this.generation++;
  }

  #number(): number {
    const id = this.#table.free - 1;
    if (id < 0) return this.#table.next++;
    this.#table.free = this.#keys.view(id).getUint32(this.#keys.offset(id) + TEXT_AT, true);
    this.#table.freed--;
    return id;
  }
}
