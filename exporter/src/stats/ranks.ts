/** Bins of |z|, each a quarter wide, the last one open; counts as f32. */
const BINS = 32;
const BIN_WIDTH = 0.25;
/** Bytes of a record of ranks; all zero = nothing noted. */
export const RANKS_BYTES = 4 * BINS;

/** Counts are halved when there are this many, so that old ones are forgotten. */
const MOST_NOTED = 10_000;
/** Share of the deviations that the exponential tail is fitted to. */
const TAIL_SHARE = 0.02;
/** What is believed of the tail before anything is seen: a mean excess of half a deviation, worth five of them. */
const PRIOR_EXCESS = 0.5;
const PRIOR_WEIGHT = 5;

/** Notes how large a deviation was, ≥ 0, in standard deviations. */
export function noteRank(page: DataView, offset: number, deviations: number): void {
  const at = offset + 4 * binOf(deviations);
  page.setFloat32(at, page.getFloat32(at, true) + 1, true);
  let noted = 0;
  for (let bin = 0; bin < BINS; bin++) noted += page.getFloat32(offset + 4 * bin, true);
  if (noted < MOST_NOTED) return;
  for (let bin = 0; bin < BINS; bin++) page.setFloat32(offset + 4 * bin, page.getFloat32(offset + 4 * bin, true) / 2, true);
}

/**
 * −log10 of the probability of a deviation at least this large: the share of those noted (linear within a bin), beyond
 * their 98 % an exponential tail. 0 where nothing was noted; never NaN. Cost: two passes over 32 bins.
 */
export function decadesOf(page: DataView, offset: number, deviations: number): number {
  readTail(page, offset);
  if (deviations > tail.begin) return tail.decades + (deviations - tail.begin) / tail.excess / Math.LN10;
  if (!(deviations > 0)) return 0;
  const bin = binOf(deviations);
  let beyond = page.getFloat32(offset + 4 * bin, true) * (1 - (deviations / BIN_WIDTH - bin));
  for (let above = bin + 1; above < BINS; above++) beyond += page.getFloat32(offset + 4 * above, true);
  return decades(beyond);
}

/** The deviation that has so many decades, where that is beyond the 98 %: the inverse of `decadesOf` there. */
export function deviationsOf(page: DataView, offset: number, wanted: number): number {
  readTail(page, offset);
  return tail.begin + Math.max(0, wanted - tail.decades) * Math.LN10 * tail.excess;
}

/** Of the record that was read last: reused, so that a score allocates nothing. */
const tail = { noted: 0, begin: 0, decades: 0, excess: 0 };

function readTail(page: DataView, offset: number): void {
  tail.noted = 0;
  for (let bin = 0; bin < BINS; bin++) tail.noted += page.getFloat32(offset + 4 * bin, true);
  let mass = 0;
  let excess = 0;
  let bin = BINS;
  for (; bin > 1; bin--) {
    const count = page.getFloat32(offset + 4 * (bin - 1), true);
    if (mass + count > TAIL_SHARE * tail.noted) break;
    // Those further out are one bin further from where the tail now begins.
    excess += mass * BIN_WIDTH + count * (BIN_WIDTH / 2);
    mass += count;
  }
  tail.begin = bin * BIN_WIDTH;
  tail.decades = decades(mass);
  tail.excess = (excess + PRIOR_EXCESS * PRIOR_WEIGHT) / (mass + PRIOR_WEIGHT);
}

function decades(beyond: number): number {
  return -Math.log10((beyond + 1) / (tail.noted + 1));
}

function binOf(deviations: number): number {
  return Math.min(BINS - 1, Math.floor(deviations / BIN_WIDTH));
}
