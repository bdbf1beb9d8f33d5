/** Headers of a message; `get` gives "" where there is none. */
export interface HeaderReader {
  get(name: string): string;
}

/** One message of the log as it lies there. Immutable; whoever gets it may keep it. */
export interface RawEvent {
  readonly subject: string;
  /** Sequence in the log's stream, from 1. */
  readonly sequence: number;
  /** Store time, whole milliseconds since 1970: the time of receipt. */
  readonly storeTimeMs: number;
  /** Nanoseconds of the store time beyond the millisecond, 0 to 999,999. */
  readonly storeTimeNs: number;
  readonly payload: Uint8Array;
  /** Undefined when the message has none. */
  readonly headers: HeaderReader | undefined;
}
