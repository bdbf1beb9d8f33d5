import type { Span } from "./series.ts";

/** The first rows are the detector's own. */
const SKIPPED_ROWS = 750;
/** An onset this shortly behind a segment is neither a hit nor a false alarm. */
const AFTERMATH_ROWS = 30;

/** What the onsets in one series, or in several together, come to. */
export interface RepeatsResult {
  /** Segments that begin behind the skipped rows. */
  readonly segments: number;
  readonly hits: number;
  /** The same of the first of them in each series. */
  readonly firstSegments: number;
  readonly firstHits: number;
  readonly falseAlarms: number;
  /** Rows behind the skipped ones. */
  readonly rows: number;
}

/** Onsets are rows, in their order; so are segments, apart. */
export function scoreRepeats(rows: number, segments: readonly Span[], onsets: readonly number[]): RepeatsResult {
  const counted = segments.filter(({ first }) => first >= SKIPPED_ROWS);
  const isHit = ({ first, last }: Span): boolean => onsets.some((row) => row >= first && row <= last);
  const isExcused = (row: number): boolean => segments.some(({ first, last }) => row >= first && row <= last + AFTERMATH_ROWS);
  return {
    segments: counted.length,
    hits: counted.filter(isHit).length,
    firstSegments: Math.min(counted.length, 1),
    firstHits: counted.slice(0, 1).filter(isHit).length,
    falseAlarms: onsets.filter((row) => row >= SKIPPED_ROWS && !isExcused(row)).length,
    rows: Math.max(0, rows - SKIPPED_ROWS),
  };
}

/** Sums of several series. */
export function addRepeats(results: readonly RepeatsResult[]): RepeatsResult {
  const sum = (pick: (result: RepeatsResult) => number): number => results.reduce((total, result) => total + pick(result), 0);
  return {
    segments: sum((r) => r.segments),
    hits: sum((r) => r.hits),
    firstSegments: sum((r) => r.firstSegments),
    firstHits: sum((r) => r.firstHits),
    falseAlarms: sum((r) => r.falseAlarms),
    rows: sum((r) => r.rows),
  };
}
