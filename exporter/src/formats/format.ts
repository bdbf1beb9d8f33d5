import type { Rejection } from "../model/rejection.ts";

/** Receives what a payload is cut into, in order. */
export interface RecordSink {
  /** One record: any JSON value for json and ndjson; an object of strings by column for csv. */
  record(value: unknown): void;
  /** A piece that can't be a record. Counts as one record, rejected. */
  reject(rejection: Rejection): void;
}

/** Cuts one payload into records. Never throws; never keeps the payload. */
export type Decode = (payload: Uint8Array, sink: RecordSink) => void;

/** Limits that a payload must keep. */
export interface DecodeLimits {
  /** Largest payload in bytes; a larger one is `too_large`. */
  readonly maxBytes: number;
  /** Deepest nesting of arrays and objects; a deeper one is `too_deep`. */
  readonly maxDepth: number;
}

/** What a pack may say about the format of a stream. */
export interface FormatOptions {
  /** Only csv: names of the columns where the payload has no header line. */
  readonly columns?: readonly string[] | undefined;
  /** Only csv: one character between fields; default comma. */
  readonly delimiter?: string | undefined;
}

/** One way of writing records as bytes. */
export interface Format {
  readonly name: string;
  /** Builds the decoder of one stream, once, at load. */
  compile(options: FormatOptions, limits: DecodeLimits): Decode;
}
