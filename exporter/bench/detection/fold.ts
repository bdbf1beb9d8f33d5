import { noInput } from "#exporter/detectors/detector";
import type { Detector, DetectorInput, Judgement } from "#exporter/detectors/detector";
import { noteTimes, Scoring, stateAt } from "#exporter/pipeline/scoring";
import { Memory } from "#exporter/state/memory";
import type { Slab } from "#exporter/state/slab";
import { SERIES, SeriesSlab } from "#exporter/state/series";
import type { Series } from "./series.ts";

/** What a detector said about each row of a series. */
export interface Verdicts {
  /** Evidence A ≥ 0 of the row alone. */
  readonly evidence: Float64Array;
  /** Anomaly state S after the row, as the exporter holds and lets it fall. */
  readonly state: Float64Array;
  /** Rows with which an anomaly began. */
  readonly onsets: readonly number[];
  /** Rows until the detector was ready; all of them if it never was. */
  readonly warmUpRows: number;
}

/** Passes a detector's judgement on and keeps its evidence, which the fold does not. */
class Listening implements Detector {
  readonly size: number;
  evidence = 0;
  readonly #inner: Detector;

  constructor(inner: Detector) {
    this.#inner = inner;
    this.size = inner.size;
  }

  score(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void {
    this.#inner.score(page, offset, input, judgement);
    this.evidence = judgement.evidence;
  }

  learn(page: DataView, offset: number, input: DetectorInput): void {
    this.#inner.learn(page, offset, input);
  }
}

/** One series folded event by event, by the code that the exporter scores with; log time = event time. */
export class SeriesFold {
  readonly #detector: Detector;
  readonly #listening: Listening;
  readonly #slab: SeriesSlab;
  readonly #scoring = new Scoring();
  readonly #at = noInput();

  constructor(detector: Detector) {
    this.#detector = detector;
    this.#listening = new Listening(detector);
    this.#slab = new SeriesSlab(new Memory(), "series", "detector", detector);
    this.#slab.ensure(0);
  }

  /** The same state in bytes of its own. */
  copy(): SeriesFold {
    const copy = new SeriesFold(this.#detector);
    copyRecord(this.#slab.records, copy.#slab.records);
    copyRecord(this.#slab.detector(0), copy.#slab.detector(0));
    copy.#at.logMs = this.#at.logMs;
    return copy;
  }

  /** Takes a value; true if an anomaly began with it. */
  see(value: number, eventMs: number): boolean {
    const at = this.#at;
    const record = this.#slab.records.writable(0);
    at.value = value;
    at.eventMs = eventMs;
    at.logMs = Math.max(at.logMs, eventMs);
    noteTimes(record, 0, at);
    const before = record.getFloat64(SERIES.anomalies, true);
    this.#scoring.observe(this.#slab, 0, this.#listening, at);
    return record.getFloat64(SERIES.anomalies, true) > before;
  }

  /** Evidence A of the latest value. */
  get evidence(): number {
    return this.#listening.evidence;
  }

  /** Anomaly state S at the latest value. */
  get state(): number {
    return stateAt(this.#slab.records.view(0), 0, this.#at.logMs);
  }

  get isReady(): boolean {
    return this.#slab.records.view(0).getUint8(SERIES.ready) === 1;
  }
}

/** Folds one series from nothing. */
export function runDetector(detector: Detector, { timesMs, values }: Series): Verdicts {
  const fold = new SeriesFold(detector);
  const evidence = new Float64Array(values.length);
  const state = new Float64Array(values.length);
  const onsets: number[] = [];
  let warmUpRows = 0;
  for (let row = 0; row < values.length; row++) {
    if (fold.see(values[row] ?? NaN, timesMs[row] ?? NaN)) onsets.push(row);
    evidence[row] = fold.evidence;
    state[row] = fold.state;
    if (!fold.isReady) warmUpRows = row + 1;
  }
  return { evidence, state, onsets, warmUpRows };
}

/** Copies bytes, not numbers: not every bit pattern survives as one. */
function copyRecord(from: Slab, to: Slab): void {
  const [source, target] = [from.view(0), to.writable(0)];
  for (let at = 0; at < from.recordBytes; at += 4) target.setUint32(at, source.getUint32(at));
}
