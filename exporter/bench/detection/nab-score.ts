import type { Span } from "./series.ts";

/**
 * What a row or window is worth. A window is found at most once, at its best row.
 * Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms: the Numenta anomaly benchmark" (2015).
 */
export interface NabProfile {
  readonly found: number;
  readonly falseRow: number;
  readonly missed: number;
}

/** The profiles of NAB by its names. */
export const NAB_PROFILES = {
  standard: { found: 1, falseRow: 0.11, missed: 1 },
  reward_low_FP_rate: { found: 1, falseRow: 0.22, missed: 1 },
  reward_low_FN_rate: { found: 1, falseRow: 0.11, missed: 2 },
} as const satisfies Record<string, NabProfile>;

/** One series with the scores of its rows and the windows in which something happened, by time and apart. */
export interface ScoredSeries {
  readonly name: string;
  readonly scores: Float64Array;
  readonly windows: readonly Span[];
}

/** What a threshold gives: a row fires if its score is at least `threshold`. */
export interface NabResult {
  readonly threshold: number;
  /** 0 = a detector that never fires, 100 = every window found at its first row and no false row. */
  readonly score: number;
  /** What it is worth above a detector that never fires, not normalised: of several series the sum. */
  readonly gain: number;
  readonly windows: number;
  readonly windowsHit: number;
  readonly falseRows: number;
}

const PROBATION_SHARE = 0.15;
const PROBATION_ROWS = 750;
/** Threshold above every score: nothing fires. */
const ABOVE_ALL = 1.1;

/** Rows at the beginning of a series of `rows` that count neither way. */
function probationRows(rows: number): number {
  return Math.min(Math.floor(PROBATION_SHARE * rows), PROBATION_ROWS);
}

/** Falls from near 1 at −1 by 0 at 0 to near −1 at 1; −1 from 3 on. */
function fall(position: number): number {
  return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

/** A gain as NAB tells it, 100 = every window found at its first row. Without windows 100 × the gain. */
export function normalised(gain: number, windows: number, { found, missed }: NabProfile): number {
  return (100 * gain) / (windows === 0 ? 1 : windows * (found + missed));
}

/** A counted row: what firing there is worth, and its window, or −1. */
interface Row {
  readonly score: number;
  readonly worth: number;
  readonly window: number;
}

/** All rows behind the probation; windows are numbered through from `firstWindow`. */
function countedRows({ scores, windows }: ScoredSeries, profile: NabProfile, firstWindow: number): Row[] {
  const rows: Row[] = [];
  const best = fall(-1);
  let w = 0;
  for (let i = probationRows(scores.length); i < scores.length; i++) {
    while (w < windows.length && i > at(windows, w).last) w++;
    const window = windows[w];
    const score = scores[i] ?? 0;
    if (window !== undefined && i >= window.first) {
      const position = -(window.last - i + 1) / (window.last - window.first + 1);
      rows.push({ score, worth: (fall(position) * profile.found) / best, window: firstWindow + w });
    } else {
      const before = windows[w - 1];
      const position = before === undefined ? 3 : (i - before.last) / (before.last - before.first);
      rows.push({ score, worth: fall(position) * profile.falseRow, window: -1 });
    }
  }
  return rows;
}

/** Takes rows in the order of falling scores, and knows what all rows so far are worth together. */
class Tally {
  readonly #worth = new Map<number, number>();
  readonly #profile: NabProfile;
  readonly #windows: number;
  #false = 0;
  #found = 0;
  #falseRows = 0;

  constructor(profile: NabProfile, rows: readonly Row[]) {
    this.#profile = profile;
    this.#windows = new Set(rows.filter(({ window }) => window >= 0).map(({ window }) => window)).size;
  }

  add({ worth, window }: Row): void {
    if (window < 0) {
      this.#false += worth;
      this.#falseRows += 1;
      return;
    }
    const sofar = this.#worth.get(window) ?? -this.#profile.missed;
    if (worth <= sofar) return;
    this.#worth.set(window, worth);
    this.#found += worth - sofar;
  }

  /** Above the worth of a detector that never fires. */
  get gain(): number {
    return this.#found + this.#false;
  }

  result(threshold: number): NabResult {
    const score = normalised(this.gain, this.#windows, this.#profile);
    return { threshold, score, gain: this.gain, windows: this.#windows, windowsHit: this.#worth.size, falseRows: this.#falseRows };
  }
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`index must be below ${list.length}, got ${index}`);
  return value;
}

/** Counted rows of all series, one after the other. */
function allRows(series: readonly ScoredSeries[], profile: NabProfile): Row[] {
  let windows = 0;
  return series.flatMap((one) => {
    const counted = countedRows(one, profile, windows);
    windows += one.windows.length;
    return counted;
  });
}

/** Score of all series together at one threshold. Without windows: 100 × what the false rows are worth. */
export function nabAt(series: readonly ScoredSeries[], profile: NabProfile, threshold: number): NabResult {
  const rows = allRows(series, profile);
  const tally = new Tally(profile, rows);
  for (const row of rows) if (row.score >= threshold) tally.add(row);
  return tally.result(threshold);
}

/** The best score of all series together over all thresholds; of equal ones the highest threshold. Costs a sort of all rows. */
export function nabOptimised(series: readonly ScoredSeries[], profile: NabProfile): NabResult {
  const rows = allRows(series, profile).sort((a, b) => b.score - a.score);
  const tally = new Tally(profile, rows);
  let best = tally.result(ABOVE_ALL);
  rows.forEach((row, i) => {
    tally.add(row);
    if (rows[i + 1]?.score === row.score) return;
    const result = tally.result(row.score);
    if (result.score > best.score) best = result;
  });
  return best;
}
