import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import type { RawEvent } from "../model/raw-event.ts";
import { FoldScene, packText } from "./fold-scene.ts";
import type { Fold } from "./fold.ts";
import { Partition } from "./partition.ts";
import type { Snapshot } from "./ports.ts";

const TEXT = packText({ iot: "streams: { s: { subject: 'iot.{d}', labels: { d: '{d}' }, measures: { n: { kind: rate, every: 1s } } } }" }, { latenessMs: 0 });

/** A partition whose fold takes `costMs` of the clock a message, and what it asked of its surroundings. */
function scene({ costMs = 0 } = {}) {
  const clock = new FakeClock();
  const { fold } = new FoldScene(TEXT);
  const scenery = new FoldScene(TEXT);
  const flows: boolean[] = [];
  const written: Snapshot[] = [];
  const outside = { isBlocked: false, effects: Promise.resolve(), write: (snapshot: Snapshot): Promise<number> => Promise.resolve(written.push(snapshot)) };
  const slow: Fold = Object.create(fold, {
    apply: { value: (event: RawEvent) => { clock.pass(costMs); return fold.apply(event); } },
    sequence: { get: () => fold.sequence },
    isBetweenMessages: { get: () => fold.isBetweenMessages },
    position: { value: () => fold.position() },
  }) as Fold;
  const partition = new Partition({
    fold: slow, clock,
    checkpoints: { write: (snapshot) => outside.write(snapshot) },
    isBlocked: () => outside.isBlocked,
    effectsDone: () => outside.effects,
    flow: (open) => { flows.push(open); },
  });
  const events = (count: number): RawEvent[] => Array.from({ length: count }, () => scenery.message(0, "iot.a", {}));
  return { clock, fold, partition, flows, written, outside, events, scenery };
}

async function turnUntil(clock: FakeClock, isDone: () => boolean): Promise<number> {
  let turns = 0;
  for (; !isDone() && turns < 10_000; turns++) await clock.turn();
  return turns;
}

describe("a partition", () => {
  it("folds what fits into a turn at once, in order", () => {
    const { partition, fold, events } = scene();
    partition.receive(events(20));
    expect([fold.sequence, partition.waiting]).toEqual([20, 0]);
  });

  it("gives the loop its turn after few milliseconds, and goes on soon", async () => {
    const { partition, fold, events, clock } = scene({ costMs: 0.5 });
    partition.receive(events(1000));
    expect(clock.now()).toBeLessThanOrEqual(16);
    expect(fold.sequence).toBeLessThan(1000);
    let longestMs = 0;
    for (let beganMs = clock.now(); partition.waiting > 0; beganMs = clock.now()) {
      await clock.turn();
      longestMs = Math.max(longestMs, clock.now() - beganMs);
    }
    expect(longestMs).toBeLessThanOrEqual(16);
    expect(fold.sequence).toBe(1000);
  });

  it("keeps the order when more comes while it works", async () => {
    const { partition, fold, events, clock } = scene({ costMs: 1 });
    for (let i = 0; i < 5; i++) partition.receive(events(100));
    await turnUntil(clock, () => partition.waiting === 0);
    expect([fold.sequence, fold.state.tables.counts["iot_s"]?.received]).toEqual([500, 500]);
  });

  it("asks for nothing further while much waits, and for more when all is folded", async () => {
    const { partition, flows, events, clock } = scene({ costMs: 1 });
    partition.receive(events(20_000));
    expect(flows).toEqual([false]);
    partition.receive(events(10));
    expect(flows).toEqual([false]);
    await turnUntil(clock, () => partition.waiting === 0);
    expect(flows).toEqual([false, true]);
  });

  it("waits while effects can take no more, without spinning, and goes on when they can", async () => {
    const { partition, fold, outside, events, clock } = scene();
    outside.isBlocked = true;
    partition.receive(events(10));
    await clock.turn();
    expect([fold.sequence, clock.waiting]).toEqual([0, 0]);
    outside.isBlocked = false;
    await clock.advance(1);
    expect(fold.sequence).toBe(10);
  });

  it("is settled when all is folded that was received", async () => {
    const { partition, fold, events, clock } = scene({ costMs: 1 });
    await partition.settled();
    partition.receive(events(100));
    let at = -1;
    const settled = partition.settled().then(() => { at = fold.sequence; });
    await turnUntil(clock, () => at >= 0);
    await settled;
    expect(at).toBe(100);
  });
});

describe("a checkpoint of a partition", () => {
  it("stands for the messages folded, and says its size and how long it took", async () => {
    const { partition, outside, events, clock, written } = scene();
    partition.receive(events(10));
    outside.write = (snapshot) => { clock.pass(7); written.push(snapshot); return Promise.resolve(123); };
    expect(await partition.checkpoint()).toEqual({ sizeBytes: 123, durationMs: 7 });
    expect(written.map(({ sequence }) => sequence)).toEqual([10]);
  });

  it("waits until a message that is half folded is whole", async () => {
    const { partition, clock, written, scenery, fold } = scene();
    partition.receive(Array.from({ length: 1300 }, (_, i) => scenery.message(0, `iot.d${i}`, {})));
    await turnUntil(clock, () => partition.waiting === 0);
    partition.receive([scenery.message(3, "eddy.control.tick")]);
    await turnUntil(clock, () => !fold.isBetweenMessages);
    expect(fold.isBetweenMessages).toBe(false);
    const done = partition.checkpoint();
    expect(written).toEqual([]);
    await turnUntil(clock, () => written.length > 0);
    await done;
    expect(written.map(({ sequence }) => sequence)).toEqual([1301]);
  });

  it("is not written before the effects of what it stands for are safe", async () => {
    const { partition, outside, written, events } = scene();
    partition.receive(events(1));
    let safe: () => void = () => undefined;
    outside.effects = new Promise((resolve) => { safe = resolve; });
    const done = partition.checkpoint();
    await new Promise<void>((resolve) => { setImmediate(resolve); });
    expect(written).toEqual([]);
    safe();
    await done;
    expect(written).toHaveLength(1);
  });

  it("that fails is told, and leaves no page frozen", async () => {
    const { partition, outside, events, fold } = scene();
    partition.receive(events(1));
    outside.write = () => Promise.reject(new Error("disk is full"));
    await expect(partition.checkpoint()).rejects.toThrow("disk is full");
    partition.receive(events(1));
    expect([fold.sequence, fold.state.structures.memory.preservedBytes]).toEqual([2, 0]);
  });
});
