import type { DetectorKind } from "./detector.ts";
import { movingAverage } from "./moving-average.ts";
import { zScore } from "./z-score.ts";

/** Every detector by its id: one line each. */
export const detectorKinds: ReadonlyMap<string, DetectorKind> = new Map(
  [
    movingAverage,
    zScore,
  ].map((kind) => [kind.id, kind]),
);
