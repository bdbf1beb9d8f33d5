/** One row of a recording. */
export interface Row {
  /** As given on the command line. */
  readonly file: string;
  /** From 1, the header line not counted. */
  readonly number: number;
  /** When it was recorded, ms since 1970. */
  readonly timeMs: number;
  /** Its columns; numbers as numbers, empty ones left out. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One row that can't be replayed. */
export interface BadRow {
  readonly file: string;
  readonly number: number;
  readonly why: string;
}

/** A recording that can't be replayed at all; the message says what to do. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
  readonly code = "recording";
}
