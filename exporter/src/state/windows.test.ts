import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Memory } from "./memory.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";
import { Windows } from "./windows.ts";
import type { ClosingEntry } from "./windows.ts";

function scene(maxEntries = 1000): { memory: Memory; windows: Windows } {
  const memory = new Memory();
  const windows = new Windows(memory, "windows");
  windows.maxEntries = maxEntries;
  return { memory, windows };
}

/** The naive version: lists of entries, window by window. */
class Model {
  readonly open = new Map<number, ClosingEntry[]>();
  readonly maxEntries: number;

  constructor(maxEntries: number) {
    this.maxEntries = maxEntries;
  }

  get used(): number {
    return [...this.open.values()].reduce((sum, list) => sum + list.length, 0);
  }

  find(key: number, window: number): ClosingEntry | undefined {
    return this.open.get(window)?.find((entry) => entry.key === key);
  }

  holds(key: number): boolean {
    return [...this.open.keys()].some((window) => this.find(key, window) !== undefined);
  }

  append(key: number, window: number, zeroes: number): ClosingEntry | undefined {
    if (this.used >= this.maxEntries) return undefined;
    const entry = { key, window, sum: 0, count: 0, zeroes };
    this.open.set(window, [...(this.open.get(window) ?? []), entry]);
    return entry;
  }

  add(key: number, window: number, amount: number): boolean {
    const entry = this.find(key, window) ?? this.append(key, window, 0);
    if (entry === undefined) return false;
    entry.sum += amount;
    entry.count++;
    return true;
  }

  carryOn(key: number, window: number, zeroes: number): void {
    if (this.find(key, window) === undefined) this.append(key, window, zeroes);
  }

  oldest(): number {
    return Math.min(...this.open.keys());
  }

  take(): ClosingEntry | undefined {
    const list = this.open.get(this.oldest());
    const entry = list?.shift();
    if (list?.length === 0) this.open.delete(this.oldest());
    return entry;
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("add" as const), key: fc.nat(4), window: fc.integer({ min: 100, max: 106 }), amount: fc.integer({ min: -5, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("take" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("carryOn" as const), key: fc.nat(4), window: fc.integer({ min: 100, max: 106 }), zeroes: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
);

describe("Windows", () => {
  it("holds, refuses and closes what lists of entries would, over restarts", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (steps, maxEntries) => {
      let { memory, windows } = scene(maxEntries);
      const model = new Model(maxEntries);
      for (const done of steps) {
        switch (done.kind) {
          case "add":
            expect(windows.add(done.key, done.window, done.amount)).toBe(model.add(done.key, done.window, done.amount));
            break;
          case "carryOn":
            windows.carryOn(done.key, done.window, done.zeroes);
            model.carryOn(done.key, done.window, done.zeroes);
            break;
          case "take":
            expect(windows.take()).toEqual(model.take());
            break;
          case "restart":
            memory = throughBytes(memory);
            windows = new Windows(memory, "windows", throughJson(windows.table()));
            windows.maxEntries = maxEntries;
        }
        expect(windows.oldest()).toBe(model.oldest());
        expect([0, 1, 2, 3, 4].map((key) => windows.holds(key))).toEqual([0, 1, 2, 3, 4].map((key) => model.holds(key)));
      }
      const listed: ClosingEntry[] = [];
      windows.forEach((entry) => listed.push({ ...entry }));
      expect(listed).toEqual([...model.open].sort(([a], [b]) => a - b).flatMap(([, list]) => list));
    }), { seed: 1, numRuns: 300 });
  });

  it("closes the oldest window first, in it the keys in the order of their first events", () => {
    const { windows } = scene();
    for (const [key, window] of [[7, 12], [5, 11], [9, 11], [5, 11], [1, 10], [7, 11]] as const) windows.add(key, window, 1);
    const order: string[] = [];
    for (let entry = windows.take(); entry !== undefined; entry = windows.take()) order.push(`${entry.window}:${entry.key}×${entry.count}`);
    expect(order).toEqual(["10:1×1", "11:5×2", "11:9×1", "11:7×1", "12:7×1"]);
  });

  it("leaves an entry that is there when a key is carried on", () => {
    const { windows } = scene();
    windows.add(3, 8, 2.5);
    windows.carryOn(3, 8, 4);
    expect(windows.take()).toEqual({ key: 3, window: 8, sum: 2.5, count: 1, zeroes: 0 });
    expect(windows.take()).toBeUndefined();
  });

  it("remembers how long a carried-on key was silent when events come after all", () => {
    const { windows } = scene();
    windows.carryOn(3, 8, 4);
    windows.add(3, 8, 2);
    expect(windows.take()).toEqual({ key: 3, window: 8, sum: 2, count: 1, zeroes: 4 });
  });

  it("refuses what has no room, and adds on to what is there", () => {
    const { windows } = scene(1);
    expect([windows.add(1, 5, 1), windows.add(2, 5, 1), windows.add(1, 6, 1), windows.add(1, 5, 1)]).toEqual([true, false, false, true]);
    windows.take();
    expect(windows.add(2, 5, 1)).toBe(true);
  });

  it("uses the room of closed entries again", () => {
    const { memory, windows } = scene();
    for (let key = 0; key < 500; key++) windows.add(key, 0, 1);
    const sizeBytes = memory.sizeBytes();
    for (let window = 1; window < 20; window++) {
      for (let key = 0; key < 500; key++) {
        windows.take();
        windows.add(key, window, 1);
      }
    }
    expect(memory.sizeBytes()).toBe(sizeBytes);
  });

  it("bears window numbers of one-second windows in this century and the next", () => {
    const { windows } = scene();
    windows.add(1, 4_000_000_000, 1);
    windows.add(1, 1_700_000_000, 1);
    expect(windows.oldest()).toBe(1_700_000_000);
    windows.take();
    expect(windows.oldest()).toBe(4_000_000_000);
    windows.take();
    expect(windows.oldest()).toBe(Infinity);
  });
});
