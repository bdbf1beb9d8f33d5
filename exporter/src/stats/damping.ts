/** Differences are learned up to this size: a square that overflows would stay in a variance for ever. */
const LARGEST_DIFFERENCE = 1e150;

/** Nor up to more than this many times what is ordinary: one absurd value must not blind a series. */
const LARGEST_TIMES = 100;

/**
 * `difference` where its size is at most `plain` (≥ 0), beyond that the geometric mean of the two, with its sign, but
 * no more than 100 × `plain`: an anomaly moves what is learned less than it would, yet a new level is learned in the end.
 */
export function damped(difference: number, plain: number): number {
  const size = Math.min(Math.abs(difference), LARGEST_DIFFERENCE);
  return Math.sign(difference) * (size <= plain ? size : Math.min(Math.sqrt(size * plain), LARGEST_TIMES * plain));
}

/** `value`, not beyond `-most` and `most` (≥ 0). */
export function clipped(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
