import type { Memory, Region } from "./memory.ts";

/** Entry: hash (u32), value + 1 (u32, 0 = empty). */
const ENTRY_BYTES = 8;
const FIRST_SLOTS = 64;
const FULL_SLOTS = 32_768;
const MAX_LOAD = 0.7;
/** Pages that share this many bits are widened instead of split: crafted equal hashes must not blow up the directory. */
const MAX_DEPTH = 16;

/** What a hash index must remember beside its pages. */
export interface HashIndexTable {
  /** Page of each value of the hash's low bits; its length is a power of two. */
  directory: number[];
  /** Low bits that all entries of a page share. */
  depths: number[];
  counts: number[];
}

/**
 * Extendible hashing (Fagin et al. 1979, doi:10.1145/320083.320092): 32-bit hashes to numbers below 2^32 − 1.
 * It grows a page at a time: a full page is split in two by one more low bit of the hash (at most 23,000 entries
 * move, well under a millisecond), and nothing else moves. Within a page: linear probing from the high 16 bits.
 * Equal hashes may stand for several values; the caller compares the keys.
 */
export class HashIndex {
  readonly #region: Region;
  readonly table: HashIndexTable;
  #probeView: DataView;
  #probeSlot = 0;
  #probeMask = 0;
  #probeHash = 0;

  /** A `table` of a restored index, or none for a new one. */
  constructor(memory: Memory, name: string, table?: HashIndexTable) {
    this.#region = memory.region(name);
    this.table = table ?? { directory: [0], depths: [0], counts: [0] };
    if (this.#region.pages.length === 0) this.#region.add(FIRST_SLOTS * ENTRY_BYTES);
    this.#probeView = this.#region.at(0).view;
  }

  /** Number of entries. */
  size(): number {
    return this.table.counts.reduce((sum, count) => sum + count, 0);
  }

  /** First value under `hash` (unsigned 32 bits), -1 if there is none; go on with `next`. */
  first(hash: number): number {
    const view = this.#region.at(this.#pageOf(hash)).view;
    this.#probeView = view;
    this.#probeMask = view.byteLength / ENTRY_BYTES - 1;
    this.#probeSlot = (hash >>> 16) & this.#probeMask;
    this.#probeHash = hash;
    return this.next();
  }

  /** Next value under the hash of `first`, -1 at the end. */
  next(): number {
    for (;;) {
      const at = this.#probeSlot * ENTRY_BYTES;
      const value = this.#probeView.getUint32(at + 4, true);
      if (value === 0) return -1;
      this.#probeSlot = (this.#probeSlot + 1) & this.#probeMask;
      if (this.#probeView.getUint32(at, true) === this.#probeHash) return value - 1;
    }
  }

  /** Adds an entry; the same pair twice stands twice. */
  insert(hash: number, value: number): void {
    let page = this.#pageOf(hash);
    while (this.#isFull(page)) {
      this.#makeRoom(page);
      page = this.#pageOf(hash);
    }
    put(this.#region.writable(page), hash, value + 1);
    this.table.counts[page] = (this.table.counts[page] ?? 0) + 1;
  }

  /** Removes one entry of that pair, if it stands there. */
  remove(hash: number, value: number): void {
    const page = this.#pageOf(hash);
    const view = this.#region.writable(page);
    const mask = view.byteLength / ENTRY_BYTES - 1;
    let slot = (hash >>> 16) & mask;
    for (;;) {
      const found = view.getUint32(slot * ENTRY_BYTES + 4, true);
      if (found === 0) return;
      if (found === value + 1 && view.getUint32(slot * ENTRY_BYTES, true) === hash) break;
      slot = (slot + 1) & mask;
    }
    closeGap(view, slot, mask);
    this.table.counts[page] = (this.table.counts[page] ?? 0) - 1;
  }

  /** Every entry, in no order that means anything. */
  forEach(visit: (hash: number, value: number) => void): void {
    for (const page of this.#region.pages) {
      for (let at = 0; at < page.view.byteLength; at += ENTRY_BYTES) {
        const value = page.view.getUint32(at + 4, true);
        if (value !== 0) visit(page.view.getUint32(at, true), value - 1);
      }
    }
  }

  /** Forgets all entries. */
  clear(): void {
    this.#region.clear();
    this.#region.add(FIRST_SLOTS * ENTRY_BYTES);
    this.table.directory = [0];
    this.table.depths = [0];
    this.table.counts = [0];
  }

  #pageOf(hash: number): number {
    const { directory } = this.table;
    return directory[hash & (directory.length - 1)] ?? 0;
  }

  #isFull(page: number): boolean {
    const slots = this.#region.at(page).view.byteLength / ENTRY_BYTES;
    return (this.table.counts[page] ?? 0) + 1 > slots * MAX_LOAD;
  }

  #makeRoom(page: number): void {
    const slots = this.#region.at(page).view.byteLength / ENTRY_BYTES;
    if (slots < FULL_SLOTS || (this.table.depths[page] ?? 0) >= MAX_DEPTH) this.#widen(page, slots * 2);
    else this.#split(page);
  }

