import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import type { Log } from "../model/log.ts";
import type { LogSession } from "./session.ts";
import { Ticker } from "./ticker.ts";

/** A session by hand, caught up and quiet, and the seconds at which ticks were published. */
function scene() {
  const clock = new FakeClock();
  const ticks: number[] = [];
  const told: string[] = [];
  const state = { caughtUp: true, why: undefined as string | undefined, receivedMs: 0, fault: undefined as Error | undefined };
  const publish = (subject: string): Promise<void> => {
    expect(subject).toBe("eddy.control.tick");
    ticks.push(clock.now() / 1000);
    return state.fault === undefined ? Promise.resolve() : Promise.reject(state.fault);
  };
  const session = Object.assign(state, { manager: { jetstream: () => ({ publish }) } });
  const tell = (_fields: object, message: string): void => { told.push(message); };
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  const ticker = new Ticker(clock, log, session as object as LogSession);
  const run = async (seconds: number): Promise<number[]> => {
    for (let i = 0; i < seconds; i++) await clock.advance(1000);
    return ticks;
  };
  return { clock, ticker, state, told, run };
}

describe("the ticker", () => {
  it.each([
    { name: "writes a tick each quiet second", state: {}, expected: [1, 2, 3] },
    { name: "writes none while messages come", state: { receivedMs: 2_500 }, expected: [] },
    { name: "writes one also where nothing is left to catch up with", state: { caughtUp: false }, expected: [1, 2, 3] },
    { name: "writes none while the log is not being read", state: { why: "no answer" }, expected: [] },
  ])("$name", async ({ state: given, expected }) => {
    const { ticker, state, run } = scene();
    Object.assign(state, given);
    ticker.start();
    expect(await run(3)).toEqual(expected);
  });

  it("begins a second after the last message", async () => {
    const { ticker, state, run } = scene();
    ticker.start();
    state.receivedMs = 1_500;
    expect(await run(4)).toEqual([3, 4]);
  });

  it("goes on when a tick was lost", async () => {
    const { ticker, state, run, told } = scene();
    state.fault = new Error("timeout");
    ticker.start();
    expect(await run(2)).toEqual([1, 2]);
    expect(told).toEqual(["tick not stored", "tick not stored"]);
  });

  it("ends when it is stopped", async () => {
    const { ticker, run } = scene();
    ticker.start();
    await run(1);
    ticker.stop();
    expect(await run(3)).toEqual([1]);
  });
});
