import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** How the raw client asks for messages. */
export type RawKind = "messages" | "bytes" | "loop";

/** What reading some messages took, begun when the process was ready to read. */
export interface Reading {
  readonly seconds: number;
  /** User and system time of the process. */
  readonly cpuSeconds: number;
}

/** Reads the first `messages` of the log with the raw client. */
export async function readRaw(url: string, messages: number, kind: RawKind): Promise<Reading> {
  const program = fileURLToPath(new URL("raw-client.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, url, String(messages), kind]);
  return JSON.parse(stdout) as Reading;
}
