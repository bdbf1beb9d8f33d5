import { reasonOf } from "../detectors/reasons.ts";
import type { Reason } from "../detectors/reasons.ts";
import type { DetectorPlan } from "../pack/plan.ts";
import { SERIES } from "../state/series.ts";
import { Structures } from "../state/structures.ts";
import { scoreOfEvidence } from "../stats/evidence.ts";
import { MeasureState } from "./measure-state.ts";
import { readinessOf } from "./readiness.ts";
import type { Readiness } from "./readiness.ts";
import { Scoring, stateAt } from "./scoring.ts";
import { noCounts } from "./totals.ts";
import type { EventTimes } from "./windowed.ts";

/** What one value came to. The same object each time. */
export interface Scored {
  /** Of this value alone, 0 to 1. */
  score: number;
  /** Anomaly state behind it, 0 to 1: held, then decaying. */
  state: number;
  /** From before the value; NaN while unknown. */
  expected: number;
  lower: number;
  upper: number;
  /** True if an anomaly begins with it. */
  onset: boolean;
  /** `stale`: the value comes after a gap. */
  readiness: Readiness;
}

const KEY = 0;

/**
 * Scores one series of numbers as the fold scores a gauge: the same records, detectors, and state; event time stands
 * for log time. Memory: one record.
 */
export class SeriesScorer {
  readonly scored: Scored = { score: 0, state: 0, expected: NaN, lower: NaN, upper: NaN, onset: false, readiness: "warming" };
  readonly #measure: MeasureState;
  readonly #scoring = new Scoring();
  readonly #times: EventTimes = { eventMs: 0, logMs: 0, watermarkMs: 0 };
  #value = NaN;
  #anomalies = 0;

  /** A value older than the newest by more than `latenessMs` is not scored. */
  constructor(detect: DetectorPlan, latenessMs: number) {
    const plan = { name: "value", kind: "gauge", unit: "", shown: 1, everyMs: 0, filters: [], detect } as const;
    const structures = new Structures();
    this.#measure = new MeasureState(plan, "value", structures, {
      scoring: this.#scoring, counts: noCounts(), keys: structures.keyTable("value"), labelNames: [], latenessMs, maxKeys: 1, maxEntries: 1,
    });
  }

  /** Takes the value at `timeMs` (ms since 1970) into the series and fills `scored`; false if it came too late for a score. */
  observe(timeMs: number, value: number): boolean {
    const times = this.#times;
    const { series } = this.#measure;
    const gapMs = this.#gapMs(timeMs);
    times.eventMs = timeMs;
    times.logMs = Math.max(times.logMs, timeMs);
    this.#value = value;
    if (!this.#measure.observe(KEY, value, times)) return false;
    const { judgement } = this.#scoring;
    const record = series.records.view(KEY);
    const offset = series.records.offset(KEY);
    const anomalies = record.getFloat64(offset + SERIES.anomalies, true);
    const { scored } = this;
    scored.score = scoreOfEvidence(judgement.evidence);
    scored.state = scoreOfEvidence(stateAt(record, offset, times.logMs));
    scored.expected = judgement.expected;
    scored.lower = judgement.lower;
    scored.upper = judgement.upper;
    scored.onset = anomalies > this.#anomalies;
    scored.readiness = readinessOf(judgement.ready, gapMs, record.getFloat64(offset + SERIES.intervalMs, true));
    this.#anomalies = anomalies;
    return true;
  }

  /** Why the newest value scores as it does; undefined where nothing speaks against it. Makes a sentence. */
  reason(): Reason | undefined {
    const { reason, expected, lower, upper, a, b, c } = this.#scoring.judgement;
    return reasonOf(reason, { value: this.#value, expected, lower, upper, unit: "", a, b, c });
  }

  #gapMs(timeMs: number): number {
    const { records } = this.#measure.series;
    if (!records.has(KEY)) return 0;
    const lastMs = records.view(KEY).getFloat64(records.offset(KEY) + SERIES.lastEventMs, true);
    return lastMs === 0 ? 0 : timeMs - lastMs;
  }
}