  #widen(page: number, slots: number): void {
    const entries = this.#drain(page);
    this.#region.grow(page, slots * ENTRY_BYTES);
    const view = this.#region.writable(page);
    for (let i = 0; i < entries.length; i += 2) put(view, entries[i] ?? 0, entries[i + 1] ?? 0);
  }

  #split(page: number): void {
    const { table } = this;
    const depth = table.depths[page] ?? 0;
    if (1 << depth === table.directory.length) table.directory.push(...table.directory);
    const entries = this.#drain(page);
    const sibling = this.#region.add(FULL_SLOTS * ENTRY_BYTES);
    for (let i = 0; i < table.directory.length; i++) {
      if (table.directory[i] === page && ((i >>> depth) & 1) === 1) table.directory[i] = sibling;
    }
    const views = [this.#region.writable(page), this.#region.writable(sibling)] as const;
    const counts: [number, number] = [0, 0];
    for (let i = 0; i < entries.length; i += 2) {
      const hash = entries[i] ?? 0;
      const side = ((hash >>> depth) & 1) === 0 ? 0 : 1;
      put(views[side], hash, entries[i + 1] ?? 0);
      counts[side]++;
    }
    table.depths[page] = depth + 1;
    table.depths[sibling] = depth + 1;
    table.counts[page] = counts[0];
    table.counts[sibling] = counts[1];
  }

  /** Takes all entries out of a page: hash, value + 1, hash, value + 1, … */
  #drain(page: number): Uint32Array {
    const view = this.#region.writable(page);
    const entries = new Uint32Array((this.table.counts[page] ?? 0) * 2);
    let n = 0;
    for (let at = 0; at < view.byteLength; at += ENTRY_BYTES) {
      const value = view.getUint32(at + 4, true);
      if (value === 0) continue;
      entries[n++] = view.getUint32(at, true);
      entries[n++] = value;
      view.setFloat64(at, 0, true);
    }
    return entries;
  }
}

function put(view: DataView, hash: number, stored: number): void {
  const mask = view.byteLength / ENTRY_BYTES - 1;
  let slot = (hash >>> 16) & mask;
  while (view.getUint32(slot * ENTRY_BYTES + 4, true) !== 0) slot = (slot + 1) & mask;
  view.setUint32(slot * ENTRY_BYTES, hash, true);
  view.setUint32(slot * ENTRY_BYTES + 4, stored, true);
}

/** Backward shift: later entries of the run move up, so that no probe ends early. */
function closeGap(view: DataView, hole: number, mask: number): void {
  let gap = hole;
  for (let slot = (gap + 1) & mask; ; slot = (slot + 1) & mask) {
    const at = slot * ENTRY_BYTES;
    const stored = view.getUint32(at + 4, true);
    if (stored === 0) break;
    const hash = view.getUint32(at, true);
    const home = (hash >>> 16) & mask;
    // The entry may move into the gap unless its home lies behind the gap, up to where it stands.
    if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
    view.setUint32(gap * ENTRY_BYTES, hash, true);
    view.setUint32(gap * ENTRY_BYTES + 4, stored, true);
    gap = slot;
  }
  view.setFloat64(gap * ENTRY_BYTES, 0, true);
}
