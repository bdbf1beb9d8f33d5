import { ar } from "./ar.ts";
import { auto } from "./auto.ts";
import { cusum } from "./cusum.ts";
import type { DetectorKind } from "./detector.ts";
import { ewma } from "./ewma.ts";
import { holtWinters } from "./holt-winters.ts";
import { mad } from "./mad.ts";
import { movingAverage } from "./moving-average.ts";
import { novelty } from "./novelty.ts";
import { peers } from "./peers.ts";
import { rateOfChange } from "./rate-of-change.ts";
import { record } from "./record.ts";
import { seasonal } from "./seasonal.ts";
import { silent } from "./silent.ts";
import { stuck } from "./stuck.ts";
import { threshold } from "./threshold.ts";
import { zScore } from "./z-score.ts";

/** Every detector by its id: one line each. */
export const detectorKinds: ReadonlyMap<string, DetectorKind> = new Map(
  [
    ar,
    auto,
    cusum,
    ewma,
    holtWinters,
    mad,
    movingAverage,
    novelty,
    peers,
    rateOfChange,
    record,
    seasonal,
    silent,
    stuck,
    threshold,
    zScore,
  ].map((kind) => [kind.id, kind]),
);
