/** Evidence at which an anomaly begins; the score there is 1 − e^(−2.5) = 0.918. */
export const ONSET_EVIDENCE = 2.5;

/** Evidence never exceeds this: the score is 0.99995, and an anomaly ends within four holding times. */
const MAX_EVIDENCE = 10;

/**
 * Evidence of a deviation in standard deviations: 2.5 · (z / onsetDeviations)², at most 10.
 * So `onsetDeviations` is the deviation at which an anomaly begins (score .918), half of it scores .46,
 * and the evidence grows like the logarithm of a normal tail. NaN and 0 / 0 give 0.
 */
export function deviationEvidence(deviations: number, onsetDeviations: number): number {
  const ratio = deviations / onsetDeviations;
  const evidence = ONSET_EVIDENCE * ratio * ratio;
  if (!(evidence > 0)) return 0;
  return Math.min(evidence, MAX_EVIDENCE);
}

/**
 * Standard deviation to divide by: never below a millionth of the mean's size, so that rounding noise
 * on a constant series is no anomaly, and never 0.
 */
export function usableDeviation(variance: number, mean: number): number {
  return Math.max(Math.sqrt(Math.max(variance, 0)), Math.abs(mean) * 1e-6, 1e-12);
}

/** Score of evidence or of an anomaly state: 1 − e^(−A), from 0 to 1. */
export function scoreOfEvidence(evidence: number): number {
  return -Math.expm1(-evidence);
}
