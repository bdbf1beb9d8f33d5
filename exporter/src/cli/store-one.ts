import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { JetStreamPublishOptions } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import type { NatsConnection } from "@nats-io/transport-node";
import { NatsError, reasonOf } from "../sources/nats/nats-error.ts";

const ANSWER_MS = 5_000;

/** One message to be stored while the user waits. */
export interface Single {
  readonly subject: string;
  readonly payload: string | Uint8Array;
  readonly options: Partial<JetStreamPublishOptions>;
}

/** Stores one message and says where, for example `stored as EDDY 1234`. Throws NatsError with the remedy. */
export async function storeOne(connection: NatsConnection, { subject, payload, options }: Single): Promise<string> {
  try {
    const { stream, seq, duplicate } = await jetstream(connection).publish(subject, payload, { timeout: ANSWER_MS, ...options });
    return duplicate ? `stored before as ${stream} ${seq}` : `stored as ${stream} ${seq}`;
  } catch (thrown) {
    if (isUnanswered(thrown)) throw await nobodyTakes(connection, subject);
    throw new NatsError("server", `${subject} was not stored (${reasonOf(thrown)})`, thrown);
  }
}

/** Nobody listens on the subject: the client wraps that in an error of a class that it doesn't export. */
function isUnanswered(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.cause instanceof errors.RequestError && thrown.cause.isNoResponders();
}

/** Says which subjects are stored, so that the right one can be seen. */
async function nobodyTakes(connection: NatsConnection, subject: string): Promise<NatsError> {
  try {
    const stored: string[] = [];
    for await (const { config } of (await jetstreamManager(connection)).streams.list()) stored.push(...config.subjects);
    const taken = stored.filter((pattern) => !pattern.startsWith("eddy."));
    const remedy = taken.length === 0 ? "start Eddy, it makes the stream (npm start)" : `stored are ${taken.join(", ")}; a pack of yours adds more`;
    return new NatsError("settings", `no stream takes ${subject}: ${remedy}`);
  } catch (thrown) {
    return new NatsError("jetstream", `JetStream does not answer (${reasonOf(thrown)}); start nats-server with -js`, thrown);
  }
}
