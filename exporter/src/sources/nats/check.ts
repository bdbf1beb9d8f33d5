import { messageHash } from "../../model/hash.ts";
import type { LogCheck, Position } from "../../pipeline/ports.ts";
import type { LogState } from "./log-state.ts";
import { nextNanosecond, parseTimestamp } from "./timestamp.ts";

/** What is used of JetStream's administration. */
export interface MessageReader {
  readonly streams: {
    getMessage(stream: string, query: { seq: number }): Promise<{ subject: string; data: Uint8Array; timestamp: string } | null>;
  };
}

/**
 * Compares a checkpoint's position with the log as it stands (docs/ARCHITECTURE.md). The message at the
 * position decides: its store time to the nanosecond and its hash.
 */
export async function checkPosition(manager: MessageReader, position: Position, log: LogState): Promise<LogCheck> {
  if (position.sequence === 0) return { kind: "same" };
  if (position.sequence >= log.firstSequence && (await isStillThere(manager, position, log.stream))) return { kind: "same" };
  if (position.created === log.created && log.firstSequence > position.sequence) {
    const discarded = log.firstSequence - position.sequence - 1;
    return discarded === 0 ? { kind: "same" } : { kind: "trimmed", discarded };
  }
  const start = nextNanosecond({ ms: position.storeTimeMs, ns: position.storeTimeNs });
  return { kind: "rewound", startTimeMs: start.ms, startTimeNs: start.ns };
}

async function isStillThere(manager: MessageReader, position: Position, stream: string): Promise<boolean> {
  const message = await manager.streams.getMessage(stream, { seq: position.sequence });
  if (message === null) return false;
  const stored = parseTimestamp(message.timestamp);
  return stored.ms === position.storeTimeMs
    && stored.ns === position.storeTimeNs
    && messageHash(message.subject, message.data) === position.hash;
}
