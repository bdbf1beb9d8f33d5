import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";

/** What is known about a record besides itself. */
export interface RecordContext {
  /** Values of the subject's tokens, in the order of the stream's pattern. */
  tokens: readonly string[];
  headers: HeaderReader | undefined;
  /** The record's place in its message, from 0; default 0. */
  index?: number;
  storeTimeMs: number;
  /** The record around an item, while the items of `each` are mapped. */
  outer?: unknown;
}

/**
 * A normalized event, written by `Mapper.map` into the same object each time:
 * whoever wants to keep it copies it.
 */
export interface MappedEvent {
  /** Event time, milliseconds since 1970, whole. */
  timeMs: number;
  /** Identity for the duplicates filter; "" where the stream declares none or the record has none. */
  id: string;
  /** Label values in the order of `Mapper.labelNames`; "" = absent. Mutable, owned by the mapper. */
  readonly labels: string[];
  /** Values in base units in the order of `Mapper.measureNames`; NaN = absent. Owned by the mapper. */
  readonly values: Float64Array;
  /** Why the record is no event of the stream: its `where` does not hold (then nothing else was written), or `drop` does; "" = it is one. */
  leftOutBy: "" | "where" | "drop";
}

/** What one part of a record's mapping gave. */
export interface MappingStep {
  readonly part: "where" | "measure" | "time" | "label" | "id" | "drop";
  /** Of the label or measure; "" for the others. */
  readonly name: string;
  /** Where the value is absent, undefined; for `where` and `drop` whether it holds. Measures in base units. */
  readonly value?: string | number | boolean | undefined;
  /** Why the record is no event, where this part says so. */
  readonly rejection?: Rejection;
}

/** The items of a record, one at least; a rejection where it has none. Never throws. */
export type Items = (record: unknown, context: RecordContext) => readonly unknown[] | Rejection;

/** A stream's mapping, compiled once at load. Keeps nothing from one record to the next. */
export interface Mapper {
  /** Sorted by name. */
  readonly labelNames: readonly string[];
  readonly measureNames: readonly string[];
  /** Names of the kept attributes. */
  readonly keepNames: readonly string[];
  /** What `leftOutBy` may be, but "". */
  readonly leavesOutBy: readonly string[];
  /** The object that `map` writes to. */
  readonly event: MappedEvent;
  /** Only for streams with `each`: the items are mapped one by one, with the record as `context.outer`. */
  readonly items: Items | undefined;
  /** Fills `event`, or says why it can't. Never throws. */
  map(record: unknown, context: RecordContext): Rejection | undefined;
  /** What each part gives, in the order in which they are asked, also of those behind one that rejects the record. For tools; writes to `event` too. */
  steps(record: unknown, context: RecordContext): MappingStep[];
  /** The kept attributes of a record that `map` accepted; read only where history wants them. */
  keep(record: unknown, context: RecordContext): Readonly<Record<string, unknown>>;
}
