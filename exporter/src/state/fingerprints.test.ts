import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Fingerprints } from "./fingerprints.ts";
import { Memory } from "./memory.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";

const WINDOW_MS = 100;

interface Scene {
  memory: Memory;
  ids: Fingerprints;
}

function scene(maxIds = 1000): Scene {
  const memory = new Memory();
  const ids = new Fingerprints(memory, "ids", WINDOW_MS);
  ids.maxIds = maxIds;
  return { memory, ids };
}

function restarted({ memory, ids }: Scene): Scene {
  const copy = throughBytes(memory);
  const restored = new Fingerprints(copy, "ids", WINDOW_MS, throughJson(ids.table));
  restored.maxIds = ids.maxIds;
  return { memory: copy, ids: restored };
}

describe("Fingerprints", () => {
  it.each([
    { name: "at once", first: 1000, again: 1000, expected: true },
    { name: "within the window", first: 1000, again: 1099, expected: true },
    { name: "after exactly one window, first seen at the end of a generation", first: 1099, again: 1199, expected: true },
    { name: "in the last moment of the second generation", first: 1000, again: 1199, expected: true },
    { name: "two generations on", first: 1000, again: 1200, expected: false },
    { name: "two generations on, just more than a window later", first: 1099, again: 1200, expected: false },
    { name: "after a long silence", first: 1000, again: 9_000_000, expected: false },
  ])("tells an id that comes again $name", ({ first, again, expected }) => {
    const { ids } = scene();
    expect(ids.seen("a", first)).toBe(false);
    expect(ids.seen("a", again)).toBe(expected);
  });

  it("does not remember an id longer because it came again", () => {
    const { ids } = scene();
    ids.seen("a", 1000);
    ids.seen("a", 1150);
    expect(ids.seen("a", 1250)).toBe(false);
  });

  it("remembers each id for a window at least and two at the most, over restarts", () => {
    const steps = fc.array(fc.record({ id: fc.constantFrom("a", "b", "c", ""), waitMs: fc.nat(130), restarts: fc.boolean() }), { maxLength: 60 });
    fc.assert(fc.property(steps, (list) => {
      let now = scene();
      let logMs = 1_000_000;
      const first = new Map<string, number>();
      for (const { id, waitMs, restarts } of list) {
        logMs += waitMs;
        if (restarts) now = restarted(now);
        const seen = now.ids.seen(id, logMs);
        const age = logMs - (first.get(id) ?? -Infinity);
        if (age <= WINDOW_MS) expect(seen).toBe(true);
        if (age >= 2 * WINDOW_MS) expect(seen).toBe(false);
        if (!seen) first.set(id, logMs);
      }
    }), { seed: 1, numRuns: 200 });
  });

  it("holds two generations of maxIds at the most, the newest always", () => {
    const { ids } = scene(10);
    for (let i = 0; i < 1000; i++) {
      expect(ids.seen(`id-${i}`, 1000)).toBe(false);
      expect(ids.list().length).toBeLessThanOrEqual(20);
    }
    for (let i = 990; i < 1000; i++) expect(ids.seen(`id-${i}`, 1000)).toBe(true);
    expect(ids.seen("id-0", 1000)).toBe(false);
  });

  it("lists each fingerprint as 16 hex digits, the same for the same ids in any order", () => {
    const there = scene();
    const back = scene();
    const names = Array.from({ length: 300 }, (_, i) => `id-${i}`);
    for (const name of names) there.ids.seen(name, 1000);
    for (const name of [...names].reverse()) back.ids.seen(name, 1000);
    expect(there.ids.list().sort()).toEqual(back.ids.list().sort());
    expect(there.ids.list().filter((text) => !/^[0-9a-f]{16}$/.test(text))).toEqual([]);
  });

  it("tells fifty thousand ids apart that differ little", () => {
    const { ids } = scene(100_000);
    const seen = Array.from({ length: 50_000 }, (_, i) => ids.seen(`order-${i}`, 1000));
    expect(seen.filter(Boolean)).toEqual([]);
  });
});
