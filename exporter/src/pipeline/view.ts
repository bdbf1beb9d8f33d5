import type { Reason } from "../detectors/reasons.ts";
import type { MuteInForce } from "./mutes.ts";
import type { Readiness } from "./readiness.ts";

/** What the outside may read of the state: for /metrics, never for the fold. */

/** Totals of one stream, kept in the state. */
export interface StreamTotals {
  readonly stream: string;
  readonly received: number;
  /** By reason, only those that occurred. */
  readonly rejected: ReadonlyMap<string, number>;
  /** By filter, those that the pack declares or that occurred; `duplicates` only if it occurred. */
  readonly filtered: ReadonlyMap<string, number>;
  readonly late: number;
  readonly refused: number;
  /** Keys forgotten to make room for new ones. */
  readonly evicted: number;
  /** Keys in the state. */
  readonly keys: number;
}

/** One series at this moment; the reader passes the object to be filled. */
export interface SeriesReading {
  /** Last value (gauge), total (counter), or last closed window (rate: per second; KPI: its value), as shown. NaN = none yet. */
  value: number;
  /** Only rates: everything added up, as shown; NaN else. */
  total: number;
  /** Event time of the newest event, ms. */
  lastEventMs: number;
  /** Log time of the newest event, ms: expiry runs on it. */
  lastLogMs: number;
  /** Observed interval between events, ms; 0 while unknown. */
  intervalMs: number;
  /** False while the detector warms up. */
  ready: boolean;
  /** The same, and whether too long nothing came. */
  readiness: Readiness;
  /** Anomaly state at this log time, 0 to 1. */
  score: number;
  expected: number;
  lower: number;
  upper: number;
  /** Onsets so far. */
  anomalies: number;
  /** Event time of the latest onset, ms; NaN before the first. */
  anomalyStartMs: number;
  /** Value at the last rise of the state, as it was scored (counters and rates: per second), and what was expected there; NaN before the first. */
  riseValue: number;
  riseExpected: number;
  /** Event time of that rise, ms; NaN before the first. */
  riseMs: number;
}

/** All series of one measure or KPI. */
export interface SeriesTable {
  /** Labels `stream` and `measure` of its series. */
  readonly stream: string;
  readonly measure: string;
  /** From the plan; kpi = last closed window. */
  readonly kind: "gauge" | "counter" | "rate" | "kpi";
  readonly unit: string;
  /** Sorted. */
  readonly labelNames: readonly string[];
  /** Keys are 0 to `size() - 1`. */
  size(): number;
  /** False for a key that was freed or has no event of this measure. */
  isUsed(key: number): boolean;
  /** Values in the order of `labelNames`; "" = absent. A fresh array. */
  labels(key: number): string[];
  /** Fills `reading`. `isUsed(key)` must hold. */
  read(key: number, reading: SeriesReading): void;
  /** True while the anomaly of the latest onset lasts. Cheap. `isUsed(key)` must hold. */
  lasts(key: number): boolean;
  /** Why the state rose last; undefined before the first rise. Makes a sentence: not for each series of a scrape. `isUsed(key)` must hold. */
  reason(key: number): Reason | undefined;
  /** Raised when a key was freed: label text that a writer has cached is void then. */
  readonly generation: number;
}

/** The state, read only. Valid between two events; call `tables()` anew after a reload. */
export interface StateView {
  /** Log time, ms. */
  logTimeMs(): number;
  totals(): readonly StreamTotals[];
  /** The same objects until a reload: readers remember label text and which keys are notable by them. */
  tables(): readonly SeriesTable[];
  /** Messages lost by the log's limits. */
  discarded(): number;
  rewound(): number;
  /** Mutes and calendar windows that cover the log time. */
  mutes(): readonly MuteInForce[];
  /** Skipped second copies by source stream. */
  sourceSkipped(): ReadonlyMap<string, number>;
}
