import { jest } from "@jest/globals";
import {
  AckPolicy, DeliverPolicy, jetstream, jetstreamManager, type Consumer, type JetStreamClient, type JetStreamManager, type StreamInfo,
} from "@nats-io/jetstream";
import { connect, createInbox, type Msg, type NatsConnection } from "@nats-io/transport-node";
import { pause } from "../child-server.ts";
import { startNats, type NatsProgram, type TestServer } from "../servers.ts";

// Real servers on a busy machine: the bound is for hanging, not for slowness.
jest.setTimeout(60_000);

/** A server of its own and a client at it. */
export interface Scene {
  readonly server: TestServer;
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

/** Runs `use` against a fresh server, which is gone afterwards. */
export async function withScene(program: NatsProgram, use: (scene: Scene) => Promise<void>): Promise<void> {
  const server = await startNats(program);
  const connection = await connect({ servers: server.url, reconnectTimeWait: 100, maxReconnectAttempts: -1 });
  try {
    await use({ server, connection, client: jetstream(connection), manager: await jetstreamManager(connection) });
  } finally {
    await connection.close();
    await server.remove();
  }
}

/** kill -9 of the server, and its next start; resolves when the client is back. Answers how long it took, ms. */
export async function killServer({ server, connection }: Scene): Promise<number> {
  const back = reconnected(connection);
  await server.kill();
  const startMs = performance.now();
  await server.start();
  await back;
  return performance.now() - startMs;
}

async function reconnected(connection: NatsConnection): Promise<void> {
  for await (const status of connection.status()) if (status.type === "reconnect") return;
}

/** One line of figures for whoever reads the run. */
export function report(fact: string, { name }: NatsProgram, figures: Readonly<Record<string, number>>): void {
  const text = Object.entries(figures).map(([figure, value]) => `${figure} ${Math.round(value).toLocaleString("en")}`);
  process.stdout.write(`fact: ${fact}, nats-server ${name}: ${text.join(", ")}\n`);
}

/** Stores `count` JSON messages of some 130 bytes on `<prefix>.d0` to `<prefix>.d999` without a single answer awaited. */
export async function fill({ connection, manager }: Scene, stream: string, prefix: string, count: number): Promise<StreamInfo> {
  const before = (await manager.streams.info(stream)).state.last_seq;
  for (let i = 0; i < count; i++) {
    connection.publish(`${prefix}.d${i % 1000}`, JSON.stringify({
      id: `e${i}`, time: 1_700_000_000_000 + i, device: `sensor-${i % 1000}`, site: "plant-7", temperature: 20 + (i % 97) / 9, humidity: 50 + (i % 89) / 7,
    }));
    // Newer servers drop what core publishers send while 10,000 messages wait to be stored.
    if (i % 2_000 === 1_999) await manager.streams.info(stream);
  }
  return until(() => manager.streams.info(stream), ({ state }) => state.last_seq === before + count);
}

/** Asks every 10 ms until the answer is right; throws after 10 s. */
export async function until<T>(ask: () => Promise<T> | T, isRight: (answer: T) => boolean): Promise<T> {
  const giveUpMs = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (performance.now() > giveUpMs) throw new Error(`still ${JSON.stringify(answer)} after 10 s`);
    await pause(10);
  }
}

/** A consumer as Eddy's reader makes it: no acknowledgements, gone when unused. */
export async function addConsumer({ manager }: Scene, stream: string, startSequence: number): Promise<string> {
  const { name } = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: startSequence,
    inactive_threshold: 30e9,
    mem_storage: true,
  });
  return name;
}

/** The same as the client library sees it. */
export async function getConsumer(scene: Scene, stream: string, startSequence: number): Promise<Consumer> {
  return scene.client.consumers.get(stream, await addConsumer(scene, stream, startSequence));
}

/** Where a delivered message stands. */
export interface Delivered {
  readonly sequence: number;
  readonly deliverySequence: number;
  readonly timestampNs: bigint;
}

/** Reads a reply subject the simple way. */
export function delivered({ reply = "" }: Msg): Delivered {
  const tokens = reply.split(".");
  const [, sequence, deliverySequence, timestampNs] = tokens.slice(tokens.length === 9 ? 4 : 6);
  return { sequence: Number(sequence), deliverySequence: Number(deliverySequence), timestampNs: BigInt(timestampNs ?? 0) };
}

/** How many pulls a bare loop needed. */
export interface Pulled {
  stop(): void;
  /** Requests that ended because the bytes were used up. */
  full(): number;
}

/** Two requests under way, bounded by bytes, the next as soon as one ends; doubled when not even one message fits. */
export function pullByBytes({ connection }: Scene, path: string, maxBytes: number, onMessage: (message: Msg) => void): Pulled {
  const inbox = createInbox();
  let full = 0;
  let progress = false;
  let bytes = maxBytes;
  const pull = (): void => {
    const request = { batch: 1_000_000, max_bytes: bytes, expires: 30e9, idle_heartbeat: 5e9 };
    connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${path}`, JSON.stringify(request), { reply: inbox });
  };
  const subscription = connection.subscribe(inbox, {
    callback: (_error, message) => {
      if ((message.reply ?? "") !== "") {
        progress = true;
        onMessage(message);
        return;
      }
      if (message.headers?.code === 100) return;
      full++;
      bytes = progress ? maxBytes : bytes * 2;
      progress = false;
      pull();
    },
  });
  pull();
  pull();
  return { stop: () => { subscription.unsubscribe(); }, full: () => full };
}
