import { usableDeviation } from "../stats/evidence.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { judgeDeviation } from "./reasons.ts";

const COUNT = 0;
const MEAN = 8;
const VARIANCE = 16;

/** Deviations beyond this are learned damped. */
const PLAIN_DEVIATIONS = 2;

/** Differences are learned up to this size: a square that overflows would stay in the variance for ever. */
const LARGEST_DIFFERENCE = 1e150;

/**
 * Distance from the running mean in standard deviations, both forgetting exponentially.
 *
 * z = (value − mean) / sd from before the value; evidence 2.5·(z / onset)²; band = mean ± onset·sd.
 * Then, with a = max(1/n, 1/memory) and d = value − mean:
 *   once ready, a |d| beyond 2·sd counts as its geometric mean with 2·sd, so that an anomaly neither widens the
 *   band nor draws the level as much as an ordinary value would, yet a new level is learned in the end;
 *   mean += a·d; variance = (1 − a)·(variance + a·d²).
 * Finch, "Incremental calculation of weighted mean and variance" (2009), section 9; the damping is our own.
 * The memory of 4,000 is two weeks of five-minute values.
 *
 * Cost some 20 ns an event, 24 bytes a series. Not for values with a strong daily rhythm (the band is as wide
 * as the day) and not for heavy tails (the sd follows the outliers).
 */
export const zScore: DetectorKind = {
  id: "z-score",
  version: 1,
  defaults: { memory: 4000, onset: 4, warm_up: 30 },
  ranges: { memory: [10, 1e9], onset: [1, 100], warm_up: [2, 1e6] },
  whole: ["warm_up"],
  warmUp: 30,
  judges: "values",
  create({ memory = 4000, onset = 4, warm_up: warmUp = 30 }): Detector {
    return {
      size: 24,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const mean = page.getFloat64(offset + MEAN, true);
        const sd = usableDeviation(page.getFloat64(offset + VARIANCE, true), mean);
        judgement.ready = count >= warmUp;
        judgeDeviation(judgement, (input.value - mean) / sd, onset);
        judgement.expected = count > 0 ? mean : NaN;
        judgement.lower = judgement.ready ? mean - onset * sd : NaN;
        judgement.upper = judgement.ready ? mean + onset * sd : NaN;
      },
      learn(page, offset, input) {
        const count = page.getFloat64(offset + COUNT, true) + 1;
        const weight = Math.max(1 / count, 1 / memory);
        const mean = page.getFloat64(offset + MEAN, true);
        const variance = page.getFloat64(offset + VARIANCE, true);
        const plain = count > warmUp ? PLAIN_DEVIATIONS * usableDeviation(variance, mean) : Infinity;
        const difference = damped(input.value - mean, plain);
        page.setFloat64(offset + COUNT, count, true);
        page.setFloat64(offset + MEAN, mean + weight * difference, true);
        page.setFloat64(offset + VARIANCE, (1 - weight) * (variance + weight * difference * difference), true);
      },
    };
  },
};

/** `difference` where its size is at most `plain`, beyond that the geometric mean of the two. */
function damped(difference: number, plain: number): number {
  const size = Math.min(Math.abs(difference), LARGEST_DIFFERENCE);
  return Math.sign(difference) * (size <= plain ? size : Math.sqrt(size * plain));
}
