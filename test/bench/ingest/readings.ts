import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { pause } from "../../child-server.ts";

/** Name of the log's stream, as Eddy calls it by default. */
export const logStream = "EDDY";
/** Size of each payload. */
export const payloadBytes = 130;

/** Newer servers drop what core publishers send while 10,000 messages wait to be stored. */
const unconfirmed = 2_000;
const burstMs = 10;

/** Publishes readings of devices, the same ones in every run. */
export class Readings {
  readonly #connection: NatsConnection;
  readonly #devices: number;
  #count = 0;
  #seed = 1;

  constructor(connection: NatsConnection, devices: number) {
    this.#connection = connection;
    this.#devices = devices;
  }

  /** Makes the log, as Eddy would, and stores one reading after the other, device by device. */
  async store(count: number): Promise<void> {
    const manager = await jetstreamManager(this.#connection);
    await manager.streams.add({ name: logStream, subjects: ["bench.>", "eddy.control.>"] });
    for (let i = 0; i < count; i++) {
      this.#publish(i % this.#devices);
      if (i % unconfirmed === unconfirmed - 1) await manager.streams.info(logStream);
    }
    await stored(manager, count);
  }

  /** Goes on with readings of devices in random order, at so many a second. */
  async stream(rate: number, seconds: number): Promise<void> {
    const startMs = performance.now();
    let sent = 0;
    for (let elapsedMs = 0; elapsedMs < seconds * 1000; elapsedMs = performance.now() - startMs) {
      for (const due = (elapsedMs * rate) / 1000; sent < due; sent++) this.#publish(Math.floor(this.#random() * this.#devices));
      await pause(burstMs);
    }
    await this.#connection.flush();
  }

  #publish(device: number): void {
    const name = `d${String(device).padStart(7, "0")}`;
    const time = new Date().toISOString();
    const temperature = (20 + 4 * this.#random()).toFixed(3);
    const text = `{"time":"${time}","device":"${name}","site":"plant-${device % 7}","temperature":${temperature},"id":"`;
    this.#connection.publish(`bench.reading.${name}`, `${text}${String(this.#count++).padStart(payloadBytes - text.length - 2, "0")}"}`);
  }

  /** Lehmer's generator (minimal standard): 0 to below 1. */
  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}

async function stored(manager: JetStreamManager, count: number): Promise<void> {
  for (;;) {
    const { state } = await manager.streams.info(logStream);
    if (state.messages >= count) return;
    await pause(10);
  }
}
