import type { DetectorInput } from "../detector.ts";
import { timeOfDay } from "../time-of-day.ts";

const COUNT = 0;
const LEVEL = 8;
const VARIANCE = 16;
/** Product of a residual with the one before it, and its square, both as means. */
const PRODUCT = 24;
const SQUARE = 32;
const BEFORE = 40;
/** Here are the offsets by time of day, then how many events each has seen, up to 255; only these where the offsets lie elsewhere. */
const END = 48;

/** Events before the time of day is learned: first the level must be known. */
const SETTLED = 30;
/** Residuals are learned up to this many standard deviations. */
const CLIP = 4;
/** Share by which a bucket follows its residuals: some twenty events. */
const OFFSET_RATE = 0.05;
/** Share by which the level follows: some 350 events to the half. */
const LEVEL_RATE = 0.002;
const VARIANCE_RATE = 0.005;
/** Values and differences are learned up to this size: a square that overflows would stay for ever. */
const LARGEST = 1e150;

/**
 * Level and time of day of a series, exponentially forgetting.
 *
 *   f = level + offset[part of the day]; r = x − f, clipped to ±4 sd;
 *   offset += max(1/20, 1/(n_b + 1))·r; level += max(1/500, 1/n)·r; variance += max(1/200, 1/n)·(r² − variance);
 *   memory = mean(r·r_before) / mean(r²), the lag-1 autocorrelation: near 1 where values follow from the ones before, near 0 in noise.
 *
 * `read` fills the fields from the state before a value; nothing is written but by `learn`. 48 bytes and 9 a bucket.
 */
export class Season {
  readonly #buckets: number;
  readonly #offsets: number;
  readonly #seen: number;
  count = 0;
  level = 0;
  expected = 0;
  residual = 0;
  sd = 0;
  /** The residual of the event before, clipped. */
  before = 0;
  /** Lag-1 autocorrelation of the residuals, cut to 0 to 1. */
  memory = 0;
  #bucket = 0;
  #value = 0;

  /** `buckets` equal parts of the day, a multiple of 8. Where `offsets` is given, they lie so many bytes from the front, 8 a bucket. */
  constructor(buckets: number, offsets?: number) {
    this.#buckets = buckets;
    this.#offsets = offsets ?? END;
    this.#seen = offsets === undefined ? END + 8 * buckets : END;
  }

  /** Bytes with all of it in one place, a multiple of 8. */
  static size(buckets: number): number {
    return END + 9 * buckets;
  }

  /** Bytes of the front where the offsets lie elsewhere, a multiple of 8. */
  static frontSize(buckets: number): number {
    return END + buckets;
  }

  read(page: DataView, at: number, { value, eventMs }: Readonly<Pick<DetectorInput, "value" | "eventMs">>): void {
    this.#value = value;
    this.count = page.getFloat64(at + COUNT, true);
    this.level = page.getFloat64(at + LEVEL, true);
    this.#bucket = timeOfDay(eventMs, this.#buckets);
    this.expected = this.level + page.getFloat64(at + this.#offsets + 8 * this.#bucket, true);
    this.residual = this.count > 0 ? clamp(value - this.expected, LARGEST) : 0;
    this.sd = Math.sqrt(page.getFloat64(at + VARIANCE, true));
    this.before = page.getFloat64(at + BEFORE, true);
    const square = page.getFloat64(at + SQUARE, true);
    this.memory = square > 0 ? Math.min(1, Math.max(0, page.getFloat64(at + PRODUCT, true) / square)) : 0;
  }

  /** Takes the value that was read. */
  learn(page: DataView, at: number): void {
    const n = this.count + 1;
    page.setFloat64(at + COUNT, n, true);
    if (n === 1) {
      page.setFloat64(at + LEVEL, clamp(this.#value, LARGEST), true);
      return;
    }
    const r = this.count < SETTLED ? this.residual : clamp(this.residual, CLIP * this.sd);
    this.#learnOffset(page, at, r);
    const share = 1 / n;
    page.setFloat64(at + LEVEL, this.level + Math.max(LEVEL_RATE, share) * r, true);
    const weight = Math.max(VARIANCE_RATE, share);
    follow(page, at + VARIANCE, r * r, weight);
    follow(page, at + PRODUCT, r * this.before, weight);
    follow(page, at + SQUARE, r * r, weight);
    page.setFloat64(at + BEFORE, r, true);
  }

  #learnOffset(page: DataView, at: number, r: number): void {
    const seen = page.getUint8(at + this.#seen + this.#bucket);
    if (seen < 255) page.setUint8(at + this.#seen + this.#bucket, seen + 1);
    if (this.count < SETTLED) return;
    const offset = at + this.#offsets + 8 * this.#bucket;
    page.setFloat64(offset, page.getFloat64(offset, true) + Math.max(OFFSET_RATE, 1 / (seen + 2)) * r, true);
  }
}

/** `value` within ±`size`. */
export function clamp(value: number, size: number): number {
  return Math.max(-size, Math.min(size, value));
}

/** Moves the number at `at` towards `value` by `weight` of the way. */
export function follow(page: DataView, at: number, value: number, weight: number): void {
  const before = page.getFloat64(at, true);
  page.setFloat64(at, before + weight * (value - before), true);
}
