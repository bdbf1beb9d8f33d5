import { HashIndex } from "./hash-index.ts";
import type { HashIndexTable } from "./hash-index.ts";
import type { Memory } from "./memory.ts";
import { Slab } from "./slab.ts";

/** Entry: window f64, key u32, next entry + 1 u32, sum f64, count f64, zeroes f64. */
const ENTRY_BYTES = 40;
const KEY_AT = 8;
const NEXT_AT = 12;
const SUM_AT = 16;
const COUNT_AT = 24;
const ZEROES_AT = 32;

/** What is kept of a key: its open entries, f64. */
const HELD_BYTES = 8;

/** What the windows must remember beside their pages. */
export interface WindowsTable {
  index: HashIndexTable;
  /** Open windows by number, ascending, each with its first and last entry + 1. */
  open: { window: number; first: number; last: number }[];
  /** Number of the next new entry, last freed entry + 1, and how many entries are in use. */
  next: number;
  free: number;
  used: number;
}

/** One key's part of a window that closes; reused from entry to entry. */
export interface ClosingEntry {
  key: number;
  /** Number of the window; it ends at (window + 1) × length. */
  window: number;
  sum: number;
  count: number;
  /** How many empty windows of the key came just before; for a carried-on entry at least 1. */
  zeroes: number;
}

/**
 * Tumbling windows: sum and count a key and window, in the order of the keys' first events.
 * An entry that closes may be carried on into the next window with nothing in it, so that a key
 * that goes silent is seen as zero.
 */
export class Windows {
  readonly #entries: Slab;
  readonly #index: HashIndex;
  readonly #held: Slab;
  readonly #table: Omit<WindowsTable, "index">;
  /** Entries at the most; further ones are refused. */
  maxEntries = 0;
  readonly #closing: ClosingEntry = { key: 0, window: 0, sum: 0, count: 0, zeroes: 0 };

  constructor(memory: Memory, name: string, table?: WindowsTable) {
    this.#entries = new Slab(memory, `${name}/entries`, ENTRY_BYTES);
    this.#index = new HashIndex(memory, `${name}/index`, table?.index);
    this.#held = new Slab(memory, `${name}/held`, HELD_BYTES);
    this.#table = table ?? { open: [], next: 0, free: 0, used: 0 };
  }

