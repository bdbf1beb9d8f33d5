/**
 * The name most like `wanted`, or undefined if none is within a third of its length.
 * For "did you mean". Cost: length × length a name.
 */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(wanted, name);
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best;
}

/** `did you mean …?`, or "" where no known word is near. */
export function didYouMean(value: unknown, known: readonly string[]): string {
  const right = typeof value === "string" ? nearest(value, known) : undefined;
  return right === undefined ? "" : `did you mean ${right}?`;
}

/**
 * Optimal string alignment distance: letters inserted, left out, replaced, or two neighbours swapped (`guage`), each 1.
 * By rows: the cell of the first i letters of `a` and j of `b` is made from the two rows before.
 */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, at(row, j) + 1, at(next, j - 1) + 1));
    }
    before = row;
    row = next;
  }
  return at(row, b.length);
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Infinity;
}
