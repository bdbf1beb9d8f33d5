import { damped } from "../stats/damping.ts";
import { deviationEvidence, usableDeviation } from "../stats/evidence.ts";
import type { Detector, DetectorInput, DetectorKind } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

const COUNT = 0;
const LAST = 8;
/** Mean square of the change a second. */
const SQUARE = 16;

const PLAIN_DEVIATIONS = 2;
const MEMORY = 1000;

/**
 * Change a second since the value before, by how large it usually is or by what the pack allows.
 *
 * v = (value − last) / seconds since; evidence 2.5·(v / limit)², at most 10, where limit = `most` if that is above 0,
 * else onset·√(mean square of v, memory 1,000 events, v damped beyond twice its root once ready);
 * expected = last, band = last ± limit·seconds.
 * A limit of the rate of change is that of quality control of measurements: QARTOD Manual for Real-Time Quality Control of
 * In-Situ Temperature and Salinity Data (2020), test 7, https://doi.org/10.25923/x02m-m555.
 * Two events of one time are taken as one usual interval apart, a second while that is unknown.
 *
 * Cost some 15 ns an event, 24 bytes a series. A spike counts twice, on its way up and back. Not for slow changes, nor for
 * noise larger than what is looked for.
 */
export const rateOfChange: DetectorKind = {
  id: "rate-of-change",
  version: 1,
  defaults: { most: 0, onset: 4, warm_up: 30 },
  ranges: { most: [0, 1e300], onset: [1, 100], warm_up: [2, 1e6] },
  inUnit: ["most"],
  whole: ["warm_up"],
  warmUp: 30,
  judges: "values",
  create({ most = 0, onset = 4, warm_up: warmUp = 30 }): Detector {
    // What the pack allows needs no learning, only a value to compare with.
    const needed = most > 0 ? 1 : warmUp;
    const limitOf = (page: DataView, offset: number, last: number, seconds: number): number =>
      most > 0 ? most : onset * usableDeviation(page.getFloat64(offset + SQUARE, true), last / seconds);
    return {
      size: 24,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const last = page.getFloat64(offset + LAST, true);
        const seconds = secondsSince(input);
        const limit = limitOf(page, offset, last, seconds);
        const change = (input.value - last) / seconds;
        judgement.ready = count >= needed;
        judgement.evidence = judgement.ready ? deviationEvidence(change / limit, 1) : 0;
        judgement.expected = count > 0 ? last : NaN;
        judgement.lower = judgement.ready ? last - limit * seconds : NaN;
        judgement.upper = judgement.ready ? last + limit * seconds : NaN;
        if (judgement.evidence > 0) because(judgement, REASON.rateOfChange, Math.abs(change), limit);
        else because(judgement, REASON.none, NaN);
      },
      learn(page, offset, input) {
        const count = page.getFloat64(offset + COUNT, true) + 1;
        page.setFloat64(offset + COUNT, count, true);
        if (count > 1) {
          const last = page.getFloat64(offset + LAST, true);
          const square = page.getFloat64(offset + SQUARE, true);
          const seconds = secondsSince(input);
          const plain = count > warmUp ? PLAIN_DEVIATIONS * usableDeviation(square, last / seconds) : Infinity;
          const change = damped((input.value - last) / seconds, plain);
          page.setFloat64(offset + SQUARE, square + Math.max(1 / (count - 1), 1 / MEMORY) * (change * change - square), true);
        }
        page.setFloat64(offset + LAST, input.value, true);
      },
    };
  },
};

function secondsSince({ elapsedMs, intervalMs }: DetectorInput): number {
  if (elapsedMs > 0) return elapsedMs / 1000;
  return intervalMs > 0 ? intervalMs / 1000 : 1;
}
