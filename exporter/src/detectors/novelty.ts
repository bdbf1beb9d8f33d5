import { damped } from "../stats/damping.ts";
import { ONSET_EVIDENCE } from "../stats/evidence.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

const COUNT = 0;
/** Of the bins within the range: where the first begins, and their width. */
const BEGIN = 8;
const WIDTH = 16;
const MEAN = 24;
/** The symbols of a generation, 64 bits, and its visits. */
const PRESENT = 32;
const PAST = 48;
const VISITS = 8;
const FIRST_VALUES = 64;

/** Symbols: 28 below the range, the further the wider; 8 within; 28 above. */
const OUTSIDE = 28;
const WITHIN = 8;
const SYMBOLS = 64;
const MAX_EVIDENCE = 10;
const MEAN_WEIGHT = 1 / 1000;

/**
 * First sight of a range of values.
 *
 * The 2–98 % range of the first `warm_up` values is cut into 8 bins, outside of it bins double in width. A value in a bin
 * without a visit: D = −log10(d / (N + d)), N visits, d distinct bins visited; evidence = 2.5·D / onset, at most 10; a bin
 * that was visited is no evidence. Bins are forgotten in two generations of `generation` values each.
 * expected = the mean (weight 1/1000, damped), band = from the lowest bin visited to the highest.
 * The estimate is that of a novel symbol in text compression (method C of PPM): Moffat, "Implementing the PPM Data
 * Compression Scheme" (1990), https://doi.org/10.1109/26.61469.
 *
 * Cost some 20 ns an event, 64 + 8·warm_up bytes a series (864). Tells what never was, once: not for what comes back, nor
 * for anomalies within the usual range.
 */
export const novelty: DetectorKind = {
  id: "novelty",
  version: 1,
  defaults: { onset: 2, generation: 5000, warm_up: 100 },
  ranges: { onset: [0.5, 10], generation: [100, 1e9], warm_up: [20, 1000] },
  whole: ["generation", "warm_up"],
  warmUp: 100,
  judges: "values",
  create({ onset = 2, generation = 5000, warm_up: warmUp = 100 }): Detector {
    return {
      size: FIRST_VALUES + 8 * warmUp,
      score(page, offset, { value }, judgement) {
        judgement.ready = page.getFloat64(offset + COUNT, true) >= warmUp;
        judgement.evidence = 0;
        judgement.expected = NaN;
        judgement.lower = NaN;
        judgement.upper = NaN;
        because(judgement, REASON.none, NaN);
        if (!judgement.ready) return;
        const least = leastOf(page, offset);
        const most = mostOf(page, offset);
        judgement.lower = edge(page, offset, least);
        judgement.upper = edge(page, offset, most + 1);
        judgement.expected = Math.max(judgement.lower, Math.min(judgement.upper, page.getFloat64(offset + MEAN, true)));
        const symbol = symbolOf(page, offset, value);
        if (isSeen(page, offset, symbol)) return;
        const visits = page.getFloat64(offset + PRESENT + VISITS, true) + page.getFloat64(offset + PAST + VISITS, true);
        judgement.evidence = Math.min(MAX_EVIDENCE, (ONSET_EVIDENCE / onset) * Math.log10((visits + distinct(page, offset)) / distinct(page, offset)));
        because(judgement, REASON.novel, symbol === 0 ? -Infinity : edge(page, offset, symbol), symbol === SYMBOLS - 1 ? Infinity : edge(page, offset, symbol + 1));
        judgement.c = visits;
      },
      learn(page, offset, { value }) {
        const count = page.getFloat64(offset + COUNT, true);
        const mean = page.getFloat64(offset + MEAN, true);
        const plain = count >= warmUp ? WITHIN * page.getFloat64(offset + WIDTH, true) : Infinity;
        page.setFloat64(offset + MEAN, mean + Math.max(1 / (count + 1), MEAN_WEIGHT) * damped(value - mean, plain), true);
        page.setFloat64(offset + COUNT, count + 1, true);
        if (count >= warmUp) {
          visit(page, offset, value, generation);
          return;
        }
        page.setFloat64(offset + FIRST_VALUES + 8 * count, value, true);
        if (count + 1 < warmUp) return;
        layOut(page, offset, warmUp);
        for (let i = 0; i < warmUp; i++) visit(page, offset, page.getFloat64(offset + FIRST_VALUES + 8 * i, true), generation);
      },
    };
  },
};

