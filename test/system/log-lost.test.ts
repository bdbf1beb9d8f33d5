import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { LOG_STREAM } from "eddy-exporter/contract";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { pause } from "../child-server.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { isReady } from "../eddy-scene.ts";
import { startNats, type TestServer } from "../servers.ts";

const WAIT_MS = 20_000;
const received = 'eddy_events_received_total{stream="iot_sensor"}';

describe("a log that lost messages", () => {
  let nats: TestServer;
  let eddy: EddyServer;

  beforeEach(async () => {
    nats = await startNats();
    eddy = await startEddy({ config: `nats: { url: "${nats.url}" }\ncheckpoint: { interval: 1s }` });
    await isReady(eddy);
  }, 60_000);

  afterEach(async () => {
    await eddy.remove();
    await nats.remove();
  });

  async function publish(device: string, count: number): Promise<void> {
    const connection = await connect({ servers: nats.url });
    for (let i = 0; i < count; i++) await jetstream(connection).publish(`iot.sensor.${device}`, '{"temperature":20}');
    await connection.close();
  }

  /** Asks /metrics until a sample has this value; the last one seen. */
  async function sample(name: string, wanted: number): Promise<number> {
    let value = NaN;
    for (const giveUpMs = Date.now() + WAIT_MS; value !== wanted && Date.now() < giveUpMs; ) {
      await pause(100);
      const text = await fetch(`http://127.0.0.1:${eddy.port}/metrics`).then((answer) => answer.text(), () => "");
      value = Number(text.split("\n").find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? NaN);
    }
    return value;
  }

  it("is noticed when an older store came back and went on while Eddy was not looking", async () => {
    const older = mkdtempSync(join(tmpdir(), "eddy-older-"));
    try {
      await publish("a", 3);
      await nats.stop();
      cpSync(nats.directory, older, { recursive: true });
      await nats.start();
      await publish("b", 5);
      expect(await sample(received, 8)).toBe(8);
      process.kill(eddy.pid, "SIGSTOP");
      await nats.kill();
      rmSync(nats.directory, { recursive: true });
      cpSync(older, nats.directory, { recursive: true });
      await nats.start();
      // More than was lost: the sequences that Eddy knows are given again.
      await publish("c", 12);
      process.kill(eddy.pid, "SIGCONT");
      expect(await sample(received, 20)).toBe(20);
      expect(await sample("eddy_log_rewound_total", 1)).toBe(1);
    } finally {
      rmSync(older, { recursive: true });
    }
  }, 90_000);

  it("does not keep Eddy from being ready when nothing is left to read", async () => {
    await publish("a", 3);
    expect(await sample(received, 3)).toBe(3);
    await eddy.stop();
    await publish("a", 4);
    const connection = await connect({ servers: nats.url });
    await (await jetstreamManager(connection)).streams.purge(LOG_STREAM);
    await connection.close();
    await eddy.start();
    await isReady(eddy);
    expect(await sample("eddy_log_discarded_messages_total", 4)).toBe(4);
  }, 90_000);
});
