import type { Reason } from "../../detectors/reasons.ts";
import type { DetectorPlan } from "../../pack/plan.ts";
import { SeriesScorer } from "../../pipeline/series-scorer.ts";
import type { Scored } from "../../pipeline/series-scorer.ts";
import { readSeriesRows } from "./rows.ts";
import type { ReadOptions, SeriesRow } from "./rows.ts";

/** A row and what it came to. Row and scored are the same objects each time. */
export interface ScoredRow {
  readonly row: SeriesRow;
  readonly scored: Scored;
  /** Only of scores from .9 on: a sentence takes as long as a hundred scores. */
  readonly reason: Reason | undefined;
}

/** What is scored, and how. */
export interface ScoreOptions extends ReadOptions {
  readonly detect: DetectorPlan;
  /** How much older than the newest row a row may be and still be scored, ms. */
  readonly latenessMs: number;
}

/** What a file came to. */
export interface ScoreSummary {
  readonly rows: number;
  readonly onsets: number;
  /** Rows left out. */
  readonly bad: number;
  /** Of these, rows that were too much older than one before them. */
  readonly late: number;
}

const TOLD_SCORE = 0.9;

/** Scores a CSV file row by row by the code of the fold; some 2 µs a row beside the detector. Throws RecordingError, and the system's errors. */
export async function scoreFile(file: string, options: ScoreOptions, onScored: (scored: ScoredRow) => void): Promise<ScoreSummary> {
  const scorer = new SeriesScorer(options.detect, options.latenessMs);
  const { scored } = scorer;
  const summary = { rows: 0, onsets: 0, bad: 0, late: 0 };
  const onBad = (line: number, why: string): void => {
    summary.bad++;
    options.onBad(line, why);
  };
  await readSeriesRows(file, { ...options, onBad }, (row) => {
    if (!scorer.observe(row.timeMs, row.value)) {
      summary.late++;
      onBad(row.line, `is older than the newest row before it by more than ${options.latenessMs / 1000} s`);
      return;
    }
    summary.rows++;
    if (scored.onset) summary.onsets++;
    onScored({ row, scored, reason: scored.score >= TOLD_SCORE ? scorer.reason() : undefined });
  });
  return summary;
}
