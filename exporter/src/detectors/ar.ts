import { clipped, damped } from "../stats/damping.ts";
import { ONSET_EVIDENCE, usableDeviation } from "../stats/evidence.ts";
import { decadesOf, deviationsOf, noteRank, RANKS_BYTES } from "../stats/ranks.ts";
import { leastSquaresStep } from "../stats/least-squares.ts";
import type { Detector, DetectorKind, Judgement } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

const COUNT = 0;
const MEAN = 8;
const VARIANCE = 16;
/** Variance of the innovations. */
const ERROR = 24;
const RANKS = 32;
const LAGS = RANKS + RANKS_BYTES;

const PLAIN_DEVIATIONS = 2;
/** Innovations are learned up to this many of their standard deviations; during warm-up to this many of the values'. */
const LARGEST_INNOVATION = 3;
const LARGEST_FIRST = 10;
/** A lag counts for no more than this many standard deviations. */
const LARGEST_LAG = 10;
const ERROR_WEIGHT = 0.005;
const MEAN_WEIGHT = 0.001;
/** Values with all their lags before an innovation is ranked. */
const SETTLED = 30;
const MAX_EVIDENCE = 10;
/** Decades that are nothing unusual. */
const USUAL_DECADES = 1;

/**
 * Innovation of an autoregression: how improbable a value is after the `order` values before it.
 *
 * With lags in standard deviations from the running mean: f = mean + sd·Σ w_j·lag_j; z = (value − f) / sd of the innovations.
 * w by recursive least squares with forgetting 1 − 1/memory, innovations clipped to ±3 sd. decades = −log10 p, p the share of
 * innovations before that were as large (conformal rank), beyond their 98 % an exponential tail with their mean excess.
 * evidence = 2.5·(decades − 1) / (onset − 1), from 0 to 10; expected = f; band = where the decades reach the onset.
 * Ljung, "System Identification", 2nd ed. (1999), 11.2 (recursive least squares); Laxhammar, "Conformal Anomaly Detection"
 * (2014), https://urn.kb.se/resolve?urn=urn:nbn:se:his:diva-8762 (ranks).
 *
 * Cost some 2·order² multiplications an event (300 ns at 8), 160 + 16·order + 8·order² bytes a series (800 at 8). For values that
 * follow each other; where they don't it is a dearer `z-score`. Not for irregular events.
 */
export const ar: DetectorKind = {
  id: "ar",
  version: 1,
  defaults: { order: 8, onset: 6, memory: 1000, warm_up: 100 },
  ranges: { order: [1, 32], onset: [2, 100], memory: [50, 1e9], warm_up: [10, 1e6] },
  whole: ["order", "warm_up"],
  warmUp: 100,
  judges: "values",
  create({ order = 8, onset = 6, memory = 1000, warm_up: warmUp = 100 }): Detector {
    const weights = LAGS + 8 * order;
    const inverse = weights + 8 * order;
    const step = leastSquaresStep(order, 1 - 1 / memory);
    /** The lags of the value that is looked at; filled anew for each. */
    const lags = new Float64Array(order);
    const readLags = (page: DataView, offset: number, mean: number, sd: number): void => {
      const count = page.getFloat64(offset + COUNT, true);
      for (let j = 0; j < order; j++) {
        const value = j < count ? page.getFloat64(offset + LAGS + 8 * ((count - 1 - j) % order), true) : mean;
        lags[j] = clipped((value - mean) / sd, LARGEST_LAG);
      }
    };
    const predict = (page: DataView, offset: number): number => {
      let sum = 0;
      for (let j = 0; j < order; j++) sum += page.getFloat64(offset + weights + 8 * j, true) * (lags[j] ?? 0);
      return sum;
    };
    return {
      size: inverse + 8 * order * order,
      score(page, offset, { value }, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const mean = page.getFloat64(offset + MEAN, true);
        const sd = usableDeviation(page.getFloat64(offset + VARIANCE, true), mean);
        const errorSd = usableDeviation(page.getFloat64(offset + ERROR, true), mean);
        readLags(page, offset, mean, sd);
        judgement.ready = count >= warmUp;
        judgement.expected = count > 0 ? mean + sd * predict(page, offset) : NaN;
        const decades = decadesOf(page, offset + RANKS, Math.abs(value - judgement.expected) / errorSd);
        judgement.evidence = judgement.ready ? Math.min(MAX_EVIDENCE, ONSET_EVIDENCE * Math.max(0, (decades - USUAL_DECADES) / (onset - USUAL_DECADES))) : 0;
        const half = errorSd * deviationsOf(page, offset + RANKS, onset);
        judgement.lower = judgement.ready ? judgement.expected - half : NaN;
        judgement.upper = judgement.ready ? judgement.expected + half : NaN;
        explain(judgement, decades, count);
      },
      learn(page, offset, { value }) {
        const before = page.getFloat64(offset + COUNT, true);
        const mean = page.getFloat64(offset + MEAN, true);
        const variance = page.getFloat64(offset + VARIANCE, true);
        const sd = usableDeviation(variance, mean);
        if (before >= order) {
          readLags(page, offset, mean, sd);
          const error = value - mean - sd * predict(page, offset);
          const errorVariance = page.getFloat64(offset + ERROR, true);
          const errorSd = usableDeviation(errorVariance, mean);
          const fits = before - order;
          if (fits >= SETTLED) noteRank(page, offset + RANKS, Math.abs(error) / errorSd);
          const learned = clipped(error, before >= warmUp ? LARGEST_INNOVATION * errorSd : LARGEST_FIRST * sd);
          page.setFloat64(offset + ERROR, errorVariance + Math.max(ERROR_WEIGHT, 1 / (fits + 1)) * (learned * learned - errorVariance), true);
          step(page, offset + weights, lags, learned / sd);
        }
        const weight = Math.max(1 / (before + 1), MEAN_WEIGHT);
        const difference = damped(value - mean, before >= warmUp ? PLAIN_DEVIATIONS * sd : Infinity);
        page.setFloat64(offset + MEAN, mean + weight * difference, true);
        page.setFloat64(offset + VARIANCE, (1 - weight) * (variance + weight * difference * difference), true);
        page.setFloat64(offset + LAGS + 8 * (before % order), value, true);
        page.setFloat64(offset + COUNT, before + 1, true);
      },
    };
  },
};

function explain(judgement: Judgement, decades: number, events: number): void {
  because(judgement, REASON.none, NaN);
  if (judgement.evidence === 0) return;
  because(judgement, REASON.improbable, decades, judgement.expected);
  judgement.c = events;
}
