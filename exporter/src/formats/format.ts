import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";

/** Receives what a payload is cut into, in order. */
export interface RecordSink {
  /** One record: any JSON value, or a FlatRecord, for json; any JSON value for ndjson; an object of fields for all other formats. */
  record(value: unknown): void;
  /** A piece that can't be a record. Counts as one record, rejected. */
  reject(rejection: Rejection): void;
}

/** Cuts one payload into records, one at least. Never throws; never keeps the payload. */
export type Decode = (payload: Uint8Array, sink: RecordSink, headers?: HeaderReader) => void;

/** Limits that a payload must keep. */
export interface DecodeLimits {
  /** Largest payload in bytes, also after unpacking; a larger one is `too_large`. */
  readonly maxBytes: number;
  /** Deepest nesting of arrays and objects; a deeper one is `too_deep`. */
  readonly maxDepth: number;
  /** Whether the sink takes records as a FlatRecord too, which is faster; default false. */
  readonly takesFlat?: boolean;
}

/** What a pack may say about the format of a stream. */
export interface FormatOptions {
  /** Only csv: names of the columns where the payload has no header line. */
  readonly columns?: readonly string[] | undefined;
  /** Only csv: one character between fields; default comma. */
  readonly delimiter?: string | undefined;
  /** Only text: what a line looks like, or a list of which the first that fits a line counts. */
  readonly pattern?: string | readonly string[] | undefined;
  /** Only text: patterns of the pack's own by the name that `pattern` uses them by. */
  readonly patterns?: Readonly<Record<string, string>> | undefined;
}

/** Options that a format can't take: `message` is the rule that the option breaks and reads on after "must be". */
export class FormatOptionError extends Error {
  override readonly name = "FormatOptionError";
  /** Where among the stream's options, outermost first. */
  readonly option: readonly [keyof FormatOptions, ...string[]];
  readonly value: unknown;

  constructor(option: readonly [keyof FormatOptions, ...string[]], rule: string, value: unknown) {
    super(rule);
    this.option = option;
    this.value = value;
  }
}

/** One way of writing records as bytes. */
export interface Format {
  readonly name: string;
  /** The options that it takes. */
  readonly options: readonly (keyof FormatOptions)[];
  /**
   * Builds the decoder of one stream, once, at load.
   * @throws FormatOptionError
   */
  compile(options: FormatOptions, limits: DecodeLimits): Decode;
}
