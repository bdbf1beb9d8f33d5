import { usableDeviation } from "../stats/evidence.ts";
import { judgeAround } from "./band.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { REASON } from "./reasons.ts";

const COUNT = 0;
const RING = 8;

/** Of normal values: standard deviation per median absolute deviation, and per mean absolute deviation. */
const PER_MEDIAN = 1.4826;
const PER_MEAN = 1.2533;

/**
 * Distance from the median of the last `window` values, in median absolute deviations.
 *
 * scale = 1.4826·median(|x − median|), or 1.2533·mean(|x − median|) where more than half of the values are equal;
 * evidence 2.5·((value − median) / scale / onset)²; band = median ± onset·scale.
 * Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993); NIST/SEMATECH e-Handbook 1.3.5.17,
 * https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm.
 *
 * The window is kept whole, in the order of time and sorted, rather than in a sketch: the median is then exact, the
 * same whatever came before the window, and half of the window may be anomalous before it moves.
 * Cost 2·window moves and comparisons an event (some 200 ns at 101), 8 + 16·window bytes a series: not for a million
 * keys, nor for a daily rhythm longer than the window.
 */
export const mad: DetectorKind = {
  id: "mad",
  version: 1,
  defaults: { window: 101, onset: 5, warm_up: 30 },
  ranges: { window: [5, 10_000], onset: [1, 100], warm_up: [3, 10_000] },
  whole: ["window", "warm_up"],
  warmUp: 30,
  judges: "values",
  create({ window = 101, onset = 5, warm_up: warmUp = 30 }): Detector {
    const needed = Math.min(warmUp, window);
    const sorted = RING + 8 * window;
    return {
      size: RING + 16 * window,
      score(page, offset, input, judgement) {
        const count = page.getFloat64(offset + COUNT, true);
        const held = Math.min(count, window);
        judgement.ready = count >= needed;
        judgement.expected = medianOf(page, offset + sorted, held);
        judgeAround(judgement, input.value, scaleOf(page, offset + sorted, held, judgement.expected), onset);
        if (judgement.reason === REASON.none) return;
        judgement.reason = REASON.fromMedian;
        judgement.b = judgement.expected;
      },
      learn(page, offset, input) {
        const count = page.getFloat64(offset + COUNT, true);
        const at = offset + RING + 8 * (count % window);
        const first = offset + sorted;
        const gap = count < window ? count : placeOf(page, first, window, page.getFloat64(at, true));
        moveUp(page, first, moveDown(page, first, gap, input.value), Math.min(count, window - 1));
        page.setFloat64(at, input.value, true);
        page.setFloat64(offset + COUNT, count + 1, true);
      },
    };
  },
};

/** Of `held` sorted values from `at` on; NaN of none. */
function medianOf(page: DataView, at: number, held: number): number {
  if (held === 0) return NaN;
  const low = page.getFloat64(at + 8 * ((held - 1) >> 1), true);
  const high = page.getFloat64(at + 8 * (held >> 1), true);
  return low / 2 + high / 2;
}

function scaleOf(page: DataView, at: number, held: number, median: number): number {
  const scale = PER_MEDIAN * medianDistance(page, at, held, median);
  if (scale > 0) return usableDeviation(scale * scale, median);
  let sum = 0;
  for (let i = 0; i < held; i++) sum += Math.abs(page.getFloat64(at + 8 * i, true) - median);
  const mean = PER_MEAN * (sum / held);
  return usableDeviation(mean * mean, median);
}

/** Median of the distances from the median: taken from the middle outwards, the nearer of the two sides each time. */
function medianDistance(page: DataView, at: number, held: number, median: number): number {
  let below = ((held + 1) >> 1) - 1;
  let above = below + 1;
  let last = 0;
  let before = 0;
  for (let taken = 0; taken <= held >> 1; taken++) {
    const down = below >= 0 ? median - page.getFloat64(at + 8 * below, true) : Infinity;
    const up = above < held ? page.getFloat64(at + 8 * above, true) - median : Infinity;
    before = last;
    last = Math.min(down, up);
    if (down <= up) below--;
    else above++;
  }
  return held % 2 === 1 ? last : before / 2 + last / 2;
}

/** Puts a value into the gap among sorted ones and moves it down to its place, which is returned. */
function moveDown(page: DataView, first: number, gap: number, value: number): number {
  let at = gap;
  for (; at > 0 && page.getFloat64(first + 8 * (at - 1), true) > value; at--) {
    page.setFloat64(first + 8 * at, page.getFloat64(first + 8 * (at - 1), true), true);
  }
  page.setFloat64(first + 8 * at, value, true);
  return at;
}

/** Moves the value at a place among sorted ones, the last of which is at `last`, up to where it belongs. */
function moveUp(page: DataView, first: number, place: number, last: number): void {
  const value = page.getFloat64(first + 8 * place, true);
  let at = place;
  for (; at < last && page.getFloat64(first + 8 * (at + 1), true) < value; at++) {
    page.setFloat64(first + 8 * at, page.getFloat64(first + 8 * (at + 1), true), true);
  }
  page.setFloat64(first + 8 * at, value, true);
}

/** Where the first value not below `value` stands. */
function placeOf(page: DataView, at: number, held: number, value: number): number {
  let low = 0;
  let high = held;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.getFloat64(at + 8 * middle, true) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
