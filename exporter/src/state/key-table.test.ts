import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { KeyTable } from "./key-table.ts";
import { Memory } from "./memory.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";

/** No key is held. */
const NOTHING = (): boolean => false;

interface Scene {
  memory: Memory;
  keys: KeyTable;
}

function scene(): Scene {
  const memory = new Memory();
  return { memory, keys: new KeyTable(memory, "keys") };
}

function restarted({ memory, keys }: Scene): Scene {
  const copy = throughBytes(memory);
  return { memory: copy, keys: new KeyTable(copy, "keys", throughJson(keys.table())) };
}

describe("KeyTable", () => {
  it.each([
    { name: "no labels", values: [] },
    { name: "one absent label", values: [""] },
    { name: "unicode", values: ["Zürich", "東京", "😀"] },
    { name: "16 labels of 128 bytes", values: Array.from({ length: 16 }, (_, i) => String.fromCharCode(97 + i).repeat(128)) },
  ])("numbers a key of $name and finds it again", ({ values }) => {
    const { keys } = scene();
    expect(keys.find(values)).toBe(-1);
    expect(keys.add(values, 5)).toBe(0);
    expect(keys.find(values)).toBe(0);
    expect(keys.text(0)).toBe(values.join("\0"));
    expect([keys.size(), keys.count(), keys.isUsed(0), keys.isUsed(1)]).toEqual([1, 1, true, false]);
  });

  it("has what lies alongside fetched for each key whose hash is that of the values, room or none", () => {
    const { keys } = scene();
    const [fetched, other]: [number[], number[]] = [[], []];
    keys.alongside = [{ readAhead: (id) => fetched.push(id) }, { readAhead: (id) => other.push(id) }];
    for (const name of ["a", "b", "c"]) keys.add([name], 0);
    expect([keys.find(["c"]), keys.find(["x"]), keys.find(["a"])]).toEqual([2, -1, 0]);
    expect([fetched, other]).toEqual([[2, 0], [2, 0]]);
  });

  it("tells apart what differs only in where one value ends", () => {
    const { keys } = scene();
    const all = [["ab", "c"], ["a", "bc"], ["", "abc"], ["abc", ""]];
    for (const values of all) keys.add(values, 0);
    expect(all.map((values) => keys.find(values))).toEqual([0, 1, 2, 3]);
  });

  it("holds what a map holds, whatever is found, added and evicted, over restarts", () => {
    const value = fc.oneof(fc.constantFrom("", "a", "b"), fc.string({ maxLength: 20 }).filter((text) => !text.includes("\0")));
    const steps = fc.array(fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant("see" as const), values: fc.tuple(value, value) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("evict" as const), idle: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
    ), { maxLength: 80 });
    fc.assert(fc.property(steps, (list) => {
      let now = scene();
      const model = new Map<string, { number: number; lastMs: number }>();
      for (const [logMs, step] of list.entries()) {
        if (step.kind === "restart") {
          now = restarted(now);
          continue;
        }
        if (step.kind === "evict") {
          const idle = [...model].filter(([, { lastMs }]) => lastMs < logMs - step.idle);
          const gone = now.keys.evictIdle(logMs - step.idle, NOTHING);
          expect(idle.length > 0 ? idle.map(([, { number }]) => number) : [-1]).toContain(gone);
          model.delete(idle.find(([, { number }]) => number === gone)?.[0] ?? "none");
          continue;
        }
        const text = step.values.join("\0");
        const found = now.keys.find(step.values);
        expect(found).toBe(model.get(text)?.number ?? -1);
        if (found < 0) {
          model.set(text, { number: now.keys.add(step.values, logMs), lastMs: logMs });
        } else {
          now.keys.touch(found, logMs);
          model.set(text, { number: found, lastMs: logMs });
        }
      }
      expect(now.keys.count()).toBe(model.size);
      const used = Array.from({ length: now.keys.size() }, (_, id) => id).filter((id) => now.keys.isUsed(id));
      expect(used.map((id) => now.keys.text(id)).sort()).toEqual([...model.keys()].sort());
    }), { seed: 1, numRuns: 150 });
  });

  describe("evictIdle", () => {
    it("frees only what was idle, and the number serves again", () => {
      const { keys } = scene();
      keys.add(["old"], 10);
      keys.add(["new"], 20);
      expect(keys.generation).toBe(0);
      expect(keys.evictIdle(20, NOTHING)).toBe(0);
      expect(keys.generation).toBe(1);
      expect(keys.evictIdle(20, NOTHING)).toBe(-1);
      expect([keys.find(["old"]), keys.find(["new"]), keys.count(), keys.isUsed(0)]).toEqual([-1, 1, 1, false]);
      expect(keys.add(["next"], 30)).toBe(0);
      expect([keys.find(["next"]), keys.count(), keys.size()]).toEqual([0, 2, 2]);
    });

    it("spares a key that was touched", () => {
      const { keys } = scene();
      keys.add(["a"], 10);
      keys.touch(0, 50);
      expect(keys.evictIdle(50, NOTHING)).toBe(-1);
    });

    it("spares a key that is held", () => {
      const { keys } = scene();
      keys.add(["a"], 10);
      keys.add(["b"], 10);
      expect(keys.evictIdle(50, (id) => id === 0)).toBe(1);
      expect(keys.evictIdle(50, (id) => id === 0)).toBe(-1);
    });

    it("looks at 256 keys at the most and goes on behind them", () => {
      const { keys } = scene();
      for (let i = 0; i < 600; i++) keys.add([`k${i}`], i === 500 ? 0 : 100);
      expect([keys.evictIdle(50, NOTHING), keys.evictIdle(50, NOTHING), keys.evictIdle(50, NOTHING)]).toEqual([-1, 500, -1]);
    });

    it("finds nothing in an empty table", () => {
      expect(scene().keys.evictIdle(1, NOTHING)).toBe(-1);
    });
  });

  it("does not grow while as many keys go as come", () => {
    const { memory, keys } = scene();
    for (let i = 0; i < 20_000; i++) keys.add([`device-${String(i).padStart(6, "0")}`, "site"], i);
    const sizeBytes = memory.sizeBytes();
    for (let i = 0; i < 30_000; i++) {
      keys.evictIdle(Infinity, NOTHING);
      keys.add([`other--${String(i).padStart(6, "0")}`, "site"], i);
    }
    expect(keys.count()).toBe(20_000);
    expect(keys.find(["other--029999", "site"])).toBeGreaterThanOrEqual(0);
    expect(memory.sizeBytes()).toBe(sizeBytes);
  });
});
