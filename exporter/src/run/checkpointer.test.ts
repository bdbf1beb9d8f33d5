import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import type { Log } from "../model/log.ts";
import type { Partition } from "../pipeline/partition.ts";
import { Checkpointer } from "./checkpointer.ts";

/** A partition by hand: its sequence, and what comes of a checkpoint. */
function scene() {
  const clock = new FakeClock();
  const told: string[] = [];
  const written: number[] = [];
  const fold = { sequence: 0 };
  const store = { checkpoint: () => Promise.resolve({ sizeBytes: 100, durationMs: 5 }) };
  const tell = (_fields: object, message: string): void => { told.push(message); };
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  const partition: Pick<Partition, "checkpoint"> & { fold: { sequence: number } } = {
    fold,
    checkpoint: () => { written.push(fold.sequence); return store.checkpoint(); },
  };
  return { clock, told, written, fold, store, checkpointer: new Checkpointer(partition as Partition, clock, log, 15_000) };
}

describe("the checkpointer", () => {
  it("writes each interval in which the fold went on", async () => {
    const { checkpointer, clock, fold, written } = scene();
    checkpointer.start();
    fold.sequence = 10;
    await clock.advance(14_999);
    expect(written).toEqual([]);
    await clock.advance(1);
    expect(written).toEqual([10]);
    await clock.advance(15_000);
    expect(written).toEqual([10]);
    fold.sequence = 11;
    await clock.advance(15_000);
    expect(written).toEqual([10, 11]);
    expect(checkpointer.state).toEqual({ atMs: 45_000, sizeBytes: 100, durationMs: 5, fault: undefined, failed: 0 });
  });

  it("begins the next interval when the writing is over", async () => {
    const { checkpointer, clock, fold, store, written } = scene();
    let finish: () => void = () => undefined;
    store.checkpoint = () => new Promise((resolve) => { finish = () => { resolve({ sizeBytes: 1, durationMs: 1 }); }; });
    checkpointer.start();
    fold.sequence = 1;
    await clock.advance(15_000);
    fold.sequence = 2;
    await clock.advance(60_000);
    expect(written).toEqual([1]);
    finish();
    await clock.turn();
    expect(clock.dueMs).toEqual([90_000]);
  });

  it("keeps in its state why it failed, and tries again", async () => {
    const { checkpointer, clock, fold, store, written, told } = scene();
    const { checkpoint } = store;
    store.checkpoint = () => Promise.reject(new Error("disk is full"));
    checkpointer.start();
    fold.sequence = 1;
    await clock.advance(15_000);
    expect(checkpointer.state).toMatchObject({ atMs: undefined, fault: "disk is full", failed: 1 });
    expect(told).toEqual(["checkpoint could not be written"]);
    store.checkpoint = checkpoint;
    await clock.advance(15_000);
    expect(written).toEqual([1, 1]);
    expect(checkpointer.state).toMatchObject({ atMs: 30_000, fault: undefined, failed: 1 });
  });

  it("writes what is not yet written when it finishes, and nothing after", async () => {
    const { checkpointer, clock, fold, written } = scene();
    checkpointer.start();
    fold.sequence = 7;
    await checkpointer.finish();
    expect(written).toEqual([7]);
    fold.sequence = 8;
    await clock.advance(60_000);
    expect([written, clock.dueMs]).toEqual([[7], []]);
  });

  it("waits for the one under way before it writes the last", async () => {
    const { checkpointer, clock, fold, store, written } = scene();
    let finish: () => void = () => undefined;
    const { checkpoint } = store;
    store.checkpoint = () => new Promise((resolve) => { finish = () => { resolve({ sizeBytes: 1, durationMs: 1 }); }; });
    checkpointer.start();
    fold.sequence = 1;
    await clock.advance(15_000);
    fold.sequence = 2;
    const done = checkpointer.finish();
    await clock.turn();
    expect(written).toEqual([1]);
    store.checkpoint = checkpoint;
    finish();
    await done;
    expect(written).toEqual([1, 2]);
  });
});
