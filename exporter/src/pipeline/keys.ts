import type { KeyTable } from "../state/key-table.ts";
import type { Windows } from "../state/windows.ts";
import type { StreamCounts } from "./totals.ts";

/** Under this value of every label counts what has no room for a key of its own. */
const OTHER = "__other__";

/** A key may be forgotten to make room when it was idle for this long, in log time, and has no window open. */
const IDLE_MS = 300_000;

/** What goes with a key, and how many there may be. */
export interface KeyParts {
  /** Records that begin anew when a key's number is used again. */
  readonly columns: readonly { zero(key: number): void }[];
  readonly windows: readonly Windows[];
  readonly counts: StreamCounts;
  readonly maxKeys: number;
  /** How many labels a key has. */
  readonly labels: number;
}

/** Finds the number of a key, makes room for new ones, and falls back to `__other__`. */
export class Keys {
  readonly table: KeyTable;
  readonly #parts: KeyParts;
  readonly #other: readonly string[];
  readonly #isHeld: (key: number) => boolean;

  constructor(table: KeyTable, parts: KeyParts) {
    this.table = table;
    this.#parts = parts;
    this.#other = new Array<string>(parts.labels).fill(OTHER);
    this.#isHeld = (key) => parts.windows.some((windows) => windows.holds(key));
  }

  /** Number of the key with these label values; new keys are added. */
  number(labels: readonly string[], logMs: number): number {
    const found = this.table.find(labels);
    if (found >= 0) {
      this.table.touch(found, logMs);
      return found;
    }
    if (this.table.count() < this.#parts.maxKeys || this.#makeRoom(logMs)) return this.#add(labels, logMs);
    this.#parts.counts.refused++;
    const other = this.table.find(this.#other);
    return other >= 0 ? other : this.#add(this.#other, logMs);
  }

  #add(labels: readonly string[], logMs: number): number {
    const key = this.table.add(labels, logMs);
    for (const column of this.#parts.columns) column.zero(key);
    return key;
  }

  #makeRoom(logMs: number): boolean {
    if (this.table.evictIdle(logMs - IDLE_MS, this.#isHeld) < 0) return false;
    this.#parts.counts.evicted++;
    return true;
  }
}
