import { damped } from "../stats/damping.ts";
import { usableDeviation } from "../stats/evidence.ts";
import { judgeAround } from "./band.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { REASON } from "./reasons.ts";
import { timeOfDay, timeOfWeek } from "./time-of-day.ts";

const COUNT = 0;
const LEVEL = 8;
const VARIANCE = 16;
/** An hour: how far its values lie from the level, and how many it had. */
const HOURS = 24;
const HOUR_BYTES = 16;
const SEEN = 8;

const PLAIN_DEVIATIONS = 2;
const LEVEL_WEIGHT = 0.002;
const VARIANCE_WEIGHT = 0.005;

/**
 * Distance from what is usual at this hour of the day, or of the week.
 *
 * f = level + S[b], b the hour of the event's time in UTC; r = value − f; evidence 2.5·(r / sd / onset)²;
 * band = f ± onset·sd. Then, with r damped beyond 2·sd once ready: S[b] += max(weight, 1/(n_b+1))·r;
 * level += max(.002, 1/n)·r; variance += max(.005, 1/n)·(r² − variance). An hour that was never seen is not judged.
 * Seasonal means with exponential forgetting; Hyndman and Athanasopoulos, "Forecasting: Principles and Practice",
 * 3rd ed., 3.4, https://otexts.com/fpp3/classical-decomposition.html.
 *
 * Cost some 30 ns an event, 408 bytes a series by time of day, 2,712 by hour of week. Not for a rhythm that is not the
 * clock's; an hour shifts with daylight saving, which the affected hours learn within 20 events each.
 */
export const seasonal: DetectorKind = {
  id: "seasonal",
  version: 1,
  defaults: { weight: 0.05, onset: 4, warm_up: 48 },
  ranges: { weight: [0.001, 1], onset: [1, 100], warm_up: [3, 1e6] },
  whole: ["warm_up"],
  choices: { by: ["time-of-day", "hour-of-week"] },
  warmUp: 48,
  judges: "values",
  create({ weight = 0.05, onset = 4, warm_up: warmUp = 48 }, { by } = {}): Detector {
    const hours = by === "hour-of-week" ? 168 : 24;
    const hourOf = hours === 168 ? timeOfWeek : timeOfDay;
    return {
      size: HOURS + HOUR_BYTES * hours,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const level = page.getFloat64(offset + LEVEL, true);
        const hour = offset + HOURS + HOUR_BYTES * hourOf(input.eventMs, hours);
        judgement.ready = count >= warmUp && page.getFloat64(hour + SEEN, true) > 0;
        judgement.expected = count > 0 ? level + page.getFloat64(hour, true) : NaN;
        judgeAround(judgement, input.value, usableDeviation(page.getFloat64(offset + VARIANCE, true), level), onset);
        if (judgement.reason !== REASON.none) judgement.reason = REASON.atThisTime;
      },
      learn(page, offset, input) {
        const hour = offset + HOURS + HOUR_BYTES * hourOf(input.eventMs, hours);
        const count = page.getFloat64(offset + COUNT, true) + 1;
        const level = page.getFloat64(offset + LEVEL, true);
        const usual = page.getFloat64(hour, true);
        const seen = page.getFloat64(hour + SEEN, true) + 1;
        const variance = page.getFloat64(offset + VARIANCE, true);
        const plain = count > warmUp ? PLAIN_DEVIATIONS * usableDeviation(variance, level) : Infinity;
        const error = damped(input.value - level - usual, plain);
        page.setFloat64(offset + COUNT, count, true);
        page.setFloat64(offset + LEVEL, level + Math.max(LEVEL_WEIGHT, 1 / count) * error, true);
        page.setFloat64(hour + SEEN, seen, true);
        // The first value is where the level begins, no error.
        if (count === 1) return;
        page.setFloat64(hour, usual + Math.max(weight, 1 / (seen + 1)) * error, true);
        page.setFloat64(offset + VARIANCE, variance + Math.max(VARIANCE_WEIGHT, 1 / (count - 1)) * (error * error - variance), true);
      },
    };
  },
};
