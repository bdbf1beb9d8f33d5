import type { ScoredRow } from "./score-file.ts";

/** The columns of a scored file. */
export const SCORE_HEADER = "row,time,value,score,state,expected,lower,upper,onset,reason,readiness\n";

/** One row as CSV: unknown numbers are empty, times RFC 3339, scores with six digits. */
export function scoreCsvLine({ row, scored, reason }: ScoredRow): string {
  const { score, state, expected, lower, upper, onset, readiness } = scored;
  return `${row.row},${new Date(row.timeMs).toISOString()},${row.value},${digits(score)},${digits(state)},`
    + `${known(expected)},${known(lower)},${known(upper)},${onset ? 1 : 0},${quoted(reason?.sentence ?? "")},${readiness}\n`;
}

/** One row as a line of JSON; unknown numbers are null. */
export function scoreJsonLine({ row, scored, reason }: ScoredRow): string {
  const { row: number, timeMs, value } = row;
  const { score, state, expected, lower, upper, onset, readiness } = scored;
  return `${JSON.stringify({ row: number, time: new Date(timeMs).toISOString(), value, score: digits(score), state: digits(state), expected, lower, upper, onset, reason: reason ?? null, readiness })}\n`;
}

function digits(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

function known(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
