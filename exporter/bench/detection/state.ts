/** Half-life of the state that VUS-PR is told for, rows. */
export const STATE_HALF_LIFE = 100;

/** State row by row: the greater of the row's evidence and the state before, which halves every `halfLifeRows`. */
export function decayedState(evidence: Float64Array, halfLifeRows: number): Float64Array {
  const keep = 2 ** (-1 / halfLifeRows);
  let state = 0;
  return evidence.map((value) => (state = Math.max(value, state * keep)));
}
