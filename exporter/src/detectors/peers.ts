import { usableDeviation } from "../stats/evidence.ts";
import { judgeAround } from "./band.ts";
import type { Detector, DetectorKind, Group } from "./detector.ts";
import { REASON } from "./reasons.ts";

/** The series' own: its place in the group + 1. */
const SIZE_BYTES = 8;

/** The group's: up to 64 places, each a member's number + 1, its latest value, and the log time of that. */
const PLACES = 64;
const PLACE_BYTES = 24;
const VALUE = 8;
const SEEN_MS = 16;

/** Of normal values: standard deviation per median absolute deviation, and per mean absolute deviation. */
const PER_MEDIAN = 1.4826;
const PER_MEAN = 1.2533;

/**
 * Distance of a series from its siblings: one sensor of many that ought to show the same.
 *
 * median and scale = 1.4826·median(|x − median|) of the siblings' latest values, its own left out, none older than `fresh`
 * seconds of log time (where more than half are equal, 1.2533·mean(|x − median|)); the scale is never below `floor`.
 * evidence 2.5·((value − median) / scale / onset)²; band = median ± onset·scale. Ready with `least` siblings.
 * A group holds 64 members; of more, those heard of longest ago make room.
 * Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993), across series in the place of time.
 *
 * Cost some 1 µs an event at 64 siblings, 8 bytes a series and 1,536 a group. Not for siblings that rightly differ (give a `floor`
 * or another group), nor for an anomaly that all of them share.
 */
export const peers: DetectorKind = {
  id: "peers",
  version: 1,
  defaults: { onset: 5, floor: 0, least: 4, fresh: 600 },
  ranges: { onset: [1, 100], floor: [0, 1e300], least: [2, PLACES - 1], fresh: [1, 604_800] },
  inUnit: ["floor"],
  whole: ["least"],
  warmUp: 1,
  judges: "siblings",
  create({ onset = 5, floor = 0, least = 4, fresh = 600 }): Detector {
    const values = new Float64Array(PLACES);
    let group: Group | undefined;
    return {
      size: SIZE_BYTES,
      groupSize: PLACES * PLACE_BYTES,
      enter: (entered) => { group = entered; },
      score(_page, _offset, input, judgement) {
        const held = group === undefined ? 0 : gather(group, input.logMs - 1000 * fresh, values);
        judgement.ready = held >= least;
        judgement.expected = judgement.ready ? medianOf(values, held) : NaN;
        judgeAround(judgement, input.value, Math.max(scaleOf(values, held, judgement.expected), floor), onset);
        if (judgement.reason === REASON.none) return;
        judgement.reason = REASON.peers;
        judgement.b = judgement.expected;
        judgement.c = held;
      },
      learn(page, offset, input) {
        if (group === undefined) return;
        const place = placeOf(group, page.getFloat64(offset, true) - 1);
        page.setFloat64(offset, place + 1, true);
        const at = group.offset + PLACE_BYTES * place;
        group.page.setFloat64(at, group.member + 1, true);
        group.page.setFloat64(at + VALUE, input.value, true);
        group.page.setFloat64(at + SEEN_MS, input.logMs, true);
      },
    };
  },
};

/** The member's place: where it was, else a free one, else that of the member heard of longest ago. */
function placeOf({ page, offset, member }: Group, before: number): number {
  if (before >= 0 && page.getFloat64(offset + PLACE_BYTES * before, true) === member + 1) return before;
  let oldest = 0;
  for (let place = 0; place < PLACES; place++) {
    const at = offset + PLACE_BYTES * place;
    const holder = page.getFloat64(at, true);
    if (holder === 0 || holder === member + 1) return place;
    if (page.getFloat64(at + SEEN_MS, true) < page.getFloat64(offset + PLACE_BYTES * oldest + SEEN_MS, true)) oldest = place;
  }
  return oldest;
}

/** Writes the siblings' values since `fromMs` into `values`, sorted; returns how many. */
function gather({ page, offset, member }: Group, fromMs: number, values: Float64Array): number {
  let held = 0;
  for (let place = 0; place < PLACES; place++) {
    const at = offset + PLACE_BYTES * place;
    const holder = page.getFloat64(at, true);
    if (holder === 0) break;
    if (holder !== member + 1 && page.getFloat64(at + SEEN_MS, true) >= fromMs) insert(values, held++, page.getFloat64(at + VALUE, true));
  }
  return held;
}

/** Puts a value among the first `held`, which are sorted. */
function insert(values: Float64Array, held: number, value: number): void {
  let at = held;
  for (; at > 0 && (values[at - 1] ?? 0) > value; at--) values[at] = values[at - 1] ?? 0;
  values[at] = value;
}

function medianOf(values: Float64Array, held: number): number {
  return (values[(held - 1) >> 1] ?? 0) / 2 + (values[held >> 1] ?? 0) / 2;
}

/** Overwrites `values` with their distances from the median. */
function scaleOf(values: Float64Array, held: number, median: number): number {
  let sum = 0;
  for (let i = 0; i < held; i++) {
    const distance = Math.abs((values[i] ?? 0) - median);
    sum += distance;
    insert(values, i, distance);
  }
  if (held === 0) return usableDeviation(0, 0);
  const scale = PER_MEDIAN * medianOf(values, held) || PER_MEAN * (sum / held);
  return usableDeviation(scale * scale, median);
}
