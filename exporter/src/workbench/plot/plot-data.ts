import type { ScoredRow } from "../score/score-file.ts";

/** What a picture of scores is drawn from: a number each row; 56 bytes a row. */
export class PlotData {
  readonly timeMs: number[] = [];
  readonly value: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly score: number[] = [];
  readonly state: number[] = [];
  /** Rows, from 0, with which anomalies begin. */
  readonly onsets: number[] = [];

  add({ row, scored }: Pick<ScoredRow, "row" | "scored">): void {
    if (scored.onset) this.onsets.push(this.timeMs.length);
    this.timeMs.push(row.timeMs);
    this.value.push(row.value);
    this.lower.push(scored.lower);
    this.upper.push(scored.upper);
    this.score.push(scored.score);
    this.state.push(scored.state);
  }
}
