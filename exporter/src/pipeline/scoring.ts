import { detectorOf, noInput, noJudgement } from "../detectors/detector.ts";
import type { Detector, DetectorInput, Judgement, SilenceJudge } from "../detectors/detector.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import { ONSET_EVIDENCE, scoreOfEvidence } from "../stats/evidence.ts";
import { powerOfTwo } from "../stats/power-of-two.ts";

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
  return state === 0 ? 0 : state * powerOfTwo(-halvingsAt(record, offset, nowMs));
}

/** How often the state has halved at `nowMs`, by parts of a halving too; 0 while it is held. */
function halvingsAt(record: DataView, offset: number, nowMs: number): number {
  const hold = holdMs(record.getFloat64(offset + SERIES.intervalMs, true));
  const logAge = nowMs - record.getFloat64(offset + SERIES.riseLogMs, true);
  const eventAge = record.getFloat64(offset + SERIES.lastEventMs, true) - record.getFloat64(offset + SERIES.riseEventMs, true);
  const age = Math.max(logAge, eventAge);
  return age <= hold ? 0 : (age - hold) / hold;
}

/** True if the evidence exceeds `stateAt` the log time of the input. A power is dear: whole halvings decide for most events. */
function exceedsState(record: DataView, offset: number, { evidence }: Judgement, { logMs }: DetectorInput): boolean {
  const state = record.getFloat64(offset + SERIES.state, true);
  if (evidence > state) return true;
  if (evidence === 0) return false;
  const halvings = halvingsAt(record, offset, logMs);
  if (halvings === 0) return false;
  if (halvings < 30 && evidence * (2 << halvings) <= state) return false;
  return evidence > state * powerOfTwo(-halvings);
}

/** True while the anomaly of the latest onset lasts. */
export function isAnomalous(record: DataView, offset: number, nowMs: number): boolean {
  return record.getUint8(offset + SERIES.open) === 1 && scoreOfEvidence(stateAt(record, offset, nowMs)) >= END_SCORE;
}

/**
 * Takes one observation into a series: judge by what was before, then learn.
 * Allocates nothing; one instance serves a whole fold.
 */
export class Scoring {
  readonly #judgement: Judgement = noJudgement();
  readonly #silence: DetectorInput = noInput();

  /** Told of each onset, its reason being in the record already; for tools. */
  onOnset: ((series: SeriesSlab, key: number, input: Readonly<DetectorInput>) => void) | undefined;

  /** What the last `observe` came to; the same object each time. */
  get judgement(): Readonly<Judgement> {
    return this.#judgement;
  }

  /** In a planned window nothing rises and nothing is learnt. The input's value is finite, in the measure's base unit (counters and rates: per second), its times are noted. Room was made before. */
  observe(series: SeriesSlab, key: number, detector: Detector, input: DetectorInput): void {
    const judgement = this.#judgement;
    const slab = series.detector(key);
    const seat = series.seat(key);
    const page = slab.writable(seat);
    const pageOffset = slab.offset(seat);
    const judge = detectorOf(detector, key);
    judge.score(page, pageOffset, input, judgement);
    const record = series.records.writable(key);
    const offset = series.records.offset(key);
    const isMuted = series.isMuted?.(key, input.eventMs) === true;
    if (!isMuted && raise(record, offset, judgement, input)) this.onOnset?.(series, key, input);
    record.setFloat64(offset + SERIES.expected, judgement.expected, true);
    record.setFloat64(offset + SERIES.lower, judgement.lower, true);
    record.setFloat64(offset + SERIES.upper, judgement.upper, true);
    record.setUint8(offset + SERIES.ready, judgement.ready ? 1 : 0);
    if (!isMuted) judge.learn(page, pageOffset, input);
  }

  /** Takes a silence that still goes on into a series: an onset of it is at the log time, its value the last that came. */
  silence(series: SeriesSlab, key: number, judge: SilenceJudge, { nowMs, silentMs }: { nowMs: number; silentMs: number }): void {
    const judgement = this.#judgement;
    const slab = series.detector(key);
    const seat = series.seat(key);
    judge.score(slab.view(seat), slab.offset(seat), silentMs, judgement);
    const record = series.records.writable(key);
    const offset = series.records.offset(key);
    const input = this.#silence;
    input.value = record.getFloat64(offset + SERIES.value, true);
    input.eventMs = nowMs;
    input.logMs = nowMs;
    if (series.isMuted?.(key, nowMs) === true) return;
    if (raise(record, offset, judgement, input)) this.onOnset?.(series, key, input);
  }
}

/**
 * Notes the times of an event and the mean interval, which follows the last twenty or so; the input is told how long
 * it took and what was usual before.
 */
export function noteTimes(record: DataView, offset: number, input: DetectorInput): void {
  const { eventMs, logMs } = input;
  const events = record.getFloat64(offset + SERIES.events, true);
  const lastMs = record.getFloat64(offset + SERIES.lastEventMs, true);
  const interval = record.getFloat64(offset + SERIES.intervalMs, true);
  input.intervalMs = interval;
  input.elapsedMs = events > 0 && eventMs > lastMs ? eventMs - lastMs : 0;
  if (input.elapsedMs > 0) {
    const weight = Math.max(1 / events, 0.05);
    record.setFloat64(offset + SERIES.intervalMs, interval + weight * (input.elapsedMs - interval), true);
  }
  record.setFloat64(offset + SERIES.events, events + 1, true);
  if (events === 0 || eventMs > lastMs) record.setFloat64(offset + SERIES.lastEventMs, eventMs, true);
  record.setFloat64(offset + SERIES.lastLogMs, logMs, true);
}

/** S = max(evidence, S held); an onset opens an anomaly unless one lasts. True for an onset. */
function raise(record: DataView, offset: number, judgement: Judgement, input: DetectorInput): boolean {
  const { evidence } = judgement;
  const rises = exceedsState(record, offset, judgement, input);
  const isOpen = record.getUint8(offset + SERIES.open) === 1;
  const lasts = isOpen && isAnomalous(record, offset, input.logMs);
  if (isOpen && !lasts) record.setUint8(offset + SERIES.open, 0);
  if (rises) {
    record.setFloat64(offset + SERIES.state, evidence, true);
    record.setFloat64(offset + SERIES.riseLogMs, input.logMs, true);
    record.setFloat64(offset + SERIES.riseEventMs, input.eventMs, true);
    noteReason(record, offset, judgement, input.value);
  }
  const isOnset = evidence >= ONSET_EVIDENCE && !lasts;
  if (isOnset) {
    record.setUint8(offset + SERIES.open, 1);
    record.setFloat64(offset + SERIES.anomalies, record.getFloat64(offset + SERIES.anomalies, true) + 1, true);
    record.setFloat64(offset + SERIES.startMs, input.eventMs, true);
  }
  return isOnset;
}

/** Why the state rose, kept for as long as people look at it: its value may be far from the last one. */
function noteReason(record: DataView, offset: number, { reason, a, b, c, expected }: Judgement, value: number): void {
  record.setUint8(offset + SERIES.reason, reason);
  record.setFloat64(offset + SERIES.reasonA, a, true);
  record.setFloat64(offset + SERIES.reasonB, b, true);
  record.setFloat64(offset + SERIES.reasonC, c, true);
  record.setFloat64(offset + SERIES.riseValue, value, true);
  record.setFloat64(offset + SERIES.riseExpected, expected, true);
}
