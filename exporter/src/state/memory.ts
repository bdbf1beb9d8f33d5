/** Largest page; regions begin with less and grow in steps. */
export const PAGE_BYTES = 262_144;

/** A piece of state of at most `PAGE_BYTES`, little-endian, zero where nothing was written. */
export interface Page {
  view: DataView;
  bytes: Uint8Array;
  /** A running checkpoint has not taken it yet: preserve it before writing. */
  frozen: boolean;
  /** Its content at the freeze, kept because it was written to since. */
  preserved: Uint8Array | undefined;
}

/** Pages that belong together, found again by their name after a restart. */
export class Region {
  name: string;
  readonly pages: Page[] = [];
  /** Size of the records that its pages hold, in bytes; undefined where they hold none, or an old checkpoint didn't say. */
  recordBytes: number | undefined;
  readonly #memory: Memory;

  constructor(name: string, memory: Memory) {
    this.name = name;
    this.#memory = memory;
  }

  /** Adds a page of zeroes and returns its index. */
  add(sizeBytes: number): number {
    return this.pages.push(newPage(new Uint8Array(sizeBytes))) - 1;
  }

  /** Lengthens a page, its content unchanged. Copies it once: cheap because pages are small. */
  grow(index: number, sizeBytes: number): void {
    const page = this.at(index);
    this.#memory.preserve(page);
    const bytes = new Uint8Array(sizeBytes);
    bytes.set(page.bytes);
    page.bytes = bytes;
    page.view = new DataView(bytes.buffer);
  }

  /** A page for reading. */
  at(index: number): Page {
    const page = this.pages[index];
    if (page === undefined) throw new RangeError(`${this.name}: page ${index} must be below ${this.pages.length}`);
    return page;
  }

  /** A page for writing: what a running checkpoint still needs of it is copied first. */
  writable(index: number): DataView {
    const page = this.at(index);
    if (page.frozen) this.#memory.preserve(page);
    return page.view;
  }

  /** Gives all pages back. A running checkpoint still sees them. */
  clear(): void {
    this.pages.length = 0;
  }
}

/** The pages as they were at one moment, to be taken one after the other. */
export interface Frozen {
  readonly count: number;
  /** Content of page `index` at the freeze; valid until the loop turns. Taking a page twice is an error. */
  take(index: number): Uint8Array;
  /** Takes back what was preserved; every page is writable at no cost again. */
  end(): void;
}

/**
 * All state that grows with keys or events. A freeze costs one flag a page; afterwards the fold goes on,
 * and a page is copied only if it is written to before the checkpoint has taken it.
 */
export class Memory {
  readonly regions = new Map<string, Region>();
  /** Bytes held only because a running checkpoint has not taken them yet. */
  preservedBytes = 0;

  /** The region of that name, empty if it is new. */
  region(name: string): Region {
    let region = this.regions.get(name);
    if (region === undefined) {
      region = new Region(name, this);
      this.regions.set(name, region);
    }
    return region;
  }

  /** Keeps the region of that name, if there is one, under another from now on. */
  rename(from: string, to: string): void {
    const region = this.regions.get(from);
    if (region === undefined) return;
    this.regions.delete(from);
    this.regions.set(to, region);
    region.name = to;
  }

  /** Size of all pages. */
  sizeBytes(): number {
    let sum = 0;
    for (const region of this.regions.values()) for (const page of region.pages) sum += page.bytes.length;
    return sum;
  }

  /** Copies a frozen page aside, so that it may be written to. */
  preserve(page: Page): void {
    if (!page.frozen) return;
    // Not slice(): pages read from a file are Buffers, whose slice shares its memory.
    page.preserved = new Uint8Array(page.bytes);
    page.frozen = false;
    this.preservedBytes += page.preserved.length;
  }

  /** Freezes all pages, in the order of regions and pages. Only one freeze at a time. */
  freeze(): Frozen {
    const pages = [...this.regions.values()].flatMap((region) => region.pages);
    for (const page of pages) page.frozen = true;
    const release = (page: Page): void => {
      page.frozen = false;
      if (page.preserved !== undefined) this.preservedBytes -= page.preserved.length;
      page.preserved = undefined;
    };
    return {
      count: pages.length,
      take: (index) => {
        const page = pages[index];
        if (page === undefined) throw new RangeError(`frozen page must be below ${pages.length}, got ${index}`);
        const bytes = page.preserved ?? page.bytes;
        release(page);
        return bytes;
      },
      end: () => { pages.forEach(release); },
    };
  }

  /** Puts back the pages of one region as a checkpoint holds them. */
  restore(name: string, pages: readonly Uint8Array[], recordBytes?: number): void {
    const region = this.region(name);
    region.recordBytes = recordBytes;
    for (const bytes of pages) region.pages.push(newPage(bytes));
  }
}

function newPage(bytes: Uint8Array): Page {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes, frozen: false, preserved: undefined };
}
