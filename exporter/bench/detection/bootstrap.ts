import type { Random } from "#exporter/model/random";

const RESAMPLES = 1000;

/** Where a figure lies in 95 of 100 draws. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile interval of a statistic over series: 1,000 times as many items as there are are drawn with replacement.
 * Efron, "Bootstrap methods" (1979). Draws whose statistic is not finite are left out.
 */
export function bootstrap<T>(items: readonly T[], statistic: (drawn: readonly T[]) => number, random: Random): Interval {
  const drawn = Array.from({ length: RESAMPLES }, () =>
    statistic(items.map((item) => items[Math.floor(random.next() * items.length)] ?? item))).filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.round(share * (drawn.length - 1))] ?? NaN;
  return { low: at(0.025), high: at(0.975) };
}
