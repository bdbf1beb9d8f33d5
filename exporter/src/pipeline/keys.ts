import type { KeyTable } from "../state/key-table.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { StreamCounts } from "./totals.ts";

/** Under this value of every label counts what has no room for a key of its own. */
const OTHER = "__other__";

/** A key may be forgotten to make room when it was idle for this long, in log time. */
const IDLE_MS = 300_000;

/** Limits of a stream's keys. */
export interface KeyLimits {
  readonly maxKeys: number;
  /** Longest window that a key may have an open part of, with lateness; it is not forgotten before twice that. */
  readonly longestMs: number;
}

/** Finds the number of a key, makes room for new ones, and falls back to `__other__`. */
export class Keys {
  readonly table: KeyTable;
  readonly #columns: readonly SeriesSlab[];
  readonly #counts: StreamCounts;
  readonly #limits: KeyLimits;
  readonly #other: readonly string[];

  /** `columns` hold the records that begin anew when a key's number is used again. */
  constructor(table: KeyTable, columns: readonly SeriesSlab[], counts: StreamCounts, limits: KeyLimits & { labels: number }) {
    this.table = table;
    this.#columns = columns;
    this.#counts = counts;
    this.#limits = limits;
    this.#other = new Array<string>(limits.labels).fill(OTHER);
  }

  /** Number of the key with these label values; new keys are added. */
  number(labels: readonly string[], logMs: number): number {
    const found = this.table.find(labels);
    if (found >= 0) {
      this.table.touch(found, logMs);
      return found;
    }
    if (this.table.count() < this.#limits.maxKeys || this.#makeRoom(logMs)) return this.#add(labels, logMs);
    this.#counts.refused++;
    const other = this.table.find(this.#other);
    return other >= 0 ? other : this.#add(this.#other, logMs);
  }

  #add(labels: readonly string[], logMs: number): number {
    const key = this.table.add(labels, logMs);
    for (const column of this.#columns) column.zero(key);
    return key;
  }

  #makeRoom(logMs: number): boolean {
    const idleMs = Math.max(IDLE_MS, 2 * this.#limits.longestMs);
    if (this.table.evictIdle(logMs - idleMs) < 0) return false;
    this.#counts.evicted++;
    return true;
  }
}