/** Sorts the first values and lays the bins over their middle. A constant lies in the middle of a bin. */
function layOut(page: DataView, offset: number, count: number): void {
  const values = offset + FIRST_VALUES;
  for (let i = 1; i < count; i++) {
    const value = page.getFloat64(values + 8 * i, true);
    let at = i;
    for (; at > 0 && page.getFloat64(values + 8 * (at - 1), true) > value; at--) {
      page.setFloat64(values + 8 * at, page.getFloat64(values + 8 * (at - 1), true), true);
    }
    page.setFloat64(values + 8 * at, value, true);
  }
  const low = page.getFloat64(values + 8 * Math.floor(0.02 * (count - 1)), true);
  const high = page.getFloat64(values + 8 * Math.ceil(0.98 * (count - 1)), true);
  const least = Math.max(Math.abs(low) * 1e-6, 1e-12);
  const width = Math.max(high / WITHIN - low / WITHIN, least);
  page.setFloat64(offset + WIDTH, width, true);
  page.setFloat64(offset + BEGIN, width === least ? low - width * 3.5 : low, true);
}

function symbolOf(page: DataView, offset: number, value: number): number {
  const place = (value - page.getFloat64(offset + BEGIN, true)) / page.getFloat64(offset + WIDTH, true);
  if (place < 0) return Math.max(0, OUTSIDE - 1 - doublings(-place));
  return place < WITHIN ? OUTSIDE + Math.floor(place) : Math.min(SYMBOLS - 1, OUTSIDE + WITHIN + doublings(place - WITHIN));
}

/** How often a width doubles to reach so many widths beyond the range: 0 below 1, 1 below 3, 2 below 7 … */
function doublings(widths: number): number {
  return 31 - Math.clz32(Math.min(widths + 1, 2 ** 31));
}

/** Where a bin begins; finite. */
function edge(page: DataView, offset: number, symbol: number): number {
  const inside = Math.max(0, Math.min(WITHIN, symbol - OUTSIDE));
  const beyond = symbol < OUTSIDE ? 1 - 2 ** (OUTSIDE - symbol) : 2 ** Math.max(0, symbol - OUTSIDE - WITHIN) - 1;
  const place = page.getFloat64(offset + BEGIN, true) + (inside + beyond) * page.getFloat64(offset + WIDTH, true);
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, place));
}

/** 32 symbols as bits, of both generations. */
function bits(page: DataView, offset: number, half: 0 | 4): number {
  return page.getUint32(offset + PRESENT + half, true) | page.getUint32(offset + PAST + half, true);
}

function isSeen(page: DataView, offset: number, symbol: number): boolean {
  return ((bits(page, offset, symbol < 32 ? 0 : 4) >>> (symbol & 31)) & 1) === 1;
}

function distinct(page: DataView, offset: number): number {
  return ones(bits(page, offset, 0)) + ones(bits(page, offset, 4));
}

function leastOf(page: DataView, offset: number): number {
  const low = bits(page, offset, 0);
  const high = bits(page, offset, 4);
  return low === 0 ? 63 - Math.clz32(high & -high) : 31 - Math.clz32(low & -low);
}

function mostOf(page: DataView, offset: number): number {
  const high = bits(page, offset, 4);
  return high === 0 ? 31 - Math.clz32(bits(page, offset, 0)) : 63 - Math.clz32(high);
}

function visit(page: DataView, offset: number, value: number, generation: number): void {
  const visits = page.getFloat64(offset + PRESENT + VISITS, true);
  if (visits >= generation) {
    // By integers: as a float a bit pattern could be a NaN, which may be rewritten.
    for (let at = 0; at < PAST - PRESENT; at += 4) {
      page.setUint32(offset + PAST + at, page.getUint32(offset + PRESENT + at, true), true);
      page.setUint32(offset + PRESENT + at, 0, true);
    }
  }
  const symbol = symbolOf(page, offset, value);
  const at = offset + PRESENT + (symbol < 32 ? 0 : 4);
  page.setUint32(at, page.getUint32(at, true) | (1 << (symbol & 31)), true);
  page.setFloat64(offset + PRESENT + VISITS, (visits >= generation ? 0 : visits) + 1, true);
}

/** Bits that are set (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
