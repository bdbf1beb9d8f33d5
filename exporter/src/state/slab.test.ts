import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Memory, PAGE_BYTES } from "./memory.ts";
import { Slab } from "./slab.ts";
import { throughBytes } from "./through-bytes.ts";

function write(slab: Slab, id: number, value: number): void {
  slab.ensure(id);
  const offset = slab.offset(id);
  for (let at = 0; at < slab.recordBytes; at += 8) slab.writable(id).setFloat64(offset + at, value, true);
}

/** First and last number of a record. */
function read(slab: Slab, id: number): number[] {
  const offset = slab.offset(id);
  return [slab.view(id).getFloat64(offset, true), slab.view(id).getFloat64(offset + slab.recordBytes - 8, true)];
}

describe("Slab", () => {
  it.each([8, 24, 40, 112, 488, 4096, 80_008, 100_000, PAGE_BYTES])("finds each record of %i bytes again, through growth and a restart", (recordBytes) => {
    const memory = new Memory();
    const slab = new Slab(memory, "slab", recordBytes);
    const ids = Array.from({ length: recordBytes < 1000 ? 3000 : 12 }, (_, id) => id);
    for (const id of ids) write(slab, id, id + 1);
    expect(ids.map((id) => read(slab, id))).toEqual(ids.map((id) => [id + 1, id + 1]));
    const restored = new Slab(throughBytes(memory), "slab", recordBytes);
    expect(ids.map((id) => read(restored, id))).toEqual(ids.map((id) => [id + 1, id + 1]));
    write(restored, ids.length, -1);
    expect(read(restored, ids.length - 1)).toEqual([ids.length, ids.length]);
  });

  it("gives room in whatever order it is asked for, zero where nothing was written", () => {
    fc.assert(fc.property(fc.constantFrom(8, 24, 112, 65_544), fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 30 }), (recordBytes, ids) => {
      const slab = new Slab(new Memory(), "slab", recordBytes);
      const written = new Set<number>();
      for (const id of ids) {
        slab.ensure(id);
        expect(slab.has(id)).toBe(true);
        expect(read(slab, id)).toEqual(written.has(id) ? [id + 1, id + 1] : [0, 0]);
        write(slab, id, id + 1);
        written.add(id);
      }
      for (const id of written) expect(read(slab, id)).toEqual([id + 1, id + 1]);
    }), { seed: 1, numRuns: 60 });
  });

  it("holds pages of a power of two of records, none above the largest page", () => {
    const memory = new Memory();
    const slab = new Slab(memory, "slab", 24);
    for (let id = 0; id < 20_000; id++) slab.ensure(id);
    const sizes = memory.region("slab").pages.map(({ bytes }) => bytes.length);
    expect(sizes).toEqual([8192 * 24, 8192 * 24, 8192 * 24]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PAGE_BYTES);
  });

  it.each([
    { recordBytes: 8, bytes: 768, lines: 1 }, { recordBytes: 160, bytes: 160, lines: 3 }, { recordBytes: 320, bytes: 768, lines: 5 }, { recordBytes: 4928, bytes: 768, lines: 12 },
  ])("reads $lines cache lines and the last byte of $bytes ahead in records of $recordBytes", ({ recordBytes, bytes, lines }) => {
    const slab = new Slab(new Memory(), "slab", recordBytes);
    for (const id of [0, 1, 2]) {
      slab.ensure(id);
      const offset = slab.offset(id);
      for (let at = 0; at < recordBytes; at++) slab.writable(id).setUint8(offset + at, id);
    }
    expect([0, 1, 2, 9999].map((id) => slab.readAhead(id, bytes))).toEqual([0, lines + 1, 2 * (lines + 1), 0]);
  });

  it("begins small", () => {
    const memory = new Memory();
    new Slab(memory, "slab", 24).ensure(0);
    expect(memory.sizeBytes()).toBe(16 * 24);
  });

  it("has no room for what was never asked for", () => {
    const slab = new Slab(new Memory(), "slab", 24);
    expect(slab.has(0)).toBe(false);
    slab.ensure(3);
    expect([slab.has(15), slab.has(16), slab.has(100_000)]).toEqual([true, false, false]);
  });

  it("zeroes one record and no neighbour, and nothing where there is no room", () => {
    const slab = new Slab(new Memory(), "slab", 24);
    for (const id of [0, 1, 2]) write(slab, id, 7);
    slab.zero(1);
    slab.zero(100_000);
    expect([0, 1, 2].map((id) => read(slab, id)[0])).toEqual([7, 0, 7]);
    expect(slab.has(100_000)).toBe(false);
  });
});

