import type { SeriesReading } from "../pipeline/view.ts";

/** A reading to be filled by `SeriesTable.read`. */
export function emptyReading(): SeriesReading {
  return {
    value: NaN, total: NaN, lastEventMs: 0, lastLogMs: 0, intervalMs: 0, ready: false, readiness: "warming",
    score: 0, expected: NaN, lower: NaN, upper: NaN, anomalies: 0, anomalyStartMs: NaN,
    riseValue: NaN, riseExpected: NaN, riseMs: NaN,
  };
}
