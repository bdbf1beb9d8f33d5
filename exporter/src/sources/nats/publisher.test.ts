import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../../model/fake-clock.ts";
import { Publisher, type Outgoing, type PublisherLink } from "./publisher.ts";

/** A publisher and a server by hand: what was sent, ways to answer, a link that goes down. */
function scene({ maxUnanswered = 1_000, attempts = 8 } = {}) {
  const clock = new FakeClock();
  const replies: string[] = [];
  const failed: string[] = [];
  let hear: Parameters<PublisherLink["connection"]["subscribe"]>[1]["callback"] = () => undefined;
  let isClosed = false;
  let downSinceMs: number | undefined;
  const link: PublisherLink = {
    connection: {
      publish: (_subject, _payload, { reply }) => {
        if (isClosed) throw new Error("closed connection");
        replies.push(reply);
      },
      subscribe: (_subject, { callback }) => {
        hear = callback;
        return { unsubscribe: () => undefined };
      },
    },
    downSinceMs: () => downSinceMs,
    onReconnect: () => () => undefined,
  };
  const publisher = new Publisher({ link, clock, maxUnanswered, attempts, onFailed: ({ id }, why) => { failed.push(`${id}: ${why}`); } });
  const say = (at: number, body: object): void => {
    hear(null, { subject: replies[at] ?? "", json: () => body });
  };
  return {
    publisher, clock, failed,
    send: (id: string, more: Partial<Outgoing> = {}) => { publisher.send({ subject: "s", payload: "", id, ...more }); },
    store: (at: number) => { say(at, { stream: "EDDY_DLQ" }); },
    refuse: (at: number) => { say(at, { error: { description: "no space" } }); },
    goDown: () => { downSinceMs = 0; },
    closeConnection: () => { isClosed = true; },
  };
}

type Scene = ReturnType<typeof scene>;

/** Whether the promise is resolved once all that is due has run. */
async function isOver(promise: Promise<void>, clock: FakeClock): Promise<boolean> {
  let over = false;
  void promise.then(() => { over = true; });
  await clock.turn();
  return over;
}

describe("a publisher", () => {
  it("is settled though there is always a newer message in flight", async () => {
    const { publisher, clock, send, store } = scene();
    send("0");
    const settled = publisher.settled();
    send("1");
    expect(await isOver(settled, clock)).toBe(false);
    store(0);
    expect([await isOver(settled, clock), publisher.pending]).toEqual([true, 1]);
  });

  it("is settled behind what still waits in the queue, in whatever order the answers come", async () => {
    const { publisher, clock, send, store } = scene({ maxUnanswered: 2 });
    for (const id of ["0", "1", "2"]) send(id);
    const settled = publisher.settled();
    send("3");
    store(1);
    store(2);
    expect([await isOver(settled, clock), publisher.pending]).toEqual([false, 2]);
    store(0);
    expect([await isOver(settled, clock), publisher.pending]).toEqual([true, 1]);
  });

  it("is settled at once where nothing was sent", async () => {
    const { publisher, clock } = scene();
    expect(await isOver(publisher.settled(), clock)).toBe(true);
  });

  it.each([
    { name: "the server refuses it", act: ({ refuse }: Scene) => { refuse(0); return Promise.resolve(); }, why: "no space" },
    { name: "no answer comes", act: ({ clock }: Scene) => clock.advance(2_000), why: "no answer" },
    { name: "the connection is closed", act: ({ clock, closeConnection }: Scene) => { closeConnection(); return clock.advance(2_000); }, why: "closed connection" },
  ])("wakes who waits for a message that it gives up: $name", async ({ name, act, why }) => {
    const told = scene({ attempts: name === "the connection is closed" ? 2 : 1 });
    told.send("0");
    const waits = [told.publisher.settled(), told.publisher.below(1)];
    await act(told);
    for (const wait of waits) expect(await isOver(wait, told.clock)).toBe(true);
    expect(told.failed).toEqual([`0: ${why}`]);
  });

  it("does not wait for a message that is given up at once while the link is down", async () => {
    const { publisher, clock, failed, send, store, goDown, closeConnection } = scene();
    send("0");
    goDown();
    closeConnection();
    send("1");
    const settled = publisher.settled();
    expect([failed, await isOver(settled, clock)]).toEqual([["1: closed connection"], false]);
    store(0);
    expect(await isOver(settled, clock)).toBe(true);
  });
});
