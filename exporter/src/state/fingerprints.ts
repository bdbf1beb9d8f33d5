import { hashText } from "../model/hash.ts";
import { HashIndex } from "./hash-index.ts";
import type { HashIndexTable } from "./hash-index.ts";
import type { Memory } from "./memory.ts";

/** What a set of fingerprints must remember beside its pages. */
export interface FingerprintsTable {
  /** Number of the current generation: log time ÷ window, rounded down; a full generation turns over without raising it. */
  generation: number;
  /** Which of the two indexes is the current one. */
  current: 0 | 1;
  counts: [number, number];
  indexes: [HashIndexTable, HashIndexTable];
}

/**
 * Ids seen lately, as fingerprints of 63 bits in two generations by log time: an id is remembered for
 * at least `windowMs` and at most twice that, unless more than `maxIds` come in one window (then the older
 * generation goes early). Two different ids are taken for one with a probability of n / 2^63 an id.
 */
export class Fingerprints {
  readonly table: FingerprintsTable;
  readonly #indexes: readonly [HashIndex, HashIndex];
  readonly #windowMs: number;
  /** Ids a generation at the most. */
  maxIds = 0;
  readonly #hash = { low: 0, high: 0 };

  constructor(memory: Memory, name: string, windowMs: number, table?: FingerprintsTable) {
    const indexes = [new HashIndex(memory, `${name}/0`, table?.indexes[0]), new HashIndex(memory, `${name}/1`, table?.indexes[1])] as const;
    this.table = table ?? { generation: 0, current: 0, counts: [0, 0], indexes: [indexes[0].table, indexes[1].table] };
    this.#indexes = indexes;
    this.#windowMs = windowMs;
  }

  /** True if the id was seen before; else it is remembered from now on. */
  seen(id: string, logMs: number): boolean {
    this.#advance(logMs);
    hashText(id, 2, this.#hash);
    const { low } = this.#hash;
    const value = this.#hash.high >>> 1;
    const current = this.#indexes[this.table.current];
    if (holds(current, low, value) || holds(this.#indexes[this.table.current === 0 ? 1 : 0], low, value)) return true;
    if (this.table.counts[this.table.current] >= this.maxIds) this.#turn();
    this.#indexes[this.table.current].insert(low, value);
    this.table.counts[this.table.current]++;
    return false;
  }

  /** All fingerprints remembered, as 16 hex digits, unsorted: for the canonical dump. */
  list(): string[] {
    const list: string[] = [];
    for (const index of this.#indexes) {
      index.forEach((low, value) => list.push(value.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0")));
    }
    return list;
  }

  #advance(logMs: number): void {
    const generation = Math.floor(logMs / this.#windowMs);
    if (generation <= this.table.generation) return;
    const steps = generation - this.table.generation;
    this.table.generation = generation;
    this.#turn();
    if (steps > 1) this.#turn();
  }

  #turn(): void {
    this.table.current = this.table.current === 0 ? 1 : 0;
    this.#indexes[this.table.current].clear();
    this.table.counts[this.table.current] = 0;
  }
}

function holds(index: HashIndex, hash: number, value: number): boolean {
  for (let found = index.first(hash); found >= 0; found = index.next()) if (found === value) return true;
  return false;
}
