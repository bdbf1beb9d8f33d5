import type { Outgoing } from "../nats/publisher.ts";
import type { Reading } from "./readings.ts";

/** One look at the machine as a message: a line of JSON for each reading, with host and time. */
export function messageOf({ subject, atMs, readings }: { subject: string; atMs: number; readings: readonly Reading[] }, host: string): Outgoing {
  const time = new Date(atMs).toISOString();
  return {
    subject,
    id: `${subject}-${host}-${atMs}`,
    payload: readings.map((reading) => JSON.stringify({ time, host, ...reading })).join("\n"),
  };
}
