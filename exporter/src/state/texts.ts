import type { Memory } from "./memory.ts";
import type { KeyText } from "./key-text.ts";
import { Slab } from "./slab.ts";

/** Room of the smallest class in bytes; each further class holds twice as much. */
const SMALLEST_BYTES = 32;
/** 32 B to 8 KiB: 16 labels of 128 bytes, in UTF-16, with their separators, fit the largest. */
const CLASSES = 9;

/** What the texts must remember beside their pages, for each class. */
export interface TextsTable {
  /** Number of the next new record. */
  next: number[];
  /** Last freed record + 1, 0 = none; it holds the one before in its first four bytes. */
  free: number[];
}

/**
 * Texts of keys as UTF-16 code units, in size classes, so that freed room is used again and nothing fragments.
 * Several values are one text with U+0000 between them; values never hold U+0000.
 */
export class Texts {
  readonly table: TextsTable;
  readonly #slabs: Slab[];

  constructor(memory: Memory, name: string, table?: TextsTable) {
    this.table = table ?? { next: new Array<number>(CLASSES).fill(0), free: new Array<number>(CLASSES).fill(0) };
    this.#slabs = Array.from({ length: CLASSES }, (_, i) => new Slab(memory, `${name}/${SMALLEST_BYTES << i}`, SMALLEST_BYTES << i));
  }

  /** Class for a text of `units` code units. */
  classOf(units: number): number {
    let size = SMALLEST_BYTES;
    let index = 0;
    for (; size < units * 2; index++) size *= 2;
    if (index >= CLASSES) throw new RangeError(`text must have at most ${SMALLEST_BYTES << (CLASSES - 2)} code units, got ${units}`);
    return index;
  }

  /** Stores the text and returns the record's number within its class. */
  add(text: KeyText, sizeClass: number): number {
    const slab = this.#slab(sizeClass);
    const id = this.#number(sizeClass, slab);
    slab.ensure(id);
    const view = slab.writable(id);
    const start = slab.offset(id);
    for (let i = 0; i < 2 * text.units; i += 2) view.setUint16(start + i, text.view.getUint16(i, true), true);
    return id;
  }

  /** True if that record of `units` code units holds exactly this text. */
  equals(sizeClass: number, id: number, units: number, text: KeyText): boolean {
    if (units !== text.units) return false;
    const slab = this.#slab(sizeClass);
    return text.isAt(slab.view(id), slab.offset(id));
  }

  /** The stored text, values separated by U+0000. */
  read(sizeClass: number, id: number, units: number): string {
    const slab = this.#slab(sizeClass);
    const view = slab.view(id);
    const start = slab.offset(id);
    const codes = new Array<number>(units);
    for (let i = 0; i < units; i++) codes[i] = view.getUint16(start + i * 2, true);
    return String.fromCharCode(...codes);
  }

  /** Gives a record back. */
  free(sizeClass: number, id: number): void {
    const slab = this.#slab(sizeClass);
    slab.zero(id);
    slab.writable(id).setUint32(slab.offset(id), this.table.free[sizeClass] ?? 0, true);
    this.table.free[sizeClass] = id + 1;
  }

  #number(sizeClass: number, slab: Slab): number {
    const freed = (this.table.free[sizeClass] ?? 0) - 1;
    if (freed >= 0) {
      this.table.free[sizeClass] = slab.view(freed).getUint32(slab.offset(freed), true);
      return freed;
    }
    const id = this.table.next[sizeClass] ?? 0;
    this.table.next[sizeClass] = id + 1;
    return id;
  }

  #slab(sizeClass: number): Slab {
    const slab = this.#slabs[sizeClass];
    if (slab === undefined) throw new RangeError(`text class must be below ${CLASSES}, got ${sizeClass}`);
    return slab;
  }
}
