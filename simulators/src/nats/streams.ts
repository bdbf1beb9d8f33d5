import { JetStreamApiError } from "@nats-io/jetstream";
import type { JetStreamManager } from "@nats-io/jetstream";
import { TRUTH_PREFIX, TRUTH_STREAM } from "eddy-exporter/contract";

const WEEK_NS = 7 * 24 * 3600 * 1e9;
/** The server's number for a message that is not there. */
const NO_MESSAGE = 10037;

/** Makes the stream of the ground truth unless it is there. */
export async function ensureTruthStream(manager: JetStreamManager): Promise<void> {
  for await (const name of manager.streams.names(`${TRUTH_PREFIX}.>`)) if (name === TRUTH_STREAM) return;
  await manager.streams.add({
    name: TRUTH_STREAM, subjects: [`${TRUTH_PREFIX}.>`], retention: "limits", discard: "old", storage: "file", max_age: WEEK_NS, max_bytes: 64 * 1024 * 1024,
  });
}

/** Name of the stream that stores a subject. Throws, with the remedy, while there is none. */
async function streamOf(manager: JetStreamManager, subject: string): Promise<string> {
  for await (const name of manager.streams.names(subject)) return name;
  throw new Error(`no JetStream stream takes ${subject} yet; Eddy makes it when it starts (npm start)`);
}

/** Event time of the last message stored under a subject, its store time if it has none; undefined if there is no message. */
export async function lastEventMs(manager: JetStreamManager, subject: string): Promise<number | undefined> {
  try {
    const stored = await manager.streams.getMessage(await streamOf(manager, subject), { last_by_subj: subject });
    return stored === null ? undefined : eventMs(stored.string()) ?? stored.time.getTime();
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return undefined;
    throw error;
  }
}

function eventMs(text: string): number | undefined {
  const [, time] = /"time":"([^"]+)"/.exec(text) ?? [];
  const ms = Date.parse(time ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}
