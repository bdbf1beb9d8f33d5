import { FoldState } from "../pipeline/fold-state.ts";
import { Fold } from "../pipeline/fold.ts";
import { NO_EFFECTS } from "../pipeline/ports.ts";
import type { Snapshot } from "../pipeline/ports.ts";
import { takeSnapshot } from "../pipeline/snapshot.ts";

/** For tests: a small state at a sequence, with `pages` pages of 64 bytes. */
export function snapshotAt(sequence: number, pages = 2, epoch = 1): Snapshot {
  const state = new FoldState();
  state.tables.epoch = epoch;
  state.tables.position.sequence = sequence;
  const region = state.structures.memory.region("region");
  for (let i = 0; i < pages; i++) region.writable(region.add(64)).setUint32(0, sequence + i, true);
  return takeSnapshot(new Fold(state, NO_EFFECTS));
}
