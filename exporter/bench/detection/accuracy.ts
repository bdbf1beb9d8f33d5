import { join } from "node:path";
import type { Detector } from "#exporter/detectors/detector";
import { ONSET_EVIDENCE, scoreOfEvidence } from "#exporter/stats/evidence";
import { runDetector } from "./fold.ts";
import type { Verdicts } from "./fold.ts";
import type { ScoredSeries } from "./nab-score.ts";
import { readNab } from "./nab-corpus.ts";
import type { NabSeries } from "./nab-corpus.ts";
import { readRepeats } from "./repeats-corpus.ts";
import type { RepeatsSeries } from "./repeats-corpus.ts";

/** Score at which an anomaly begins: the shipped threshold. */
export const FIXED_THRESHOLD = scoreOfEvidence(ONSET_EVIDENCE);

/** A series with what the detector said about it. */
export interface Judged<T> {
  readonly series: T;
  readonly verdicts: Verdicts;
}

/** Both sets of recordings, judged. */
export interface Accuracy {
  readonly nab: readonly Judged<NabSeries>[];
  readonly repeats: readonly Judged<RepeatsSeries>[];
}

/** Folds all recordings below `shared`, each from nothing. */
export function judgeAll(detector: Detector, shared: string): Accuracy {
  const judge = <T extends NabSeries | RepeatsSeries>(series: T): Judged<T> => ({ series, verdicts: runDetector(detector, series) });
  return { nab: readNab(join(shared, "nab/dev")).map(judge), repeats: readRepeats(join(shared, "repeats")).map(judge) };
}

/** The score of each row alone, as NAB takes it. */
export function rowScores({ series, verdicts }: Judged<NabSeries>): ScoredSeries {
  return { name: series.name, windows: series.windows, scores: verdicts.evidence.map(scoreOfEvidence) };
}

/** The same with nothing but the rows that begin an anomaly: what people are told. */
export function onsetScores({ series, verdicts }: Judged<NabSeries>): ScoredSeries {
  const scores = new Float64Array(series.values.length);
  for (const row of verdicts.onsets) scores[row] = scoreOfEvidence(verdicts.evidence[row] ?? 0);
  return { name: series.name, windows: series.windows, scores };
}
