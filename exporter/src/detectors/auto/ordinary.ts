const PER_SQUARE = 0.15;
const MOST = 0.6;

/** Evidence of an ordinary deviation in sd, far below an onset: 0.15·d², 0.6 at the most, so that a score moves with its series. */
export function ordinaryEvidence(deviations: number): number {
  return Math.min(MOST, PER_SQUARE * deviations * deviations);
}
