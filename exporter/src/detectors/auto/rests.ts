/** Events left of the rest, and the evidence that began it. */
const LEFT = 0;
const BEGUN_BY = 8;

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
