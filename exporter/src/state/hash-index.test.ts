import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../model/random.ts";
import { HashIndex } from "./hash-index.ts";
import { Memory } from "./memory.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";

/** All values under a hash, sorted. */
function under(index: HashIndex, hash: number): number[] {
  const values: number[] = [];
  for (let value = index.first(hash); value >= 0; value = index.next()) values.push(value);
  return values.sort((a, b) => a - b);
}

/** What an index should hold: every pair as often as it stands there. */
class Model {
  readonly values = new Map<number, number[]>();

  insert(hash: number, value: number): void {
    this.values.set(hash, [...(this.values.get(hash) ?? []), value].sort((a, b) => a - b));
  }

  remove(hash: number, value: number): void {
    const list = this.values.get(hash) ?? [];
    const at = list.indexOf(value);
    if (at >= 0) list.splice(at, 1);
  }
}

function expectEqual(index: HashIndex, model: Model): void {
  let size = 0;
  const wrong: unknown[] = [];
  for (const [hash, values] of model.values) {
    size += values.length;
    const found = under(index, hash);
    if (found.join() !== values.join()) wrong.push({ hash, values, found });
  }
  expect(wrong).toEqual([]);
  expect(index.size()).toBe(size);
  let visited = 0;
  index.forEach(() => { visited++; });
  expect(visited).toBe(size);
}

describe("HashIndex", () => {
  const steps = fc.array(
    fc.record({
      isInsert: fc.boolean(),
      // Few distinct low bits and homes, so that runs, collisions and gaps that wrap round are common.
      hash: fc.tuple(fc.constantFrom(0, 1, 0xffff), fc.constantFrom(0, 1, 2, 62, 63, 0x7fff, 0xffff)).map(([low, home]) => ((home << 16) | low) >>> 0),
      value: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 120 },
  );

  it("holds what a map of lists holds, whatever is put in and taken out", () => {
    fc.assert(fc.property(steps, (list) => {
      const index = new HashIndex(new Memory(), "index");
      const model = new Model();
      for (const { isInsert, hash, value } of list) {
        if (isInsert) {
          index.insert(hash, value);
          model.insert(hash, value);
        } else {
          index.remove(hash, value);
          model.remove(hash, value);
        }
      }
      expectEqual(index, model);
    }), { seed: 1, numRuns: 150 });
  });

  it("keeps every entry over many splits, removals and a restart", () => {
    const random = seededRandom(7);
    const memory = new Memory();
    let index = new HashIndex(memory, "index");
    const model = new Model();
    for (let value = 0; value < 60_000; value++) {
      const hash = Math.floor(random.next() * 2 ** 32);
      index.insert(hash, value);
      model.insert(hash, value);
    }
    expect(index.table.depths.length).toBeGreaterThan(2);
    for (const [hash, values] of model.values) {
      const [value] = values;
      if (value === undefined || random.next() < 0.5) continue;
      index.remove(hash, value);
      model.remove(hash, value);
    }
    index = new HashIndex(throughBytes(memory), "index", throughJson(index.table));
    for (let value = 0; value < 30_000; value++) {
      const hash = Math.floor(random.next() * 2 ** 32);
      index.insert(hash, value);
      model.insert(hash, value);
    }
    expectEqual(index, model);
  });

  const crafted: { name: string; hash: (i: number) => number; count: number }[] = [
    { name: "one hash for all", hash: () => 0xdeadbeef, count: 3_000 },
    { name: "equal low bits, so that splitting never helps", hash: (i) => ((i << 16) | 0x1234) >>> 0, count: 30_000 },
    { name: "equal high bits, so that all probe from one slot", hash: (i) => (0xffff0000 | i) >>> 0, count: 3_000 },
    { name: "the smallest and the largest", hash: (i) => (i % 2 === 0 ? 0 : 0xffffffff), count: 2_000 },
  ];

  it.each(crafted)("bears crafted hashes: $name", ({ hash, count }) => {
    const memory = new Memory();
    const index = new HashIndex(memory, "index");
    for (let i = 0; i < count; i++) index.insert(hash(i), i);
    expect(index.size()).toBe(count);
    expect(under(index, hash(count - 1))).toContain(count - 1);
    expect(under(index, hash(0))).toContain(0);
    // Bounded: no page for each bit that equal hashes share.
    expect(memory.sizeBytes()).toBeLessThan(16_777_216);
    for (let i = 0; i < count; i += 100) index.remove(hash(i), i);
    expect(index.size()).toBe(count * 0.99);
    expect(under(index, hash(0))).not.toContain(0);
  });

  it("takes hashes and values up to their limits", () => {
    const index = new HashIndex(new Memory(), "index");
    index.insert(0xffffffff, 0xfffffffe);
    expect(under(index, 0xffffffff)).toEqual([0xfffffffe]);
  });

  it("holds the same pair as often as it was put in", () => {
    const index = new HashIndex(new Memory(), "index");
    index.insert(5, 1);
    index.insert(5, 1);
    index.remove(5, 1);
    expect(under(index, 5)).toEqual([1]);
  });

  it("lets removals of what is not there be", () => {
    const index = new HashIndex(new Memory(), "index");
    index.insert(5, 1);
    index.remove(5, 2);
    index.remove(6, 1);
    expect(under(index, 5)).toEqual([1]);
    expect(index.size()).toBe(1);
  });

  it("is empty and small again when cleared", () => {
    const memory = new Memory();
    const index = new HashIndex(memory, "index");
    for (let i = 0; i < 100_000; i++) index.insert(Math.imul(i, 2654435761) >>> 0, i);
    index.clear();
    expect(index.size()).toBe(0);
    expect(memory.sizeBytes()).toBe(512);
    index.insert(9, 9);
    expect(under(index, 9)).toEqual([9]);
  });
});
