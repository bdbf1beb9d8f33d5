import type { Detector, DetectorInput, Judgement } from "../detectors/detector.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import { ONSET_EVIDENCE, scoreOfEvidence } from "../stats/evidence.ts";

/** An anomaly ends when the score of its state falls below this. */
const END_SCORE = 0.7;
const SHORTEST_HOLD_MS = 60_000;
const HOLD_INTERVALS = 10;

/** How long a state is held after its last rise, and how fast it halves then: max(60 s, 10 × interval), ms. */
export function holdMs(intervalMs: number): number {
  return Math.max(SHORTEST_HOLD_MS, HOLD_INTERVALS * intervalMs);
}

/**
 * Anomaly state at log time `nowMs`: as at its rise for one holding time, then halved every holding time. Its age is
 * counted in log time or in the series' event time, whichever has gone further: a recording that is replayed
 * faster than it happened lives by its own time (docs/adr/0006).
 */
export function stateAt(record: DataView, offset: number, nowMs: number): number {
  const state = record.getFloat64(offset + SERIES.state, true);
  if (state === 0) return 0;
  const hold = holdMs(record.getFloat64(offset + SERIES.intervalMs, true));
  const logAge = nowMs - record.getFloat64(offset + SERIES.riseLogMs, true);
  const eventAge = record.getFloat64(offset + SERIES.lastEventMs, true) - record.getFloat64(offset + SERIES.riseEventMs, true);
  const decayMs = Math.max(logAge, eventAge) - hold;
  return decayMs <= 0 ? state : state * 2 ** (-decayMs / hold);
}

/** True while the anomaly of the latest onset lasts. */
function isAnomalous(record: DataView, offset: number, nowMs: number): boolean {
  return record.getUint8(offset + SERIES.open) === 1 && scoreOfEvidence(stateAt(record, offset, nowMs)) >= END_SCORE;
}

/**
 * Takes one observation into a series: judge by what was before, then learn.
 * Allocates nothing; one instance serves a whole fold.
 */
export class Scoring {
  readonly #input: DetectorInput = { value: 0, eventMs: 0, logMs: 0 };
  readonly #judgement: Judgement = { ready: false, evidence: 0, expected: NaN, lower: NaN, upper: NaN };

  /** `value` is finite, in the measure's base unit (counters and rates: per second). Room was made before. */
  observe(series: SeriesSlab, key: number, detector: Detector, at: { value: number; eventMs: number; logMs: number }): void {
    const input = this.#input;
    const judgement = this.#judgement;
    input.value = at.value;
    input.eventMs = at.eventMs;
    input.logMs = at.logMs;
    const page = series.detector.writable(key);
    const pageOffset = series.detector.offset(key);
    detector.score(page, pageOffset, input, judgement);
    const record = series.records.writable(key);
    const offset = series.records.offset(key);
    raise(record, offset, judgement.evidence, input);
    record.setFloat64(offset + SERIES.expected, judgement.expected, true);
    record.setFloat64(offset + SERIES.lower, judgement.lower, true);
    record.setFloat64(offset + SERIES.upper, judgement.upper, true);
    record.setUint8(offset + SERIES.ready, judgement.ready ? 1 : 0);
    detector.learn(page, pageOffset, input);
  }
}

/** Notes the event's times and the mean interval, which follows the last twenty or so. */
export function noteTimes(record: DataView, offset: number, eventMs: number, logMs: number): void {
  const events = record.getFloat64(offset + SERIES.events, true);
  const lastMs = record.getFloat64(offset + SERIES.lastEventMs, true);
  if (events > 0 && eventMs > lastMs) {
    const interval = record.getFloat64(offset + SERIES.intervalMs, true);
    const weight = Math.max(1 / events, 0.05);
    record.setFloat64(offset + SERIES.intervalMs, interval + weight * (eventMs - lastMs - interval), true);
  }
  record.setFloat64(offset + SERIES.events, events + 1, true);
  if (events === 0 || eventMs > lastMs) record.setFloat64(offset + SERIES.lastEventMs, eventMs, true);
  record.setFloat64(offset + SERIES.lastLogMs, logMs, true);
}

/** S = max(evidence, S held); an onset opens an anomaly unless one lasts. */
function raise(record: DataView, offset: number, evidence: number, input: DetectorInput): void {
  const held = stateAt(record, offset, input.logMs);
  const lasts = isAnomalous(record, offset, input.logMs);
  if (!lasts) record.setUint8(offset + SERIES.open, 0);
  if (evidence > held) {
    record.setFloat64(offset + SERIES.state, evidence, true);
    record.setFloat64(offset + SERIES.riseLogMs, input.logMs, true);
    record.setFloat64(offset + SERIES.riseEventMs, input.eventMs, true);
  }
  if (evidence >= ONSET_EVIDENCE && !lasts) {
    record.setUint8(offset + SERIES.open, 1);
    record.setFloat64(offset + SERIES.anomalies, record.getFloat64(offset + SERIES.anomalies, true) + 1, true);
    record.setFloat64(offset + SERIES.startMs, input.eventMs, true);
  }
}
