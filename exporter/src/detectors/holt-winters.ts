import { damped } from "../stats/damping.ts";
import { usableDeviation } from "../stats/evidence.ts";
import { judgeAround } from "./band.ts";
import type { Detector, DetectorInput, DetectorKind } from "./detector.ts";
import { timeOfDay } from "./time-of-day.ts";

const COUNT = 0;
const LEVEL = 8;
const TREND = 16;
const VARIANCE = 24;
/** A bucket of the season: its part of the value, and how often it was seen. */
const SEASON = 32;
const BUCKET_BYTES = 16;
const SEEN = 8;

const PLAIN_DEVIATIONS = 2;
/** A trend fades by this at each event, so that none goes on for ever. */
const DAMPING = 0.98;
/** Least weight of an error in the variance. */
const VARIANCE_WEIGHT = 0.005;
const BUCKETS_A_DAY = 24;

/**
 * Level, damped trend and season, each smoothed exponentially (additive Holt-Winters), and the distance from their sum.
 *
 * f = level + φ·trend + season[b], φ = .98; r = value − f; evidence 2.5·(r / sd / onset)²; band = f ± onset·sd.
 * Then, with r damped beyond 2·sd once ready: level += φ·trend + max(level_weight, 1/n)·r;
 * trend = φ·trend + trend_weight·r; season[b] += max(season_weight, 1/(n_b+1))·r; variance += max(.005, 1/n)·(r² − variance).
 * b is the hour of the event's time (UTC), or with `period` = m > 0 the event's place among m. An hour that was never
 * seen is not judged.
 * Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 8.3 and 8.5 (error correction form),
 * https://otexts.com/fpp3/holt-winters.html.
 *
 * Cost some 40 ns an event, 32 + 16 bytes a bucket (416 by the hour). Not for values without rhythm, where its level only
 * adds noise (`z-score`), nor for a period in events where events go missing.
 */
export const holtWinters: DetectorKind = {
  id: "holt-winters",
  version: 1,
  defaults: { level_weight: 0.1, trend_weight: 0.01, season_weight: 0.05, period: 0, onset: 4, warm_up: 48 },
  ranges: { level_weight: [0.001, 1], trend_weight: [0, 1], season_weight: [0, 1], period: [0, 2016], onset: [1, 100], warm_up: [3, 1e6] },
  whole: ["period", "warm_up"],
  warmUp: 48,
  judges: "values",
  create({ level_weight: levelWeight = 0.1, trend_weight: trendWeight = 0.01, season_weight: seasonWeight = 0.05, period = 0, onset = 4, warm_up: warmUp = 48 }): Detector {
    const buckets = period > 0 ? period : BUCKETS_A_DAY;
    const bucketOf = (page: DataView, offset: number, { eventMs }: DetectorInput): number => {
      const bucket = period > 0 ? page.getFloat64(offset + COUNT, true) % period : timeOfDay(eventMs, buckets);
      return offset + SEASON + BUCKET_BYTES * bucket;
    };
    return {
      size: SEASON + BUCKET_BYTES * buckets,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const level = page.getFloat64(offset + LEVEL, true);
        const bucket = bucketOf(page, offset, input);
        judgement.ready = count >= warmUp && page.getFloat64(bucket + SEEN, true) > 0;
        judgement.expected = count > 0 ? level + DAMPING * page.getFloat64(offset + TREND, true) + page.getFloat64(bucket, true) : NaN;
        judgeAround(judgement, input.value, usableDeviation(page.getFloat64(offset + VARIANCE, true), level), onset);
      },
      learn(page, offset, input) {
        const bucket = bucketOf(page, offset, input);
        const count = page.getFloat64(offset + COUNT, true) + 1;
        const level = page.getFloat64(offset + LEVEL, true);
        const carried = DAMPING * page.getFloat64(offset + TREND, true);
        const season = page.getFloat64(bucket, true);
        const seen = page.getFloat64(bucket + SEEN, true) + 1;
        const variance = page.getFloat64(offset + VARIANCE, true);
        const plain = count > warmUp ? PLAIN_DEVIATIONS * usableDeviation(variance, level) : Infinity;
        const error = damped(input.value - (level + carried + season), plain);
        page.setFloat64(offset + COUNT, count, true);
        page.setFloat64(offset + LEVEL, level + carried + Math.max(levelWeight, 1 / count) * error, true);
        // The first value is where the level begins, no error.
        if (count === 1) return;
        page.setFloat64(offset + TREND, carried + trendWeight * error, true);
        page.setFloat64(bucket, season + Math.max(seasonWeight, 1 / (seen + 1)) * error, true);
        page.setFloat64(bucket + SEEN, seen, true);
        page.setFloat64(offset + VARIANCE, variance + Math.max(VARIANCE_WEIGHT, 1 / (count - 1)) * (error * error - variance), true);
      },
    };
  },
};
