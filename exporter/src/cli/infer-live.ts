import { DeliverPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { MsgHdrs, NatsConnection } from "@nats-io/transport-node";
import { SAMPLE_LIMITS } from "../infer/sample.ts";
import type { SeenMessage } from "../infer/sample.ts";
import type { Clock } from "../model/clock.ts";

/** What to watch, and for how long. */
export interface Watch {
  readonly subject: string;
  readonly forMs: number;
  readonly stop: AbortSignal;
}

/** Of a stream that captures the subject, so much of the past is taken too. */
const PAST_MS = 10 * 60_000;

/** Messages that can be gone through until told to stop. */
interface Feed extends AsyncIterable<{ readonly subject: string; readonly data: Uint8Array; readonly headers?: MsgHdrs | undefined }> {
  stop(): void;
}

/**
 * Watches a subject until the time is over or the sample is full: by the stream that captures it, from ten minutes ago on, else by a
 * subscription. Answers with what it watched, in words.
 */
export async function watchSubject(connection: NatsConnection, watch: Watch, clock: Clock): Promise<{ messages: SeenMessage[]; seen: string }> {
  const stream = await capturingStream(connection, watch.subject);
  const feed = stream === undefined ? subscribe(connection, watch.subject) : await consume(connection, stream, watch.subject, clock.now());
  const end = (): void => { feed.stop(); };
  const timer = clock.after(watch.forMs, end);
  watch.stop.addEventListener("abort", end);
  const messages: SeenMessage[] = [];
  let bytes = 0;
  try {
    for await (const { subject, data, headers } of feed) {
      bytes += data.length;
      messages.push({ subject, payload: data, headers });
      if (messages.length >= SAMPLE_LIMITS.messages || bytes >= SAMPLE_LIMITS.bytes) break;
    }
  } finally {
    timer.cancel();
    watch.stop.removeEventListener("abort", end);
    feed.stop();
  }
  return { messages, seen: `${watch.subject}${stream === undefined ? "" : `, stream ${stream}`}` };
}

async function capturingStream(connection: NatsConnection, subject: string): Promise<string | undefined> {
  try {
    const manager = await jetstreamManager(connection);
    return await manager.streams.find(subject);
  } catch {
    // No stream, or no JetStream, or no right to ask: a subscription needs none of them.
    return undefined;
  }
}

function subscribe(connection: NatsConnection, subject: string): Feed {
  const subscription = connection.subscribe(subject);
  return { stop: () => { subscription.unsubscribe(); }, [Symbol.asyncIterator]: () => subscription[Symbol.asyncIterator]() };
}

async function consume(connection: NatsConnection, stream: string, subject: string, nowMs: number): Promise<Feed> {
  const consumer = await jetstream(connection).consumers.get(stream, {
    filter_subjects: subject,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: new Date(nowMs - PAST_MS).toISOString(),
  });
  const messages = await consumer.consume();
  return { stop: () => { messages.stop(); }, [Symbol.asyncIterator]: () => messages[Symbol.asyncIterator]() };
}
