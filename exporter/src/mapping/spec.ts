import type { Condition } from "./condition.ts";
import type { Items } from "./mapper.ts";
import type { Read } from "./read.ts";
import type { RecordFields } from "./record-fields.ts";
import type { ReadTimeBytes } from "./rfc3339-bytes.ts";
import type { ReadTime } from "./time.ts";

/** A label or a kept attribute and where its value stands. */
export interface FieldSpec {
  readonly name: string;
  readonly read: Read;
}

/** A measure and where its value stands. */
export interface MeasureSpec {
  readonly name: string;
  /** The path as written, for what a rejection says; "" = 1 an event. */
  readonly path: string;
  /** Undefined = 1 an event. A measure with a `read` and no `path` is one that not every record has. */
  readonly read: Read | undefined;
  /** Into the base unit; undefined = it is in it. */
  readonly convert: ((value: number) => number) | undefined;
  /** Adds to a total, which must not fall: a number below 0 is rejected. */
  readonly adds: boolean;
}

/** Where an event's time stands. */
export interface TimeSpec {
  readonly path: string;
  readonly read: Read;
  readonly parse: ReadTime;
  /** The same from bytes, for the usual way to write it; undefined = there is none. */
  readonly parseBytes?: ReadTimeBytes | undefined;
  /** Whether a record without it is rejected; else it gets the store time. */
  readonly isRequired: boolean;
}

/** The mapping of one stream, its paths compiled: what compile-mapper.ts puts together. */
export interface MapperSpec {
  readonly labels: readonly FieldSpec[];
  readonly measures: readonly MeasureSpec[];
  readonly keep: readonly FieldSpec[];
  /** Undefined = the stream declares no id. */
  readonly id: Read | undefined;
  /** Which records are meant; undefined = all. */
  readonly where?: Condition | undefined;
  /** Which of those are left out although they are sound; undefined = none. */
  readonly drop?: Condition | undefined;
  /** The items that become an event each; undefined = the record is one. */
  readonly items?: Items | undefined;
  /** Whether a record of which no number was read counts also if it is neither object nor list; items do always. Default false. */
  readonly takesScalars?: boolean | undefined;
  /** Undefined = store time. */
  readonly time: TimeSpec | undefined;
  /** Takes the fields of each record that its paths read; undefined = they read by themselves. */
  readonly fields?: RecordFields | undefined;
  /** How far an event's time may lie ahead of its store time, ms. */
  readonly maxFutureMs: number;
}
