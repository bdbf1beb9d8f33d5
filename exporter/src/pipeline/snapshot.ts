import { Memory } from "../state/memory.ts";
import { Structures } from "../state/structures.ts";
import type { StructureTables } from "../state/structures.ts";
import { FoldState } from "./fold-state.ts";
import type { FoldTables } from "./fold-state.ts";
import type { Fold } from "./fold.ts";
import type { Snapshot } from "./ports.ts";

/**
 * Raised with every change of the layout; an older version is migrated or refused, never guessed. Records that grew
 * need no new one: version 2 names their size, and state/slab.ts lays them out anew.
 */
export const SNAPSHOT_VERSION = 2;

/** The oldest version that is migrated. Version 1 doesn't name the size of records. */
export const OLDEST_SNAPSHOT_VERSION = 1;

/** The header of a checkpoint. */
export interface SnapshotHeader {
  readonly version: number;
  readonly fold: FoldTables;
  readonly structures: StructureTables;
  /** Regions in the order of the pages, with the size of their records (absent in version 1) and of each page, in bytes. */
  readonly regions: readonly { readonly name: string; readonly recordBytes?: number | undefined; readonly pageBytes: readonly number[] }[];
}

/** Freezes the state between two messages. Costs a flag a page and the JSON of the small tables. */
export function takeSnapshot(fold: Fold): Snapshot {
  const { state } = fold;
  const { memory } = state.structures;
  const position = fold.position();
  const header: SnapshotHeader = {
    version: SNAPSHOT_VERSION,
    ...state.snapshot(),
    regions: [...memory.regions.values()].map(({ name, recordBytes, pages }) => ({ name, recordBytes, pageBytes: pages.map((page) => page.bytes.length) })),
  };
  return { epoch: state.tables.epoch, sequence: position.sequence, header: JSON.stringify(header), pages: memory.freeze() };
}

/** Lengths of all pages in the order in which they lie in a checkpoint. */
export function pageLengths(header: SnapshotHeader): number[] {
  return header.regions.flatMap((region) => region.pageBytes);
}

/** Puts a state together again; `pages` in the order of the header. */
export function restoreState(header: SnapshotHeader, pages: readonly Uint8Array[]): FoldState {
  const memory = new Memory();
  let first = 0;
  for (const { name, recordBytes, pageBytes } of header.regions) {
    memory.restore(name, pages.slice(first, first + pageBytes.length), recordBytes);
    first += pageBytes.length;
  }
  return new FoldState(header.fold, new Structures(memory, header.structures));
}
