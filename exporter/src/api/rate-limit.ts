import type { Clock } from "../model/clock.ts";
import type { WebSettings } from "./web-settings.ts";

/** Lets requests pass at a rate: a bucket of `burst` that gains one each `intervalMs`. */
export class RateLimit {
  readonly #clock: Clock;
  #held = Infinity;
  #atMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True if a request may pass now under these settings, which may differ from call to call. */
  passes(limit: WebSettings["rateLimit"]): boolean {
    if (limit === undefined) return true;
    const nowMs = this.#clock.elapsed();
    this.#held = Math.min(limit.burst, this.#held + (nowMs - this.#atMs) / limit.intervalMs);
    this.#atMs = nowMs;
    if (this.#held < 1) return false;
    this.#held -= 1;
    return true;
  }
}