describe("records that grew since the checkpoint", () => {
  /** As a region of the smaller records comes out of a checkpoint, `named` with their size or, as version 1, without. */
  function older(recordBytes: number, count: number, named: boolean): Memory {
    const memory = new Memory();
    const slab = new Slab(memory, "slab", recordBytes);
    for (let id = 0; id < count; id++) write(slab, id, id + 1);
    const copy = new Memory();
    copy.restore("slab", memory.region("slab").pages.map(({ bytes }) => Buffer.from(bytes)), named ? recordBytes : undefined);
    return copy;
  }

  it.each([
    { name: "few", from: 120, to: 160, count: 5, named: true },
    { name: "many, of a checkpoint that names no size", from: 120, to: 160, count: 5000, named: false },
    { name: "two versions at once", from: 120, to: 200, count: 3000, named: true },
    { name: "larger than twice as much", from: 40, to: 488, count: 7000, named: true },
    { name: "none", from: 120, to: 160, count: 0, named: false },
  ])("are laid out anew: $name", ({ from, to, count, named }) => {
    const memory = older(from, count, named);
    const slab = new Slab(memory, "slab", to, [from, 160].filter((size) => size !== to));
    for (let id = 0; id < count; id++) {
      const at = slab.offset(id);
      const view = slab.view(id);
      const numbers = Array.from({ length: to / 8 }, (_, i) => view.getFloat64(at + i * 8, true));
      expect(numbers).toEqual(Array.from({ length: to / 8 }, (_, i) => (i < from / 8 ? id + 1 : 0)));
    }
    write(slab, count, -1);
    expect(read(new Slab(throughBytes(memory), "slab", to), count)).toEqual([-1, -1]);
  });

  it.each([
    { name: "a size that was never one", from: 96, named: true, got: "96" },
    { name: "a larger size, written by a newer Eddy", from: 200, named: true, got: "200" },
    { name: "pages that hold no whole records", from: 96, named: false, got: "another size" },
  ])("are refused with $name", ({ from, named, got }) => {
    expect(() => new Slab(older(from, 3, named), "slab", 160, [120])).toThrow(
      `slab: records must have 160 or 120 bytes, got ${got}; run the Eddy that wrote the checkpoint, or move the checkpoints away to fold the log again`,
    );
  });
});

describe("records that are taken over", () => {
  const MANY = 1_000_000;

  /** A slab of many records that hold their number + 1, every tenth of them zero. */
  function filled(recordBytes: number): Memory {
    const memory = new Memory();
    const slab = new Slab(memory, "old", recordBytes);
    for (let id = 0; id < MANY; id++) {
      slab.ensure(id);
      slab.writable(id).setFloat64(slab.offset(id), id % 10 === 0 ? 0 : id + 1, true);
    }
    return throughBytes(memory);
  }

  it.each([
    { name: "larger", from: 24, to: 40 },
    { name: "smaller", from: 40, to: 16 },
  ])("are as they are written, page by page: never more than the $name layout takes and two pages", ({ from, to }) => {
    const memory = filled(from);
    const wholeBytes = Math.max(memory.sizeBytes(), filled(to).sizeBytes());
    const slab = new Slab(memory, "new", to);
    let mostBytes = 0;
    let written = 0;
    slab.takeOver(memory.region("old"), from, (old, oldOffset, page, offset) => {
      written++;
      if (written % 1000 === 0) mostBytes = Math.max(mostBytes, memory.sizeBytes());
      page.setFloat64(offset + to - 8, -old.getFloat64(oldOffset, true), true);
    });
    expect(memory.region("old").pages).toEqual([]);
    expect(mostBytes).toBeLessThanOrEqual(wholeBytes + 2 * PAGE_BYTES);
    const wrong: number[] = [];
    for (let id = 0; id < MANY; id++) if (slab.view(id).getFloat64(slab.offset(id) + to - 8, true) !== (id % 10 === 0 ? 0 : -id - 1)) wrong.push(id);
    expect(wrong).toEqual([]);
  });
});
