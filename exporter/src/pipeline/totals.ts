import { REJECTION_REASONS } from "../model/rejection.ts";
import type { RejectionReason } from "../model/rejection.ts";

/** Totals of one stream: they live on for ever, also when a reload takes the stream away. */
export interface StreamCounts {
  received: number;
  /** In the order of REJECTION_REASONS. */
  rejected: number[];
  duplicates: number;
  late: number;
  /** Values of measures left out by filters, by filter; absent before the first. Duplicates are events, counted above. */
  filtered?: Record<string, number>;
  /** Events counted under `__other__` because the stream had no room for their key. */
  refused: number;
  /** Keys forgotten to make room; their counters begin at 0 if they return. */
  evicted: number;
}

const REASON_INDEX = new Map(REJECTION_REASONS.map((reason, i) => [reason, i]));

/** A stream that has seen nothing. */
export function noCounts(): StreamCounts {
  return { received: 0, rejected: REJECTION_REASONS.map(() => 0), duplicates: 0, late: 0, refused: 0, evicted: 0 };
}

/** Counts a rejected record. */
export function countRejection(counts: StreamCounts, reason: RejectionReason): void {
  const index = REASON_INDEX.get(reason) ?? 0;
  counts.rejected[index] = (counts.rejected[index] ?? 0) + 1;
}

/** Counts a value that a filter left out. */
export function countFiltered(counts: StreamCounts, filter: string): void {
  counts.filtered ??= {};
  counts.filtered[filter] = (counts.filtered[filter] ?? 0) + 1;
}
