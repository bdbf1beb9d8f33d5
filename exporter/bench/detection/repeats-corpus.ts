import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Series, Span } from "./series.ts";

/** A series in which one kind of anomaly comes again and again. */
export interface RepeatsSeries extends Series {
  /** Kind of its anomalies: dip, level, shock, spike or trend. */
  readonly kind: string;
  readonly segments: readonly Span[];
}

/** The recordings count from 0; 2020-01-01, so that their times are none of the year 1970. */
const BEGIN_MS = 1_577_836_800_000;

/** Runs of rows whose label is not 0. */
export function segmentsOf(labels: readonly number[]): Span[] {
  const segments: Span[] = [];
  labels.forEach((label, row) => {
    if (label === 0) return;
    const last = segments.at(-1);
    if (last?.last === row - 1) segments[segments.length - 1] = { first: last.first, last: row };
    else segments.push({ first: row, last: row });
  });
  return segments;
}

/** Reads `<base>_<kind>.csv` of a folder: seconds, value, label. */
export function readRepeats(folder: string): RepeatsSeries[] {
  return readdirSync(folder).filter((file) => file.endsWith(".csv")).sort().map((file) => {
    const rows = readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
    const column = (index: number): number[] => rows.map((row) => row[index] ?? NaN);
    return {
      name: file,
      kind: file.replace(/^.*_|\.csv$/g, ""),
      timesMs: Float64Array.from(column(0), (seconds) => BEGIN_MS + seconds * 1000),
      values: Float64Array.from(column(1)),
      segments: segmentsOf(column(2)),
    };
  });
}
