import type { EventFilterKind } from "./filter.ts";

/**
 * Events whose id was seen within the last `within`, in log time: `duplicates: 10m` is the stream's `dedupe: 10m`.
 *
 * Ids are kept as fingerprints of 63 bits (state/fingerprints.ts), so memory is bounded by `max_ids`. It comes first:
 * a duplicate reaches no other filter.
 */
export const duplicates: EventFilterKind = {
  id: "duplicates",
  acts: "events",
  settings: { within: { form: "duration", least: 1_000, most: 604_800_000, default: 600_000 } },
  main: "within",
  broken: () => undefined,
};
