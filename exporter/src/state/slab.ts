import { PAGE_BYTES, Region } from "./memory.ts";
import type { Memory, Page } from "./memory.ts";
import { checkRecords } from "./record-layout.ts";

/** The first page begins with this many records at the most, so that small streams stay small. */
const FIRST_RECORDS = 16;

/** Writes a record, all zero before, from one of another layout. */
export type RecordWriter = (from: DataView, fromOffset: number, to: DataView, toOffset: number) => void;

/** Of the processors that are usual. */
const LINE_BYTES = 64;

/** How many records of a size a page holds, as a power of two. */
function shiftOf(recordBytes: number): number {
  return Math.floor(Math.log2(PAGE_BYTES / recordBytes));
}

/**
 * Records of one size, found by number. A page holds a power of two of them; the first one
 * grows to that, the others are whole. Records that were never written are zero.
 */
export class Slab {
  readonly recordBytes: number;
  readonly #region: Region;
  readonly #shift: number;
  readonly #mask: number;
  /** Records with a lower number have room: asked several times an event. */
  #room = 0;

  /**
   * `recordBytes` is a multiple of 8 from 8 to 262,144. `earlier` are the sizes that the record had in older
   * versions of Eddy, oldest first: it only ever grows at its end, so such records are laid out anew, the rest zero.
   * Throws LayoutError where the region holds records of any other size.
   */
  constructor(memory: Memory, name: string, recordBytes: number, earlier: readonly number[] = []) {
    this.recordBytes = recordBytes;
    this.#region = memory.region(name);
    this.#shift = shiftOf(recordBytes);
    this.#mask = (1 << this.#shift) - 1;
    const found = checkRecords(this.#region, recordBytes, earlier);
    this.#region.recordBytes = recordBytes;
    if (found !== recordBytes) this.#layOut(found, new Region(name, memory));
    this.#measure();
  }

  /** Name of its region. */
  get name(): string {
    return this.#region.name;
  }

  /** Makes room for record `id`. At most one page is added or grown a record. */
  ensure(id: number): void {
    if (id >= this.#room) this.#makeRoom(id);
  }

  /** Page for reading record `id`; `ensure(id)` came before. */
  view(id: number): DataView {
    return this.#region.at(id >>> this.#shift).view;
  }

  /** Page for writing record `id`. */
  writable(id: number): DataView {
    return this.#region.writable(id >>> this.#shift);
  }

  /** Where record `id` begins in its page. */
  offset(id: number): number {
    return (id & this.#mask) * this.recordBytes;
  }

  /**
   * Reads something of each cache line of the first `bytes` of record `id`, so that memory fetches them at the same time:
   * code that goes through them one after the other waits for each. The sum means nothing; without it nothing would be read.
   * 0 for a record without room.
   */
  readAhead(id: number, bytes: number): number {
    if (!this.has(id)) return 0;
    const view = this.view(id);
    const offset = this.offset(id);
    const last = offset + Math.min(bytes, this.recordBytes) - 1;
    let sum = view.getUint8(last);
    for (let at = offset; at < last; at += LINE_BYTES) sum += view.getUint8(at);
    return sum;
  }

  /** True if record `id` has room. */
  has(id: number): boolean {
    return id < this.#room;
  }

  /** Writes zeroes over record `id`, if it has room. */
  zero(id: number): void {
    if (!this.has(id)) return;
    const view = this.writable(id);
    const offset = this.offset(id);
    for (let i = 0; i < this.recordBytes; i += 8) view.setFloat64(offset + i, 0, true);
  }

  /**
   * Takes over the records of a region, of `fromBytes` each, under their numbers; there are none of its own yet. Each page of
   * `from` is given back as soon as it is read. Throws LayoutError where it holds records of another size.
   */
  takeOver(from: Region, fromBytes: number, write: RecordWriter): void {
    checkRecords(from, fromBytes, []);
    const perPage = 1 << shiftOf(fromBytes);
    for (let firstId = 0; ; firstId += perPage) {
      const [page] = from.pages;
      if (page === undefined) return;
      this.#takePage(page, firstId, fromBytes, write);
      from.pages.shift();
    }
  }

  #takePage({ view }: Page, firstId: number, fromBytes: number, write: RecordWriter): void {
    for (let i = 0; (i + 1) * fromBytes <= view.byteLength; i++) {
      const id = firstId + i;
      this.ensure(id);
      write(view, i * fromBytes, this.writable(id), this.offset(id));
    }
  }

  /** Copies its records of another size, found by number, into new pages. Once, at a restart. */
  #layOut(oldBytes: number, old: Region): void {
    old.pages.push(...this.#region.pages.splice(0));
    this.takeOver(old, oldBytes, (from, fromOffset, to, toOffset) => {
      for (let i = 0; i < oldBytes; i += 4) to.setUint32(toOffset + i, from.getUint32(fromOffset + i, true), true);
    });
  }

  #makeRoom(id: number): void {
    const pages = this.#region.pages;
    const wanted = id >>> this.#shift;
    while (pages.length < wanted + 1) {
      if (pages.length === 1) this.#growFirst(this.#mask);
      this.#region.add((pages.length === 0 ? Math.min(FIRST_RECORDS, this.#mask + 1) : this.#mask + 1) * this.recordBytes);
    }
    if (wanted === 0) this.#growFirst(id);
    this.#measure();
  }

  /** All pages but the first one, where it is the only one, are whole. */
  #measure(): void {
    const last = this.#region.pages.length - 1;
    this.#room = last < 0 ? 0 : (last << this.#shift) + Math.floor(this.#region.at(last).bytes.length / this.recordBytes);
  }

  #growFirst(id: number): void {
    const page = this.#region.at(0);
    let size = page.bytes.length;
    const wanted = (id + 1) * this.recordBytes;
    while (size < wanted) size *= 2;
    if (size > page.bytes.length) this.#region.grow(0, size);
  }
}
