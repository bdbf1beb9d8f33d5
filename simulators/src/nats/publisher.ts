import type { JetStreamClient } from "@nats-io/jetstream";
import { payloadOf } from "../message.ts";
import type { Message } from "../message.ts";
import { isHopeless, refusal } from "./connect.ts";
import type { Waiting } from "./connect.ts";

/** Messages that may wait for the server's word at the same time. */
const MAX_IN_FLIGHT = 512;
/** How long the server has for one message, ms. */
const TIMEOUT_MS = 2_000;
/** How long all messages wait after one could not be stored, ms. */
const PAUSE_MS = 500;

/** Publishes messages, each until the server has stored it; its id keeps a second attempt from counting twice. */
export class Publisher {
  readonly #client: JetStreamClient;
  readonly #waiting: Waiting;
  readonly #inFlight = new Set<Promise<void>>();
  #stored = 0;
  #failure: Error | undefined;
  #pause: Promise<void> | undefined;
  #told = "";

  constructor(client: JetStreamClient, waiting: Waiting) {
    this.#client = client;
    this.#waiting = waiting;
  }

  /** Messages that the server has confirmed. */
  get stored(): number {
    return this.#stored;
  }

  /** Sends a message; resolves as soon as there is room for the next one. Throws if the server refuses us. */
  async publish(message: Message): Promise<void> {
    const sent = this.#store(message).finally(() => this.#inFlight.delete(sent));
    this.#inFlight.add(sent);
    while (this.#inFlight.size >= MAX_IN_FLIGHT) await Promise.race(this.#inFlight);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Resolves when all is stored, or given up since it was time to stop. */
  async drain(): Promise<void> {
    await Promise.all(this.#inFlight);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #store(message: Message): Promise<void> {
    const { subject, id } = message;
    const payload = payloadOf(message);
    while (!this.#waiting.stop.aborted && this.#failure === undefined) {
      try {
        await this.#client.publish(subject, payload, { msgID: id, timeout: TIMEOUT_MS });
        this.#stored++;
        this.#told = "";
        return;
      } catch (error) {
        if (isHopeless(error)) this.#failure = refusal(error);
        else await (this.#pause ??= this.#wait(error));
      }
    }
  }

  /** One pause for all that is in flight, told once an outage. */
  async #wait(error: unknown): Promise<void> {
    const why = error instanceof Error ? error.message : String(error);
    if (this.#told !== why) this.#waiting.tell(`waiting for NATS to store messages: ${why}`);
    this.#told = why;
    await this.#waiting.clock.sleep(PAUSE_MS, this.#waiting.stop);
    this.#pause = undefined;
  }
}
