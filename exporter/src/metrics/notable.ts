import type { Clock } from "../model/clock.ts";
import type { SeriesTable } from "../pipeline/view.ts";
import { emptyReading } from "./reading.ts";
import { Turn } from "./turn.ts";

/** Tables up to this size are exposed whole. */
export const WHOLE_TABLE_KEYS = 2000;

/** Oldest keys of a larger table that are always exposed: they stay the same, so that their counters don't come and go. */
const STEADY_KEYS = 500;

/** Anomaly state from which a key of a larger table is exposed. */
const NOTABLE_SCORE = 0.5;

/** A table is looked through again after this long, or 20 times what the last look took: at most 5 % of one core. */
const REST_MS = 2000;
const REST_RATIO = 20;

const SLICE_KEYS = 512;

interface Found {
  readonly keys: readonly number[];
  readonly dueMs: number;
}

/**
 * Which keys of a large table are exposed: the 500 oldest and those whose anomaly state is above 0.5.
 * The choice holds for 2 s or more; it is made anew in turns of the loop, about 0.1 s of work for a million keys.
 */
export class NotableKeys {
  readonly #clock: Clock;
  readonly #maxNotable: number;
  readonly #found = new WeakMap<SeriesTable, Found>();
  readonly #looking = new WeakMap<SeriesTable, Promise<Found>>();

  /** `maxNotable` bounds the notable ones of a table. */
  constructor(clock: Clock, maxNotable: number) {
    this.#clock = clock;
    this.#maxNotable = maxNotable;
  }

  /** May name keys that are in use no more. */
  async keys(table: SeriesTable): Promise<readonly number[]> {
    const found = this.#found.get(table);
    if (found !== undefined && this.#clock.elapsed() < found.dueMs) return found.keys;
    const looking = this.#looking.get(table) ?? this.#look(table).finally(() => this.#looking.delete(table));
    this.#looking.set(table, looking);
    return (await looking).keys;
  }

  async #look(table: SeriesTable): Promise<Found> {
    const turn = new Turn(this.#clock);
    const reading = emptyReading();
    const notable: number[] = [];
    const steady: number[] = [];
    for (let start = 0; start < table.size(); start += SLICE_KEYS) {
      const end = Math.min(start + SLICE_KEYS, table.size());
      for (let key = start; key < end; key++) {
        if (!table.isUsed(key)) continue;
        table.read(key, reading);
        if (steady.length < STEADY_KEYS) steady.push(key);
        else if (reading.score > NOTABLE_SCORE && notable.length < this.#maxNotable) notable.push(key);
      }
      if (turn.isOver()) await turn.next();
    }
    const found = { keys: [...steady, ...notable], dueMs: this.#clock.elapsed() + Math.max(REST_MS, REST_RATIO * turn.workedMs) };
    this.#found.set(table, found);
    return found;
  }
}
