import { clamp } from "./season.ts";

const ORDER = 4;
const WEIGHTS = ORDER + 1;
/** Weights of the last four values and the constant, the inverse correlation by rows, the last values, the innovations' mean square. */
const WEIGHT = 0;
const INVERSE = WEIGHT + 8 * WEIGHTS;
const LAST = INVERSE + 8 * WEIGHTS * WEIGHTS;
const SQUARE = LAST + 8 * ORDER;
const COUNT = SQUARE + 8;

const FORGETTING = 0.999;
/** Innovations are learned up to this many standard deviations, from the fiftieth on. */
const CLIP = 3.5;
const SETTLED = 50;
const FIRST_INVERSE = 100;
/** Sum of the inverse's diagonal at which it is halved: without news it would grow for ever. */
const LARGEST_TRACE = 1e4;
const SQUARE_RATE = 0.005;

/**
 * What the last four values and a constant say about the next one, by recursive least squares.
 *
 *   g = P·u / (λ + uᵀ·P·u), w += g·e, P = (P − g·uᵀ·P) / λ, u = the last four values and 1, e = the innovation clipped at 3.5 sd.
 * Haykin, "Adaptive Filter Theory", chapter on recursive least squares; λ = 0.999. Values should be of the size of 1.
 * 288 bytes, some 150 operations an event.
 */
export class Autoregression {
  static readonly size = COUNT + 8;
  readonly #gain = new Float64Array(WEIGHTS);
  readonly #inputs = new Float64Array(WEIGHTS);

  /** What is expected next. */
  predict(page: DataView, at: number): number {
    let sum = page.getFloat64(at + WEIGHT + 8 * ORDER, true);
    for (let i = 0; i < ORDER; i++) sum += page.getFloat64(at + WEIGHT + 8 * i, true) * page.getFloat64(at + LAST + 8 * i, true);
    return sum;
  }

  /** `predicted` is what `predict` gave for the value. */
  learn(page: DataView, at: number, value: number, predicted: number): void {
    const count = page.getFloat64(at + COUNT, true);
    page.setFloat64(at + COUNT, count + 1, true);
    if (count === 0) for (let i = 0; i < WEIGHTS; i++) page.setFloat64(at + INVERSE + 8 * (WEIGHTS + 1) * i, FIRST_INVERSE, true);
    if (count >= ORDER) this.#update(page, at, value - predicted, count);
    for (let i = ORDER - 1; i > 0; i--) page.setFloat64(at + LAST + 8 * i, page.getFloat64(at + LAST + 8 * (i - 1), true), true);
    page.setFloat64(at + LAST, value, true);
  }

  #update(page: DataView, at: number, innovation: number, count: number): void {
    const square = page.getFloat64(at + SQUARE, true);
    // A series without any innovation must stay able to learn the first one.
    const clipped = count > SETTLED && square > 0 ? clamp(innovation, CLIP * Math.sqrt(square)) : innovation;
    const divisor = this.#gains(page, at);
    for (let i = 0; i < WEIGHTS; i++) {
      const weight = at + WEIGHT + 8 * i;
      page.setFloat64(weight, page.getFloat64(weight, true) + ((this.#gain[i] ?? 0) * clipped) / divisor, true);
    }
    this.#shrink(page, at, divisor);
    page.setFloat64(at + SQUARE, square + (clipped * clipped - square) * Math.max(SQUARE_RATE, 1 / (count + 1)), true);
  }

  /** Fills P·u and returns λ + uᵀ·P·u. */
  #gains(page: DataView, at: number): number {
    const inputs = this.#inputs;
    const gain = this.#gain;
    for (let i = 0; i < ORDER; i++) inputs[i] = page.getFloat64(at + LAST + 8 * i, true);
    inputs[ORDER] = 1;
    let divisor = FORGETTING;
    for (let i = 0; i < WEIGHTS; i++) {
      let sum = 0;
      for (let j = 0; j < WEIGHTS; j++) sum += page.getFloat64(at + INVERSE + 8 * (WEIGHTS * i + j), true) * (inputs[j] ?? 0);
      gain[i] = sum;
      divisor += (inputs[i] ?? 0) * sum;
    }
    return divisor;
  }

  /** P = (P − g·gᵀ / divisor) / λ: P is symmetric, so uᵀ·P is (P·u)ᵀ. */
  #shrink(page: DataView, at: number, divisor: number): void {
    const gain = this.#gain;
    let trace = 0;
    for (let i = 0; i < WEIGHTS; i++) {
      const factor = (gain[i] ?? 0) / divisor;
      for (let j = i; j < WEIGHTS; j++) {
        const place = at + INVERSE + 8 * (WEIGHTS * i + j);
        const value = (page.getFloat64(place, true) - factor * (gain[j] ?? 0)) / FORGETTING;
        page.setFloat64(place, value, true);
        if (i === j) trace += value;
        else page.setFloat64(at + INVERSE + 8 * (WEIGHTS * j + i), value, true);
      }
    }
    if (trace <= LARGEST_TRACE) return;
    for (let i = 0; i < 8 * WEIGHTS * WEIGHTS; i += 8) page.setFloat64(at + INVERSE + i, page.getFloat64(at + INVERSE + i, true) / 2, true);
  }
}
