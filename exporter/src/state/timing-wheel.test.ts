import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { Memory } from "./memory.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";
import { TimingWheel } from "./timing-wheel.ts";

/** Everything that comes out until `nowMs`, with its second. */
function taken(wheel: TimingWheel, nowMs: number): [key: number, atMs: number][] {
  const list: [number, number][] = [];
  for (let key = wheel.take(nowMs); key >= 0; key = wheel.take(nowMs)) list.push([key, wheel.takenAtMs]);
  return list;
}

function scene(): { memory: Memory; wheel: TimingWheel } {
  const memory = new Memory();
  return { memory, wheel: new TimingWheel(memory, "wheel") };
}

describe("TimingWheel", () => {
  it("gives each key when its second is over, in the order of seconds", () => {
    const { wheel } = scene();
    for (const [key, dueMs] of [[0, 5000], [1, 2500], [2, 5001], [3, 100]] as const) wheel.arm(key, dueMs, 1000);
    expect(wheel.dueMs()).toBe(2000);
    expect(taken(wheel, 2999)).toEqual([[3, 2000]]);
    expect(taken(wheel, 60_000)).toEqual([[1, 3000], [0, 5000], [2, 6000]]);
    expect([wheel.dueMs(), wheel.isArmed(0)]).toEqual([Infinity, false]);
  });

  it("gives what is due later than a round when its slot comes by, to be put back", () => {
    const { wheel } = scene();
    wheel.arm(7, 1_000_000, 0);
    expect(taken(wheel, 511_000)).toEqual([]);
    expect(taken(wheel, 512_000)).toEqual([[7, 512_000]]);
    wheel.arm(7, 1_000_000, wheel.takenAtMs);
    expect(taken(wheel, 2_000_000).map(([key]) => key)).toEqual([7]);
  });

  it("never gives a key again at the same second when it is put back at once", () => {
    const { wheel } = scene();
    wheel.arm(1, 3000, 0);
    expect(wheel.take(3500)).toBe(1);
    wheel.arm(1, 0, wheel.takenAtMs);
    expect(wheel.take(3500)).toBe(-1);
    expect(wheel.armedAtMs(1)).toBe(4000);
  });

  it("loses no key in a jump of many rounds", () => {
    const { wheel } = scene();
    for (let key = 0; key < 600; key++) wheel.arm(key, key * 1000, 0);
    expect(taken(wheel, 1e9).map(([key]) => key).sort((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, key) => key));
  });

  it("agrees with a list of due times, taken one by one, through restarts", () => {
    const step = fc.record({ key: fc.nat({ max: 20 }), wait: fc.integer({ min: 0, max: 400_000 }), passes: fc.integer({ min: 0, max: 9000 }), restart: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let { memory, wheel } = scene();
      const due = new Map<number, number>();
      let nowMs = 1e12;
      for (const { key, wait, passes, restart } of steps) {
        nowMs += passes;
        const over = [...due].filter(([, at]) => Math.ceil(at / 1000) * 1000 <= nowMs).map(([one]) => one);
        const found = taken(wheel, nowMs).map(([one]) => one);
        expect(found.sort((a, b) => a - b)).toEqual(over.sort((a, b) => a - b));
        for (const one of over) due.delete(one);
        expect(wheel.isArmed(key)).toBe(due.has(key));
        if (!due.has(key)) {
          // Behind the second that is under way.
          const at = Math.max(nowMs + wait, Math.floor(nowMs / 1000) * 1000 + 1);
          wheel.arm(key, at, nowMs);
          due.set(key, at);
        }
        if (!restart) continue;
        memory = throughBytes(memory);
        wheel = new TimingWheel(memory, "wheel", throughJson(wheel.table()));
      }
    }), { seed: 1, numRuns: 100 });
  });
});
