import { clamp } from "./season.ts";

const ORDER = 4;
/** Weights of the last four values and the constant, the upper triangle of the inverse correlation by rows, the last values, the innovations' mean square. */
const WEIGHT = 0;
const INVERSE = WEIGHT + 8 * (ORDER + 1);
const INVERSE_BYTES = (8 * (ORDER + 1) * (ORDER + 2)) / 2;
const LAST = INVERSE + INVERSE_BYTES;
const SQUARE = LAST + 8 * ORDER;
const COUNT = SQUARE + 8;

const FORGETTING = 0.999;
/** What is forgotten makes the inverse grow; a factor, since a division is dear. */
const GROWTH = 1 / FORGETTING;
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
 *   g = P·u, d = λ + uᵀ·g, w += g·e / d, P = (P − g·gᵀ / d) / λ, u = the last four values and 1, e = the innovation clipped at 3.5 sd.
 * Haykin, "Adaptive Filter Theory", chapter on recursive least squares; λ = 0.999; P is symmetric. Values should be of the size of 1.
 * 208 bytes, some 120 operations an event, written out: loops over rows took three times as long.
 */
export class Autoregression {
  static readonly size = COUNT + 8;
  #predicted = 0;
  #innovation = 0;

  /** What is expected next. */
  predict(page: DataView, at: number): number {
    this.#predicted = page.getFloat64(at + WEIGHT + 32, true)
      + page.getFloat64(at + WEIGHT, true) * page.getFloat64(at + LAST, true)
      + page.getFloat64(at + WEIGHT + 8, true) * page.getFloat64(at + LAST + 8, true)
      + page.getFloat64(at + WEIGHT + 16, true) * page.getFloat64(at + LAST + 16, true)
      + page.getFloat64(at + WEIGHT + 24, true) * page.getFloat64(at + LAST + 24, true);
    return this.#predicted;
  }

  /** Takes the value that was predicted. */
  learn(page: DataView, at: number, value: number): void {
    const count = page.getFloat64(at + COUNT, true);
    page.setFloat64(at + COUNT, count + 1, true);
    if (count === 0) begin(page, at + INVERSE);
    if (count >= ORDER) {
      this.#innovation = this.#clipped(page, at, value - this.#predicted, count);
      this.#update(page, at);
    }
    page.setFloat64(at + LAST + 24, page.getFloat64(at + LAST + 16, true), true);
    page.setFloat64(at + LAST + 16, page.getFloat64(at + LAST + 8, true), true);
    page.setFloat64(at + LAST + 8, page.getFloat64(at + LAST, true), true);
    page.setFloat64(at + LAST, value, true);
  }

  #clipped(page: DataView, at: number, innovation: number, count: number): number {
    const square = page.getFloat64(at + SQUARE, true);
    // A series without any innovation must stay able to learn the first one.
    const clipped = count > SETTLED && square > 0 ? clamp(innovation, CLIP * Math.sqrt(square)) : innovation;
    page.setFloat64(at + SQUARE, square + (clipped * clipped - square) * Math.max(SQUARE_RATE, 1 / (count + 1)), true);
    return clipped;
  }

  #update(page: DataView, at: number): void {
    const e = this.#innovation;
    const u0 = page.getFloat64(at + LAST, true), u1 = page.getFloat64(at + LAST + 8, true);
    const u2 = page.getFloat64(at + LAST + 16, true), u3 = page.getFloat64(at + LAST + 24, true);
    const p = at + INVERSE;
    const p00 = page.getFloat64(p, true), p01 = page.getFloat64(p + 8, true), p02 = page.getFloat64(p + 16, true), p03 = page.getFloat64(p + 24, true), p04 = page.getFloat64(p + 32, true);
    const p11 = page.getFloat64(p + 40, true), p12 = page.getFloat64(p + 48, true), p13 = page.getFloat64(p + 56, true), p14 = page.getFloat64(p + 64, true);
    const p22 = page.getFloat64(p + 72, true), p23 = page.getFloat64(p + 80, true), p24 = page.getFloat64(p + 88, true);
    const p33 = page.getFloat64(p + 96, true), p34 = page.getFloat64(p + 104, true), p44 = page.getFloat64(p + 112, true);
    const g0 = p00 * u0 + p01 * u1 + p02 * u2 + p03 * u3 + p04;
    const g1 = p01 * u0 + p11 * u1 + p12 * u2 + p13 * u3 + p14;
    const g2 = p02 * u0 + p12 * u1 + p22 * u2 + p23 * u3 + p24;
    const g3 = p03 * u0 + p13 * u1 + p23 * u2 + p33 * u3 + p34;
    const g4 = p04 * u0 + p14 * u1 + p24 * u2 + p34 * u3 + p44;
    const d = FORGETTING + u0 * g0 + u1 * g1 + u2 * g2 + u3 * g3 + g4;
    const perD = 1 / d;
    const f0 = g0 * perD, f1 = g1 * perD, f2 = g2 * perD, f3 = g3 * perD, f4 = g4 * perD;
    const w = at + WEIGHT;
    page.setFloat64(w, page.getFloat64(w, true) + f0 * e, true);
    page.setFloat64(w + 8, page.getFloat64(w + 8, true) + f1 * e, true);
    page.setFloat64(w + 16, page.getFloat64(w + 16, true) + f2 * e, true);
    page.setFloat64(w + 24, page.getFloat64(w + 24, true) + f3 * e, true);
    page.setFloat64(w + 32, page.getFloat64(w + 32, true) + f4 * e, true);
    const n00 = (p00 - f0 * g0) * GROWTH, n11 = (p11 - f1 * g1) * GROWTH, n22 = (p22 - f2 * g2) * GROWTH;
    const n33 = (p33 - f3 * g3) * GROWTH, n44 = (p44 - f4 * g4) * GROWTH;
    page.setFloat64(p, n00, true);
    page.setFloat64(p + 8, (p01 - f0 * g1) * GROWTH, true);
    page.setFloat64(p + 16, (p02 - f0 * g2) * GROWTH, true);
    page.setFloat64(p + 24, (p03 - f0 * g3) * GROWTH, true);
    page.setFloat64(p + 32, (p04 - f0 * g4) * GROWTH, true);
    page.setFloat64(p + 40, n11, true);
    page.setFloat64(p + 48, (p12 - f1 * g2) * GROWTH, true);
    page.setFloat64(p + 56, (p13 - f1 * g3) * GROWTH, true);
    page.setFloat64(p + 64, (p14 - f1 * g4) * GROWTH, true);
    page.setFloat64(p + 72, n22, true);
    page.setFloat64(p + 80, (p23 - f2 * g3) * GROWTH, true);
    page.setFloat64(p + 88, (p24 - f2 * g4) * GROWTH, true);
    page.setFloat64(p + 96, n33, true);
    page.setFloat64(p + 104, (p34 - f3 * g4) * GROWTH, true);
    page.setFloat64(p + 112, n44, true);
    if (n00 + n11 + n22 + n33 + n44 > LARGEST_TRACE) halve(page, p);
  }
}

function begin(page: DataView, p: number): void {
  for (const diagonal of [0, 40, 72, 96, 112]) page.setFloat64(p + diagonal, FIRST_INVERSE, true);
}

function halve(page: DataView, p: number): void {
  for (let i = 0; i < INVERSE_BYTES; i += 8) page.setFloat64(p + i, page.getFloat64(p + i, true) / 2, true);
}