  table(): WindowsTable {
    return { ...this.#table, index: this.#index.table };
  }

  /** Number of the oldest open window, Infinity if none is open. */
  oldest(): number {
    return this.#table.open[0]?.window ?? Infinity;
  }

  /** True if the key has an entry in an open window: its number must not serve another key yet. */
  holds(key: number): boolean {
    return this.#held.has(key) && this.#held.view(key).getFloat64(this.#held.offset(key), true) > 0;
  }

  /** Adds to a key's window; false if there is no room for a further entry. */
  add(key: number, window: number, amount: number): boolean {
    let id = this.#find(key, window);
    if (id < 0) {
      if (this.#table.used >= this.maxEntries) return false;
      id = this.#append(key, window, 0);
    }
    const view = this.#entries.writable(id);
    const at = this.#entries.offset(id);
    view.setFloat64(at + SUM_AT, view.getFloat64(at + SUM_AT, true) + amount, true);
    view.setFloat64(at + COUNT_AT, view.getFloat64(at + COUNT_AT, true) + 1, true);
    return true;
  }

  /** Takes the next entry out of the oldest open window. Valid until the next call; undefined if none is open. */
  take(): ClosingEntry | undefined {
    const oldest = this.#table.open[0];
    if (oldest === undefined) return undefined;
    const id = oldest.first - 1;
    const view = this.#entries.writable(id);
    const at = this.#entries.offset(id);
    const entry = this.#closing;
    entry.key = view.getUint32(at + KEY_AT, true);
    entry.window = oldest.window;
    entry.sum = view.getFloat64(at + SUM_AT, true);
    entry.count = view.getFloat64(at + COUNT_AT, true);
    entry.zeroes = view.getFloat64(at + ZEROES_AT, true);
    oldest.first = view.getUint32(at + NEXT_AT, true);
    if (oldest.first === 0) this.#table.open.shift();
    this.#index.remove(hashOf(entry.key, entry.window), id);
    this.#entries.zero(id);
    view.setUint32(at + NEXT_AT, this.#table.free, true);
    this.#table.free = id + 1;
    this.#use(entry.key, -1);
    return entry;
  }

  /** Gives the key an empty entry in the window behind the one that closed, unless it has one. */
  carryOn(key: number, window: number, zeroes: number): void {
    if (this.#table.used >= this.maxEntries || this.#find(key, window) >= 0) return;
    this.#append(key, window, zeroes);
  }

  /** Visits every entry, in no order that means anything: for the canonical dump. */
  forEach(visit: (entry: Readonly<ClosingEntry>) => void): void {
    for (const open of this.#table.open) {
      for (let id = open.first - 1; id >= 0; ) {
        const view = this.#entries.view(id);
        const at = this.#entries.offset(id);
        visit({
          key: view.getUint32(at + KEY_AT, true),
          window: open.window,
          sum: view.getFloat64(at + SUM_AT, true),
          count: view.getFloat64(at + COUNT_AT, true),
          zeroes: view.getFloat64(at + ZEROES_AT, true),
        });
        id = view.getUint32(at + NEXT_AT, true) - 1;
      }
    }
  }

  #find(key: number, window: number): number {
    for (let id = this.#index.first(hashOf(key, window)); id >= 0; id = this.#index.next()) {
      const view = this.#entries.view(id);
      const at = this.#entries.offset(id);
      if (view.getUint32(at + KEY_AT, true) === key && view.getFloat64(at, true) === window) return id;
    }
    return -1;
  }

  #append(key: number, window: number, zeroes: number): number {
    const id = this.#number();
    const view = this.#entries.writable(id);
    const at = this.#entries.offset(id);
    view.setFloat64(at, window, true);
    view.setUint32(at + KEY_AT, key, true);
    view.setUint32(at + NEXT_AT, 0, true);
    view.setFloat64(at + ZEROES_AT, zeroes, true);
    this.#index.insert(hashOf(key, window), id);
    const open = this.#openWindow(window);
    if (open.last > 0) this.#entries.writable(open.last - 1).setUint32(this.#entries.offset(open.last - 1) + NEXT_AT, id + 1, true);
    else open.first = id + 1;
    open.last = id + 1;
    this.#held.ensure(key);
    this.#use(key, 1);
    return id;
  }

  #use(key: number, entries: 1 | -1): void {
    const view = this.#held.writable(key);
    const at = this.#held.offset(key);
    view.setFloat64(at, view.getFloat64(at, true) + entries, true);
    this.#table.used += entries;
  }

  #number(): number {
    const id = this.#table.free - 1;
    if (id >= 0) {
      this.#table.free = this.#entries.view(id).getUint32(this.#entries.offset(id) + NEXT_AT, true);
      return id;
    }
    this.#entries.ensure(this.#table.next);
    return this.#table.next++;
  }

  #openWindow(window: number): { window: number; first: number; last: number } {
    const { open } = this.#table;
    let i = open.length;
    while (i > 0 && (open[i - 1]?.window ?? 0) > window) i--;
    const before = open[i - 1];
    if (before?.window === window) return before;
    const made = { window, first: 0, last: 0 };
    open.splice(i, 0, made);
    return made;
  }
}

/** Mixes key and window number to 32 bits (multipliers of MurmurHash3's finish, public domain). */
function hashOf(key: number, window: number): number {
  let h = Math.imul(key ^ 0x9e3779b9, 2246822507) ^ Math.imul(window | 0, 3266489909);
  h = Math.imul(h ^ (h >>> 15), 2246822507);
  return (h ^ (h >>> 13)) >>> 0;
}
