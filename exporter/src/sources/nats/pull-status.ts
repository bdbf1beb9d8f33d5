/** What the server says about a pull request. */
export type PullStatus =
  /** Still there, nothing to send. */
  | "alive"
  /** The request has ended as it should: its time is up, or it brought what it may. */
  | "ended"
  /** The next message doesn't fit into what the request has left. */
  | "full"
  /** The consumer is gone or refuses to serve. */
  | "lost";

/** Reads the status line; NATS has one code, 409, for many things, so the text decides. */
export function pullStatus(code: number, description: string): PullStatus {
  if (code === 100) return "alive";
  if (code === 404 || code === 408) return "ended";
  if (/^message size exceeds/i.test(description)) return "full";
  return /^batch completed/i.test(description) ? "ended" : "lost";
}
