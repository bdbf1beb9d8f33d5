/** What `GET /health` answers. */
export interface HealthReport {
  /** `ok` only if every part is. */
  readonly status: "ok" | "starting" | "failing";
  readonly version: string;
  readonly parts: readonly HealthPart[];
}

/** One part of Eddy and how it is. */
export interface HealthPart {
  /** Closed set: nats, log, fold, checkpoint, dead_letters, packs, mutes. */
  readonly name: string;
  readonly status: "ok" | "starting" | "failing";
  /** Why it stands so, in a sentence for people; with the remedy if it fails. */
  readonly why: string;
  /** Since when, RFC 3339. */
  readonly since: string;
}
