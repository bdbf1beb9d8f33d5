import { usableDeviation } from "../stats/evidence.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { judgeDeviation } from "./reasons.ts";

const COUNT = 0;
const RING = 8;

/**
 * Distance from the mean of the last `window` values, in their standard deviations.
 *
 * mean = Σx / n, variance = Σ(x − mean)² / n over the window before the value (two passes, so exact);
 * evidence 2.5·((value − mean) / sd / onset)²; band = mean ± onset·sd.
 * The plain moving average of quality control: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.
 *
 * Cost 2·window additions an event (some 100 ns at 60), 8 + 8·window bytes a series. Follows a level within
 * `window` values, so it is not for slow drifts; not for a million keys.
 */
export const movingAverage: DetectorKind = {
  id: "moving-average",
  version: 1,
  defaults: { window: 60, onset: 4, warm_up: 30 },
  ranges: { window: [3, 10_000], onset: [1, 100], warm_up: [2, 10_000] },
  whole: ["window", "warm_up"],
  warmUp: 30,
  judges: "values",
  create({ window = 60, onset = 4, warm_up: warmUp = 30 }): Detector {
    const needed = Math.min(warmUp, window);
    return {
      size: RING + 8 * window,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const held = Math.min(count, window);
        const mean = meanOf(page, offset + RING, held);
        const sd = usableDeviation(varianceOf(page, offset + RING, held, mean), mean);
        judgement.ready = count >= needed;
        judgeDeviation(judgement, (input.value - mean) / sd, onset);
        judgement.expected = count > 0 ? mean : NaN;
        judgement.lower = judgement.ready ? mean - onset * sd : NaN;
        judgement.upper = judgement.ready ? mean + onset * sd : NaN;
      },
      learn(page, offset, input) {
        const count = page.getFloat64(offset + COUNT, true);
        page.setFloat64(offset + RING + 8 * (count % window), input.value, true);
        page.setFloat64(offset + COUNT, count + 1, true);
      },
    };
  },
};

function meanOf(page: DataView, ring: number, held: number): number {
  let sum = 0;
  for (let i = 0; i < held; i++) sum += page.getFloat64(ring + 8 * i, true);
  return sum / held;
}

function varianceOf(page: DataView, ring: number, held: number, mean: number): number {
  let sum = 0;
  for (let i = 0; i < held; i++) {
    const difference = page.getFloat64(ring + 8 * i, true) - mean;
    sum += difference * difference;
  }
  return sum / held;
}
