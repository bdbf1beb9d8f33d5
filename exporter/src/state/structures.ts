import { Fingerprints } from "./fingerprints.ts";
import type { FingerprintsTable } from "./fingerprints.ts";
import { KeyTable } from "./key-table.ts";
import type { KeyTableTable } from "./key-table.ts";
import { Memory } from "./memory.ts";
import { SeriesSlab } from "./series.ts";
import { Slab } from "./slab.ts";
import { TimingWheel } from "./timing-wheel.ts";
import type { TimingWheelTable } from "./timing-wheel.ts";
import { Windows } from "./windows.ts";
import type { WindowsTable } from "./windows.ts";

/** The small tables of all structures by name: what a checkpoint holds beside the pages. */
export interface StructureTables {
  keys: Record<string, KeyTableTable>;
  ids: Record<string, FingerprintsTable>;
  windows: Record<string, WindowsTable>;
  /** Not in checkpoints from before there were any. */
  wheels?: Record<string, TimingWheelTable>;
}

/**
 * The structures of the state by name. Whoever asks for a name gets what is there, from before a reload
 * or from a checkpoint, or an empty one: so the state of what did not change lives on.
 */
export class Structures {
  readonly memory: Memory;
  /** Tables of a checkpoint until the first round of asking ends: what nobody asked for then is gone with its pages. */
  #saved: StructureTables | undefined;
  readonly #keys = new Map<string, KeyTable>();
  readonly #ids = new Map<string, Fingerprints>();
  readonly #windows = new Map<string, Windows>();
  readonly #wheels = new Map<string, TimingWheel>();
  readonly #series = new Map<string, SeriesSlab>();
  readonly #slabs = new Map<string, Slab>();
  #asked = new Set<string>();

  constructor(memory: Memory = new Memory(), saved?: StructureTables) {
    this.memory = memory;
    this.#saved = saved;
  }

  keyTable(name: string): KeyTable {
    return this.#ask(this.#keys, `keys/${name}`, (full) => new KeyTable(this.memory, full, this.#saved?.keys[full]));
  }

  fingerprints(name: string, windowMs: number): Fingerprints {
    return this.#ask(this.#ids, `ids/${name}`, (full) => new Fingerprints(this.memory, full, windowMs, this.#saved?.ids[full]));
  }

  windows(name: string): Windows {
    return this.#ask(this.#windows, `windows/${name}`, (full) => new Windows(this.memory, full, this.#saved?.windows[full]));
  }

  timingWheel(name: string): TimingWheel {
    return this.#ask(this.#wheels, `wheels/${name}`, (full) => new TimingWheel(this.memory, full, this.#saved?.wheels?.[full]));
  }

  /** A series' record lives on under `name`, its detector's state under `detectorKey`. */
  series(name: string, detectorKey: string, detector: ConstructorParameters<typeof SeriesSlab>[3]): SeriesSlab {
    const full = `series/${name}`;
    return this.#ask(this.#series, `${full}/${detectorKey}`, () => new SeriesSlab(this.memory, full, detectorKey, detector));
  }

  /** Plain records; `name` is equal exactly if they may live on. */
  slab(name: string, recordBytes: number): Slab {
    return this.#ask(this.#slabs, `slabs/${name}`, (full) => new Slab(this.memory, full, recordBytes));
  }

  /** True until the first round of asking after a restart ends. */
  get isRestored(): boolean {
    return this.#saved !== undefined;
  }

  /** Only while `isRestored`: what the checkpoint keeps by names that hold `/<from>` is asked for by `/<to>` from now on. */
  rename(from: string, to: string): void {
    const newName = (name: string): string => `/${name}/`.replace(`/${from}/`, () => `/${to}/`).slice(1, -1);
    for (const name of [...this.memory.regions.keys()]) if (newName(name) !== name) this.memory.rename(name, newName(name));
    const saved = this.#saved;
    if (saved === undefined) return;
    const renamed = <T>(tables: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(tables).map(([name, table]) => [newName(name), table]));
    this.#saved = { keys: renamed(saved.keys), ids: renamed(saved.ids), windows: renamed(saved.windows), wheels: renamed(saved.wheels ?? {}) };
  }

  /** Begins a round of asking; `dropUnasked` ends it. */
  beginAsking(): void {
    this.#asked = new Set();
  }

  /** Forgets what nobody asked for since `beginAsking`, pages and all. */
  dropUnasked(): void {
    for (const map of [this.#keys, this.#ids, this.#windows, this.#wheels, this.#series, this.#slabs]) {
      for (const name of map.keys()) if (!this.#asked.has(name)) map.delete(name);
    }
    const kept = [...this.#asked];
    for (const name of this.memory.regions.keys()) {
      const wanted = kept.some((asked) => asked === name || asked.startsWith(`${name}/`) || name.startsWith(`${asked}/`));
      if (!wanted) this.memory.regions.delete(name);
    }
    this.#saved = undefined;
  }

  /** The small tables as they are now; not a copy. */
  tables(): StructureTables {
    return {
      keys: Object.fromEntries([...this.#keys].map(([name, keys]) => [name, keys.table()])),
      ids: Object.fromEntries([...this.#ids].map(([name, ids]) => [name, ids.table])),
      windows: Object.fromEntries([...this.#windows].map(([name, windows]) => [name, windows.table()])),
      wheels: Object.fromEntries([...this.#wheels].map(([name, wheel]) => [name, wheel.table()])),
    };
  }

  #ask<T>(map: Map<string, T>, full: string, make: (full: string) => T): T {
    this.#asked.add(full);
    let found = map.get(full);
    if (found === undefined) {
      found = make(full);
      map.set(full, found);
    }
    return found;
  }
}
