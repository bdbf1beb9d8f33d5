import type { Random } from "#exporter/model/random";

/** Uniform from `low` to below `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.next();
}

/** Uniform in the logarithm. */
export function betweenLog(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.next();
}

/** One of the items, each as likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError("items must not be empty");
  return item;
}

/** Exponential with mean 1. */
export function exponential(random: Random): number {
  return -Math.log(1 - random.next());
}

/** Sum of `shape` exponentials for a whole shape: gamma. */
function gammaWhole(random: Random, shape: number): number {
  let sum = 0;
  for (let i = 0; i < shape; i++) sum += exponential(random);
  return sum;
}

/** Poisson: Knuth's product for small means, halves of it for large ones, so that no product underflows. */
export function poisson(random: Random, mean: number): number {
  if (mean > 30) return poisson(random, mean / 2) + poisson(random, mean / 2);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** Student's t with a whole number of degrees of freedom: normal / √(χ² / freedom). */
export function student(random: Random, freedom: number): number {
  const chiSquared = 2 * gammaWhole(random, Math.floor(freedom / 2)) + (freedom % 2 === 1 ? random.normal() ** 2 : 0);
  return random.normal() / Math.sqrt(chiSquared / freedom);
}

/** Autoregressive noise of order 1 with variance 1, `keep` of it carried from row to row. */
export function autoregressive(random: Random, rows: number, keep: number): Float64Array {
  const noise = new Float64Array(rows);
  let last = random.normal();
  for (let i = 0; i < rows; i++) {
    noise[i] = last;
    last = keep * last + Math.sqrt(1 - keep * keep) * random.normal();
  }
  return noise;
}
