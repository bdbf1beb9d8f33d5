import type { JetStreamManager } from "@nats-io/jetstream";
import { CONTROL_MUTE, CONTROL_PACK, CONTROL_TICK } from "../../contract/index.ts";
import { foldTextJson, type FoldText } from "../../pack/fold-text.ts";
import type { MuteMessage } from "../../pack/mute.ts";
import { refused } from "./stream-config.ts";

/** A pack message as it lies in the log. */
export interface PackMessage {
  readonly sequence: number;
  /** Canonical JSON of a FoldText: equal text, equal meaning. */
  readonly json: string;
}

/** Writes into the log that time has passed. Throws what the server answers; a tick that is lost is no harm. */
export async function publishTick(manager: JetStreamManager): Promise<void> {
  await manager.jetstream().publish(CONTROL_TICK);
}

/** Writes packs and settings into the log; they hold from there on. Throws NatsError. */
export async function publishPack(manager: JetStreamManager, text: FoldText): Promise<PackMessage> {
  const json = foldTextJson(text);
  try {
    const { seq } = await manager.jetstream().publish(CONTROL_PACK, json);
    return { sequence: seq, json };
  } catch (thrown) {
    throw refused(thrown, `the packs (${json.length} characters) could not be written to the log`);
  }
}

/** The newest pack message of the log; undefined if none is retained. */
export function lastPack(manager: JetStreamManager, stream: string): Promise<PackMessage | undefined> {
  return readPack(manager, stream, { last_by_subj: CONTROL_PACK });
}

/** The oldest pack message retained; what lies before it is folded under it, too. */
export function firstPack(manager: JetStreamManager, stream: string): Promise<PackMessage | undefined> {
  // The server knows this query from 2.9, the client's types don't.
  const query = { seq: 1, next_by_subj: CONTROL_PACK };
  return readPack(manager, stream, query);
}

/** Writes a mute, or the end of one, into the log (JSON of a MuteMessage); answers its sequence. Throws NatsError. */
export async function publishMute(manager: JetStreamManager, message: MuteMessage): Promise<number> {
  try {
    const { seq } = await manager.jetstream().publish(CONTROL_MUTE, JSON.stringify(message));
    return seq;
  } catch (thrown) {
    throw refused(thrown, "the mute could not be written to the log");
  }
}

/** Hands the mute messages that the log holds, oldest first, with their store time in ms. One request each. */
export async function eachMute(manager: JetStreamManager, stream: string, onMute: (json: string, storeMs: number) => void): Promise<void> {
  for (let seq = 1; ;) {
    // The server knows this query from 2.9, the client's types don't.
    const query = { seq, next_by_subj: CONTROL_MUTE };
    const message = await manager.streams.getMessage(stream, query);
    if (message === null) return;
    onMute(message.string(), message.time.getTime());
    seq = message.seq + 1;
  }
}

async function readPack(
  manager: JetStreamManager, stream: string, query: Parameters<JetStreamManager["streams"]["getMessage"]>[1],
): Promise<PackMessage | undefined> {
  const message = await manager.streams.getMessage(stream, query);
  return message === null ? undefined : { sequence: message.seq, json: message.string() };
}
