import type { Memory } from "./memory.ts";
import { Slab } from "./slab.ts";

/** Slots of a second each: what is due later comes by once a round and is put back. */
const SLOTS = 512;
const SECOND_MS = 1000;
/** Link of a key: the next key of its slot + 1 u32, the second at which it is looked at u32 (0 = not in the wheel). */
const LINK_BYTES = 8;
const SECOND_AT = 4;
const HEAD_BYTES = 4;

/** What a wheel must remember beside its pages. */
export interface TimingWheelTable {
  /** Keys in the wheel. */
  armed: number;
  /** The second whose slot is looked at next. */
  next: number;
}

/**
 * Which keys are to be looked at when, in log time: a hashed wheel (Varghese and Lauck, 1987, scheme 6) of 512 seconds.
 * A key is in it once at the most. It comes out when its second is over or, if that is more than a round away, when
 * its slot comes by; whoever takes it asks when it is really due and puts it back. So what moves a due time, like
 * each event of a key, costs nothing. 8 bytes a key and 2 KiB.
 */
export class TimingWheel {
  readonly #links: Slab;
  readonly #heads: Slab;
  readonly #table: TimingWheelTable;
  /** Time for which the key that was taken last is looked at, ms. */
  takenAtMs = 0;

  constructor(memory: Memory, name: string, table?: TimingWheelTable) {
    this.#links = new Slab(memory, `${name}/links`, LINK_BYTES);
    this.#heads = new Slab(memory, `${name}/heads`, SLOTS * HEAD_BYTES);
    this.#table = table ?? { armed: 0, next: 0 };
    this.#heads.ensure(0);
  }

  table(): TimingWheelTable {
    return this.#table;
  }

  /** True if the key is in the wheel. */
  isArmed(key: number): boolean {
    return this.armedAtMs(key) > 0;
  }

  /** Time at which the key comes out, ms; 0 if it is not in the wheel. */
  armedAtMs(key: number): number {
    return this.#links.has(key) ? this.#links.view(key).getUint32(this.#links.offset(key) + SECOND_AT, true) * SECOND_MS : 0;
  }

  /** Puts a key in that is not there, to be looked at when `dueMs` is over, but behind `nowMs` and within a round of it. */
  arm(key: number, dueMs: number, nowMs: number): void {
    const soonest = Math.floor(nowMs / SECOND_MS) + 1;
    if (this.#table.armed === 0) this.#table.next = soonest;
    const second = Math.min(Math.max(Math.ceil(dueMs / SECOND_MS), soonest), this.#table.next + SLOTS - 1);
    this.#links.ensure(key);
    const link = this.#links.writable(key);
    const at = this.#links.offset(key);
    const heads = this.#heads.writable(0);
    const head = HEAD_BYTES * (second % SLOTS);
    link.setUint32(at, heads.getUint32(head, true), true);
    link.setUint32(at + SECOND_AT, second, true);
    heads.setUint32(head, key + 1, true);
    this.#table.armed++;
  }

  /** Time from which `take` has something to do, ms; Infinity for an empty wheel. */
  dueMs(): number {
    return this.#table.armed === 0 ? Infinity : this.#table.next * SECOND_MS;
  }

  /**
   * Takes a key out whose second is over at `nowMs`; -1 = none is left. `takenAtMs` is its second: after a jump of
   * `nowMs` by more than a round, the last round's. A slot's keys come in the order that is the reverse of `arm`.
   */
  take(nowMs: number): number {
    const table = this.#table;
    if (table.armed === 0) return -1;
    const now = Math.floor(nowMs / SECOND_MS);
    table.next = Math.max(table.next, now - SLOTS + 1);
    for (; table.armed > 0 && table.next <= now; table.next++) {
      const head = HEAD_BYTES * (table.next % SLOTS);
      const key = this.#heads.view(0).getUint32(head, true) - 1;
      if (key < 0) continue;
      const link = this.#links.writable(key);
      const at = this.#links.offset(key);
      this.#heads.writable(0).setUint32(head, link.getUint32(at, true), true);
      link.setUint32(at, 0, true);
      link.setUint32(at + SECOND_AT, 0, true);
      table.armed--;
      this.takenAtMs = table.next * SECOND_MS;
      return key;
    }
    return -1;
  }
}
