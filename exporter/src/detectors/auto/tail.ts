import { follow } from "./season.ts";

const COUNT = 0;
const DECILE = 8;
const PERCENTILE = 16;
const MEAN = 24;

/** Values from which the first quantiles are taken, and before anything is told. */
const FIRST = 60;
const READY = 100;
const RATE = 0.02;
const MEAN_RATE = 0.005;
/** The mean follows a value up to this many times itself, so that none lifts it for long. */
const CLIP = 20;

/**
 * How improbable a size is, in decades, by the two quantiles that 10 % and 1 % of the sizes before exceed.
 *
 * Quantiles move by bounded steps (stochastic approximation: Robbins and Monro 1951), so that no outlier pulls them:
 *   q90 += s·w·(0.9 if above, −0.1 if not); q99 += 3·s·w·(0.99 or −0.01); w = max(0.02, 2/n); s = max(q90, mean size).
 * Beyond q99 each further decade is taken to be g times as wide as the one before, g = (q99 − q90) / q90, from 1 (an exponential
 * tail; a normal one is judged a little too mildly) to 4 (heavy):
 *   decades = 2 + log_g(1 + (size − q99)·(g − 1) / (g·(q99 − q90))). 32 bytes.
 */
export class Tail {
  static readonly size = 32;

  /** The size that 1 % exceed; 0 before there is one. */
  percentile(page: DataView, at: number): number {
    return page.getFloat64(at + PERCENTILE, true);
  }

  decades(page: DataView, at: number, size: number): number {
    const q90 = page.getFloat64(at + DECILE, true);
    const q99 = page.getFloat64(at + PERCENTILE, true);
    if (page.getFloat64(at + COUNT, true) < READY || size <= q90 || !(q90 > 0)) return 0;
    if (size <= q99) return 1 + (size - q90) / (q99 - q90);
    const step = Math.max(q99 - q90, 0.2 * q99);
    const growth = Math.min(4, Math.max(1.0001, step / q90));
    return 2 + Math.log1p(((size - q99) * (growth - 1)) / (step * growth)) / Math.log(growth);
  }

  learn(page: DataView, at: number, size: number): void {
    const count = page.getFloat64(at + COUNT, true) + 1;
    page.setFloat64(at + COUNT, count, true);
    if (count <= FIRST) {
      this.#begin(page, at, size, count);
      return;
    }
    const before = page.getFloat64(at + MEAN, true);
    const mean = before + MEAN_RATE * (Math.min(size, CLIP * before) - before);
    page.setFloat64(at + MEAN, mean, true);
    const q90 = page.getFloat64(at + DECILE, true);
    const step = Math.max(q90, mean) * Math.max(RATE, 2 / count);
    const q99 = page.getFloat64(at + PERCENTILE, true);
    const lower = q90 + step * (size > q90 ? 0.9 : -0.1);
    page.setFloat64(at + DECILE, lower, true);
    page.setFloat64(at + PERCENTILE, Math.max(q99 + 3 * step * (size > q99 ? 0.99 : -0.01), 1.2 * lower), true);
  }

  /** The mean and the two largest of the first values; then q90 = 2.1 means, as of a normal size, q99 the second largest. */
  #begin(page: DataView, at: number, size: number, count: number): void {
    follow(page, at + MEAN, size, 1 / count);
    const largest = page.getFloat64(at + DECILE, true);
    if (size > largest) {
      page.setFloat64(at + PERCENTILE, largest, true);
      page.setFloat64(at + DECILE, size, true);
    } else if (size > page.getFloat64(at + PERCENTILE, true)) {
      page.setFloat64(at + PERCENTILE, size, true);
    }
    if (count < FIRST) return;
    const mean = Math.max(page.getFloat64(at + MEAN, true), 1e-9);
    page.setFloat64(at + MEAN, mean, true);
    page.setFloat64(at + DECILE, 2.1 * mean, true);
    page.setFloat64(at + PERCENTILE, Math.max(page.getFloat64(at + PERCENTILE, true), 2.9 * mean), true);
  }
}
