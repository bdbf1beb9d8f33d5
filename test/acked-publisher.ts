import { jetstream, type JetStreamClient } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { pause } from "./child-server.ts";

/** One message to be stored; its id goes as `Nats-Msg-Id`, so that a second attempt is not stored a second time. */
export interface Message {
  readonly subject: string;
  readonly payload: string | Uint8Array;
  readonly id: string;
}

const ACK_MS = 3_000;
const RETRY_MS = 200;
/** A message that can't be stored for so long ends the test. */
const GIVE_UP_MS = 60_000;

/** Stores messages through JetStream, each exactly once whatever happens to the server, bounded in flight. */
export class AckedPublisher {
  readonly #connection: NatsConnection;
  readonly #client: JetStreamClient;
  readonly #maxInFlight: number;
  #inFlight = 0;
  #failure: Error | undefined;
  #changed: (() => void)[] = [];

  /** Connects, and comes back by itself. */
  static async connect(url: string, maxInFlight = 500): Promise<AckedPublisher> {
    return new AckedPublisher(await connect({ servers: url, reconnectTimeWait: 100, maxReconnectAttempts: -1 }), maxInFlight);
  }

  private constructor(connection: NatsConnection, maxInFlight: number) {
    this.#connection = connection;
    this.#client = jetstream(connection);
    this.#maxInFlight = maxInFlight;
  }

  /** Sends a message; resolves as soon as there is room for the next one. `onStored` is called once it is in the log. */
  async publish(message: Message, onStored: () => void): Promise<void> {
    await this.#fewerThan(this.#maxInFlight);
    this.#inFlight++;
    void this.#store(message).then(onStored, (thrown: unknown) => {
      this.#failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    }).finally(() => {
      this.#inFlight--;
      for (const wake of this.#changed.splice(0)) wake();
    });
  }

  /** Resolves when all is stored. */
  drain(): Promise<void> {
    return this.#fewerThan(1);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #store({ subject, payload, id }: Message): Promise<void> {
    const giveUpMs = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#client.publish(subject, payload, { msgID: id, timeout: ACK_MS });
        return;
      } catch (thrown) {
        // No answer doesn't mean not stored: the same id asks again.
        if (performance.now() > giveUpMs) throw thrown;
        await pause(RETRY_MS);
      }
    }
  }

  async #fewerThan(count: number): Promise<void> {
    while (this.#inFlight >= count && this.#failure === undefined) await new Promise<void>((resolve) => { this.#changed.push(resolve); });
    if (this.#failure !== undefined) throw this.#failure;
  }
}
