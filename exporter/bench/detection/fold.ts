import type { DetectorKind, DetectorSettings } from "#exporter/detectors/detector";
import { detectorKinds } from "#exporter/detectors/registry";
import { noteTimes, Scoring, stateAt } from "#exporter/pipeline/scoring";
import { Memory } from "#exporter/state/memory";
import { SERIES, SeriesSlab } from "#exporter/state/series";
import type { Detector, DetectorInput, Judgement } from "#exporter/detectors/detector";
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

/** A kind with settings over its defaults. Throws where the kind, a setting or a value is not one. */
export function makeDetector(id: string, settings: DetectorSettings): Detector {
  const kind = kindOf(id);
  for (const [name, value] of Object.entries(settings)) {
    const range = kind.ranges[name];
    if (range === undefined) throw new Error(`--set: ${id} has the settings ${Object.keys(kind.defaults).join(", ")}, got ${name}`);
    if (!(value >= range[0] && value <= range[1])) throw new Error(`--set: ${name} must be from ${range[0]} to ${range[1]}, got ${value}`);
  }
  return kind.create({ ...kind.defaults, ...settings });
}

function kindOf(id: string): DetectorKind {
  const kind = detectorKinds.get(id);
  if (kind === undefined) throw new Error(`--detector must be one of ${[...detectorKinds.keys()].join(", ")}, got ${id}`);
  return kind;
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

/** Folds one series by the code that the exporter scores with; log time = event time. */
export function runDetector(detector: Detector, { timesMs, values }: Series): Verdicts {
  const slab = new SeriesSlab(new Memory(), "series", "detector", detector.size);
  slab.ensure(0);
  const scoring = new Scoring();
  const listening = new Listening(detector);
  const record = slab.records.writable(0);
  const evidence = new Float64Array(values.length);
  const state = new Float64Array(values.length);
  const onsets: number[] = [];
  let warmUpRows = 0;
  const at = { value: 0, eventMs: 0, logMs: 0 };
  for (let row = 0; row < values.length; row++) {
    at.value = values[row] ?? NaN;
    at.eventMs = timesMs[row] ?? NaN;
    at.logMs = Math.max(at.logMs, at.eventMs);
    noteTimes(record, 0, at.eventMs, at.logMs);
    const before = record.getFloat64(SERIES.anomalies, true);
    scoring.observe(slab, 0, listening, at);
    evidence[row] = listening.evidence;
    state[row] = stateAt(record, 0, at.logMs);
    if (record.getFloat64(SERIES.anomalies, true) > before) onsets.push(row);
    if (record.getUint8(SERIES.ready) === 0) warmUpRows = row + 1;
  }
  return { evidence, state, onsets, warmUpRows };
}
