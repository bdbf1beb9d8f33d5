import { describe, expect, it } from "@jest/globals";
import { headers, type MsgHdrs } from "@nats-io/transport-node";
import type { Clock } from "../../model/clock.ts";
import { PullLoop, type PulledMessage } from "./pull-loop.ts";

const mebibyte = 1024 * 1024;

/** A server by hand: what was asked, and a way to answer. */
function scene(paused = false) {
  const asked: number[] = [];
  const ends: string[] = [];
  const seen: string[] = [];
  let hear: (error: Error | null, message: PulledMessage) => void = () => undefined;
  let tick: () => void = () => undefined;
  const clock: Clock = {
    now: () => 0,
    elapsed: () => 0,
    soon: (call) => { call(); },
    after: (_delayMs, call) => {
      tick = call;
      return { cancel: () => { tick = () => undefined; } };
    },
  };
  const connection = {
    publish: (_subject: string, payload: string) => {
      const { max_bytes: bytes } = JSON.parse(payload) as { max_bytes: number };
      asked.push(bytes / mebibyte);
    },
    subscribe: (_subject: string, { callback }: { callback: typeof hear }) => {
      hear = callback;
      return { unsubscribe: () => { hear = () => undefined; } };
    },
  };
  const loop = new PullLoop({
    connection, clock, stream: "EDDY", consumer: "c", pullBytes: 4 * mebibyte,
    onMessage: (_message, reply) => seen.push(reply) > 0 && reply !== "wrong",
    onEnd: (why) => { ends.push(why); },
  }, paused);
  const say = (reply: string, header?: MsgHdrs, sizeBytes = 200): void => {
    hear(null, { subject: "s", reply, data: new Uint8Array(0), size: () => sizeBytes, ...(header === undefined ? {} : { headers: header }) });
  };
  return {
    loop, asked, ends, seen,
    message: (reply = "r", sizeBytes = 200) => { say(reply, undefined, sizeBytes); },
    status: (code: number, description: string, pendingBytes = 100) => {
      const header = headers(code, description);
      header.set("Nats-Pending-Bytes", String(pendingBytes));
      say("", header);
    },
    fail: (text: string) => { hear(new Error(text), { subject: "", data: new Uint8Array(0), size: () => 0 }); },
    tick: () => { tick(); },
  };
}

describe("the pull loop", () => {
  it("keeps two requests under way", () => {
    const { asked, status } = scene();
    expect(asked).toEqual([4, 4]);
    status(408, "Request Timeout");
    expect(asked).toEqual([4, 4, 4]);
  });

  it("asks again when a request is full, by the same bound", () => {
    const { asked, status, message } = scene();
    message();
    status(409, "Message Size Exceeds MaxBytes");
    expect(asked).toEqual([4, 4, 4]);
  });

  it("doubles the bound for a message that does not fit, then returns to it", () => {
    const { asked, status, message } = scene();
    status(409, "Message Size Exceeds MaxBytes");
    status(409, "Message Size Exceeds MaxBytes");
    message();
    status(409, "Message Size Exceeds MaxBytes");
    expect(asked).toEqual([4, 4, 8, 16, 4]);
  });

  it("asks again when all requests were filled to the byte, of which the server says nothing", () => {
    const { asked, message } = scene();
    message("r", 8 * mebibyte - 200);
    expect(asked).toEqual([4, 4]);
    message("r", 200);
    expect(asked).toEqual([4, 4, 4, 4]);
  });

  it("asks for both when one request was filled to the byte and the other ends", () => {
    const { asked, status, message } = scene();
    message("r", 8 * mebibyte - 100);
    status(409, "Message Size Exceeds MaxBytes", 100);
    expect(asked).toEqual([4, 4, 4, 4]);
  });

  it("asks for nothing while paused", () => {
    const { loop, asked, status } = scene();
    loop.pause();
    status(408, "Request Timeout");
    status(408, "Request Timeout");
    expect(asked).toEqual([4, 4]);
    loop.resume();
    expect(asked).toEqual([4, 4, 4, 4]);
  });

  it("may begin paused", () => {
    const { loop, asked } = scene(true);
    expect(asked).toEqual([]);
    loop.resume();
    expect(asked).toEqual([4, 4]);
  });

  const losses: { name: string; happens: (s: ReturnType<typeof scene>) => void; expected: string }[] = [
    { name: "the consumer is gone", happens: (s) => { s.status(409, "Consumer Deleted"); }, expected: "409 Consumer Deleted" },
    { name: "nobody serves it", happens: (s) => { s.status(503, "No Responders"); }, expected: "503 No Responders" },
    { name: "two heartbeats are missed", happens: (s) => { s.tick(); s.tick(); s.tick(); }, expected: "two heartbeats missed" },
    { name: "the subscription fails", happens: (s) => { s.fail("Permissions Violation"); }, expected: "Permissions Violation" },
    { name: "a message is not the next", happens: (s) => { s.message("wrong"); }, expected: "the consumer skipped or repeated a message" },
  ];
  it.each(losses)("ends once when $name", ({ happens, expected }) => {
    const s = scene();
    happens(s);
    s.status(503, "No Responders");
    s.message();
    expect(s.ends).toEqual([expected]);
  });

  it("lives on by heartbeats, and needs none while it waits for nothing", () => {
    const beating = scene();
    for (let i = 0; i < 5; i++) {
      beating.status(100, "Idle Heartbeat");
      beating.tick();
    }
    const waiting = scene(true);
    for (let i = 0; i < 5; i++) waiting.tick();
    expect([...beating.ends, ...waiting.ends]).toEqual([]);
  });

  it("says nothing after stop", () => {
    const s = scene();
    s.loop.stop();
    s.message();
    s.status(409, "Consumer Deleted");
    expect([s.seen, s.ends]).toEqual([[], []]);
  });
});
