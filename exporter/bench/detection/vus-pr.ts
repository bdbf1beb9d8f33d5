import type { Span } from "./series.ts";

/** Widest buffer around a segment, rows; the default of the authors' own code. */
export const VUS_BUFFER = 100;
const THRESHOLDS = 250;

/** Rows that fire together at one threshold: the first `count` of the order. */
interface Cut {
  readonly threshold: number;
  readonly count: number;
}

/**
 * Volume under the surface of range-based precision and recall over all buffer widths, 0–1; NaN without a segment.
 *
 * For each width ℓ from 0 to `buffer`, a row d rows outside a segment, d ≤ ⌊ℓ/2⌋, has the label √(1 − d/ℓ), a row inside 1;
 * labels of neighbours add up to 1 at most. At a threshold, with F the rows that fire and w the labels:
 *   hits = Σ_F w; positives = segment rows + ½ · Σ_F w outside segments; precision = hits / |F|;
 *   recall = min(1, hits / positives) · (share of segments, with their buffers, in which a row fires).
 * The area for ℓ is Σ (recall_k − recall_{k−1}) · precision_k over 250 thresholds at equal ranks; the volume their mean.
 * Paparrizos et al., "Volume under the surface" (VLDB 2022); Liu and Paparrizos, "The elephant in the room: TSB-AD" (NeurIPS 2024).
 *
 * Cost: a sort, then one pass over the rows a width.
 */
export function vusPr(scores: Float64Array, segments: readonly Span[], buffer = VUS_BUFFER): number {
  if (segments.length === 0) return NaN;
  const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const cuts = cutsOf(scores, order);
  let sum = 0;
  for (let width = 0; width <= buffer; width++) sum += area({ scores, segments, order, cuts, width });
  return sum / (buffer + 1);
}

/** Thresholds at equal ranks; equal scores fire together. */
function cutsOf(scores: Float64Array, order: Int32Array): Cut[] {
  const step = (scores.length - 1) / (THRESHOLDS - 1);
  const scoreAt = (rank: number): number => scores[order[rank] ?? -1] ?? NaN;
  let count = 0;
  return Array.from({ length: THRESHOLDS }, (_, k) => {
    const rank = k === THRESHOLDS - 1 ? scores.length - 1 : Math.floor(k * step);
    const threshold = scoreAt(rank);
    count = Math.max(count, rank + 1);
    while (count < scores.length && scoreAt(count) === threshold) count++;
    return { threshold, count };
  });
}

interface Surface {
  readonly scores: Float64Array;
  readonly segments: readonly Span[];
  readonly order: Int32Array;
  readonly cuts: readonly Cut[];
  readonly width: number;
}

/** Labels outside the segments, and 2 inside: to tell a segment from a full buffer. */
const INSIDE = 2;

function labelsOf(rows: number, segments: readonly Span[], width: number): Float64Array {
  const labels = new Float64Array(rows);
  const reach = Math.floor(width / 2);
  const add = (row: number, distance: number): void => {
    if (row >= 0 && row < rows) labels[row] = Math.min(1, (labels[row] ?? 0) + Math.sqrt(1 - distance / width));
  };
  for (const { first, last } of segments) {
    for (let distance = 1; distance <= reach; distance++) {
      add(last + distance, distance);
      add(first - distance, distance);
    }
  }
  for (const { first, last } of segments) labels.fill(INSIDE, first, last + 1);
  return labels;
}

/** Highest score within each segment and its buffers; segments whose buffers meet are one. */
function peaksOf(scores: Float64Array, segments: readonly Span[], width: number): number[] {
  const reach = Math.floor(width / 2);
  const spans: { first: number; last: number }[] = [];
  for (const { first, last } of segments) {
    const before = spans.at(-1);
    if (before !== undefined && before.last >= first - reach) before.last = last + reach;
    else spans.push({ first: Math.max(0, first - reach), last: last + reach });
  }
  return spans.map(({ first, last }) => scores.subarray(first, last + 1).reduce((a, b) => Math.max(a, b), -Infinity));
}

function area({ scores, segments, order, cuts, width }: Surface): number {
  const labels = labelsOf(scores.length, segments, width);
  const peaks = peaksOf(scores, segments, width);
  const positives = segments.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  let [rank, inside, outside, recall, sum] = [0, 0, 0, 0, 0];
  for (const { threshold, count } of cuts) {
    for (; rank < count; rank++) {
      const label = labels[order[rank] ?? -1] ?? 0;
      if (label === INSIDE) inside += 1;
      else outside += label;
    }
    const hits = inside + outside;
    const share = peaks.filter((peak) => peak >= threshold).length / peaks.length;
    const next = Math.min(1, hits / (positives + outside / 2)) * share;
    sum += (next - recall) * (hits / count);
    recall = next;
  }
  return sum;
}
