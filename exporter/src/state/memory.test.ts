import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Memory } from "./memory.ts";
import type { Frozen } from "./memory.ts";
import { throughBytes } from "./through-bytes.ts";

/** Takes all pages, each copied as a writer of checkpoints does. */
function takeAll(frozen: Frozen): number[][] {
  return Array.from({ length: frozen.count }, (_, i) => [...frozen.take(i)]);
}

function contents(memory: Memory): number[][] {
  return [...memory.regions.values()].flatMap(({ pages }) => pages.map(({ bytes }) => [...bytes]));
}

type Step =
  | { kind: "write"; page: number; at: number; value: number }
  | { kind: "grow"; page: number }
  | { kind: "add" }
  | { kind: "clear" }
  | { kind: "take" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("write" as const), page: fc.nat(5), at: fc.nat(7), value: fc.integer({ min: 1, max: 255 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("grow" as const), page: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("add" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("take" as const) }) },
);

function act(memory: Memory, done: Exclude<Step, { kind: "take" }>): void {
  const region = memory.region("b");
  if (done.kind === "add") region.add(8);
  else if (done.kind === "clear") region.clear();
  else if (region.pages.length > 0) {
    const page = done.page % region.pages.length;
    if (done.kind === "grow") region.grow(page, region.at(page).bytes.length * 2);
    else region.writable(page).setUint8(done.at, done.value);
  }
}

describe("a freeze", () => {
  it.each([
    { name: "of a new memory", restart: (memory: Memory) => memory },
    // regression: pages read from a file were shared with what a checkpoint kept aside
    { name: "of a memory restored from a file", restart: throughBytes },
  ])("$name shows the pages as they were, whatever is done meanwhile", ({ restart }) => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 40 }), (before, after) => {
      const made = new Memory();
      made.region("a").add(8);
      for (let i = 0; i < 4; i++) made.region("b").add(8);
      for (const done of before) if (done.kind !== "take") act(made, done);
      const memory = restart(made);
      const expected = contents(memory);
      const frozen = memory.freeze();
      const taken: number[][] = [];
      for (const done of after) {
        if (done.kind !== "take") act(memory, done);
        else if (taken.length < frozen.count) taken.push([...frozen.take(taken.length)]);
      }
      while (taken.length < frozen.count) taken.push([...frozen.take(taken.length)]);
      expect(taken).toEqual(expected);
      expect(memory.preservedBytes).toBe(0);
      frozen.end();
      expect(memory.preservedBytes).toBe(0);
    }), { seed: 1, numRuns: 200 });
  });

  function scene(): Memory {
    const memory = new Memory();
    for (let i = 0; i < 3; i++) memory.region("r").add(16);
    return memory;
  }

  it("copies a page at its first write only, and none that was taken", () => {
    const memory = scene();
    const frozen = memory.freeze();
    expect(memory.preservedBytes).toBe(0);
    memory.region("r").writable(1).setUint8(0, 1);
    memory.region("r").writable(1).setUint8(0, 2);
    expect(memory.preservedBytes).toBe(16);
    frozen.take(0);
    memory.region("r").writable(0).setUint8(0, 3);
    expect(memory.preservedBytes).toBe(16);
    frozen.take(1);
    expect(memory.preservedBytes).toBe(0);
  });

  it("that ends early gives back what it kept", () => {
    const memory = scene();
    const frozen = memory.freeze();
    memory.region("r").writable(0).setUint8(0, 1);
    memory.region("r").grow(1, 32);
    frozen.take(2);
    expect(memory.preservedBytes).toBe(32);
    frozen.end();
    expect(memory.preservedBytes).toBe(0);
    memory.region("r").writable(2).setUint8(0, 9);
    expect(memory.preservedBytes).toBe(0);
    expect(takeAll(memory.freeze()).map(([first]) => first)).toEqual([1, 0, 9]);
  });

  it("leaves out pages added since", () => {
    const memory = scene();
    const frozen = memory.freeze();
    memory.region("r").add(16);
    memory.region("new").add(16);
    expect(frozen.count).toBe(3);
    expect(() => frozen.take(3)).toThrow("frozen page must be below 3, got 3");
    frozen.end();
    expect(memory.freeze().count).toBe(5);
  });
});

describe("Memory", () => {
  it("finds a region by its name and sums up its pages", () => {
    const memory = new Memory();
    memory.region("a").add(8);
    memory.region("a").add(24);
    expect(memory.region("a").pages).toHaveLength(2);
    expect(memory.sizeBytes()).toBe(32);
  });

  it("grows a page without changing what it holds", () => {
    const region = new Memory().region("a");
    region.add(8);
    region.writable(0).setFloat64(0, 1.5, true);
    region.grow(0, 24);
    expect([0, 8, 16].map((at) => region.at(0).view.getFloat64(at, true))).toEqual([1.5, 0, 0]);
  });

  it("refuses a page that is not there by name", () => {
    expect(() => new Memory().region("keys").at(2)).toThrow("keys: page 2 must be below 0");
  });
});
