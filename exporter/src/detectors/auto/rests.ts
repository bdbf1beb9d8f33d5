/** Events left of the rest, and the evidence that began it. */
const LEFT = 0;
const BEGUN_BY = 8;

/** Evidence of what is as strong as an onset and begins none. */
export const BELOW_ONSET = 2.4;

/**
 * A rest after something was told: for some events nothing is told but what is stronger by a factor. 16 bytes.
 */
export class Rest {
  static readonly size = 16;
  readonly #events: number;
  readonly #factor: number;

  constructor(events: number, factor: number) {
    this.#events = events;
    this.#factor = factor;
  }

  isOver(page: DataView, at: number): boolean {
    return page.getFloat64(at + LEFT, true) === 0;
  }

  /** True if `strength` may be told now. */
  lets(page: DataView, at: number, strength: number): boolean {
    return this.isOver(page, at) || strength >= this.#factor * page.getFloat64(at + BEGUN_BY, true);
  }

  /** `evidence` of an event of this strength; what may not be told stays just below an onset, so that it shows. */
  allowed(page: DataView, at: number, strength: number, evidence: number): number {
    return this.lets(page, at, strength) ? evidence : Math.min(evidence, BELOW_ONSET);
  }

  /** The rest lasts so many events more at least. */
  goOn(page: DataView, at: number, events: number): void {
    page.setFloat64(at + LEFT, Math.max(events, page.getFloat64(at + LEFT, true)), true);
  }

  /** One event goes by; a strength that was told begins the rest anew. */
  pass(page: DataView, at: number, told: number): void {
    const left = page.getFloat64(at + LEFT, true);
    if (told > 0) {
      page.setFloat64(at + LEFT, this.#events, true);
      page.setFloat64(at + BEGUN_BY, told, true);
    } else if (left > 0) {
      page.setFloat64(at + LEFT, left - 1, true);
    }
  }
}
