import type { RecordFilterKind } from "./filter.ts";

/**
 * Events for whose record a condition holds: `drop: $.status == "test"`. They are read and checked like all others.
 *
 * The condition is one of mapping/condition.ts, with its cost of some 0.3 to 1 µs. Records of another kind are better told
 * apart by the stream's `where`, which is asked before anything else is read.
 */
export const drop: RecordFilterKind = {
  id: "drop",
  acts: "records",
  main: "when",
};
