import type { RecordContext } from "./mapper.ts";

/** Finds one value of a record; undefined where there is none. Never throws. */
export type Read = (record: unknown, context: RecordContext) => unknown;
