import { basename } from "node:path";
import type { Outgoing } from "../nats/publisher.ts";
import type { Row } from "./row.ts";

/** Makes a message of a row, or says why it can't. */
export type MessageOf = (row: Row, eventMs: number) => Outgoing | string;

/**
 * Compiles a subject with `{column}`s and `{file}` (the file's name without folder and endings).
 * `run` keeps the ids of this replay apart from those of another; "" = a second replay repeats the first.
 */
export function compileMessage(subject: string, run: string): MessageOf {
  return (row, eventMs) => {
    const missing: string[] = [];
    const target = subject.replaceAll(/\{([^{}]+)\}/g, (_, column: string) => {
      const value = column === "file" ? nameOf(row.file) : row.fields[column];
      if (typeof value !== "string" && typeof value !== "number") missing.push(column);
      return tokenOf(String(value));
    });
    if (missing.length > 0) return `no ${missing.join(", ")} for the subject`;
    const id = `${row.file}${run}:${row.number}`;
    return { subject: target, id, payload: JSON.stringify({ id, ...row.fields, time: new Date(eventMs).toISOString() }) };
  };
}

function nameOf(file: string): string {
  return basename(file).replace(/\.(csv|ndjson|jsonl)(\.gz)?$/, "");
}

/** What NATS does not allow within a token becomes an underscore. */
function tokenOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}_-]/gu, "_");
}
