import { Autoregression } from "./autoregression.ts";
import { clamp, follow } from "./season.ts";
import type { Season } from "./season.ts";
import { Tail } from "./tail.ts";

/** Level and scale of the first values: what the values are counted in from then on; scale 0 = not known yet. */
const ORIGIN = 0;
const SCALE = 8;
const SHORT = 16;
const SPREAD = 24;
const USUAL_SPREAD = 32;
const COUNT = 40;
/** How many events in a row were improbable. */
const HELD = 48;
const TAILS = 56;
const MODEL = TAILS + 3 * Tail.size;

/** Events before the scale is set, and before the spread of innovations is judged. */
const FIRST = 60;
const SPREAD_READY = 400;
/** Innovations below this are what rounding leaves. */
const ROUNDING = 1e-6;
/** Scaled values beyond this are taken for this. */
const LARGEST = 1e3;
const SHORT_EVENTS = 4;
const SPREAD_EVENTS = 32;
/** Means over 32 events hardly differ from one event to the next: the tail learns each eighth, so that it does not run after a change. */
const SPREAD_EVERY = 8;
const USUAL_RATE = 0.002;
/** Decades at which the tails stop to learn, and events after which they go on all the same. */
const IMPROBABLE = 4;
const LONGEST_HOLD = 20;

/** Which of the three looks is the most improbable. */
export type Look = "value" | "shift" | "spread";
const LOOKS: readonly Look[] = ["value", "shift", "spread"];

/**
 * How badly a value follows from those before it, in decades of improbability, by three looks at the innovations of an
 * autoregression: the innovation itself, its mean over some 4 events (a shift of the level), and the mean of its size over some
 * 32 (a change of the variance). Each is judged by its own tail.
 *
 * `read` fills the fields from the state before the value; nothing is written but by `learn`. 360 bytes.
 */
export class Improbability {
  static readonly size = MODEL + Autoregression.size;
  readonly #model = new Autoregression();
  readonly #tail = new Tail();
  /** Decades of the most improbable look, 0 while there are too few events. */
  decades = 0;
  look: Look = "value";
  /** Share by which the spread exceeds the usual one. */
  spreadRatio = 1;
  #scaled = 0;
  #predicted = 0;
  readonly #sizes = new Float64Array(3);
  #short = 0;
  #spread = 0;

  read(page: DataView, at: number, value: number): void {
    this.decades = 0;
    const scale = page.getFloat64(at + SCALE, true);
    if (scale === 0) return;
    this.#scaled = clamp((value - page.getFloat64(at + ORIGIN, true)) / scale, LARGEST);
    this.#predicted = this.#model.predict(page, at + MODEL);
    const exact = this.#scaled - this.#predicted;
    const innovation = Math.abs(exact) < ROUNDING ? 0 : exact;
    const usual = this.#tail.percentile(page, at + TAILS);
    const limited = usual > 0 ? clamp(innovation, 3 * usual) : innovation;
    const short = page.getFloat64(at + SHORT, true);
    const spread = page.getFloat64(at + SPREAD, true);
    this.#short = short + (limited - short) / SHORT_EVENTS;
    this.#spread = spread + (Math.abs(limited) - spread) / SPREAD_EVENTS;
    const count = page.getFloat64(at + COUNT, true);
    const before = page.getFloat64(at + USUAL_SPREAD, true);
    const excess = this.#spread - (before + (this.#spread - before) * this.#usualWeight(count));
    this.#sizes[0] = Math.abs(innovation);
    this.#sizes[1] = Math.abs(this.#short);
    this.#sizes[2] = Math.abs(excess);
    this.spreadRatio = before > 0 ? this.#spread / before : 1;
    for (let i = 0; i < 3; i++) this.#consider(page, at, i, i === 2 && (excess < 0 || count < SPREAD_READY - FIRST));
  }

  /** The value that those before the one that was read lead to, in the series' unit. */
  follows(page: DataView, at: number): number {
    return page.getFloat64(at + ORIGIN, true) + page.getFloat64(at + SCALE, true) * this.#predicted;
  }

  #consider(page: DataView, at: number, look: number, isLeftOut: boolean): void {
    if (isLeftOut) return;
    const decades = this.#tail.decades(page, at + TAILS + Tail.size * look, this.#sizes[look] ?? 0);
    if (decades <= this.decades) return;
    this.decades = decades;
    this.look = LOOKS[look] ?? "value";
  }

  #usualWeight(count: number): number {
    return Math.max(USUAL_RATE, 1 / (count + 2));
  }

  /** Takes the value that was read; the season is as it was read with it, for the scale. */
  learn(page: DataView, at: number, { level, sd }: Readonly<Pick<Season, "level" | "sd">>): void {
    const count = page.getFloat64(at + COUNT, true);
    page.setFloat64(at + COUNT, count + 1, true);
    if (page.getFloat64(at + SCALE, true) === 0) {
      if (count + 1 < FIRST) return;
      page.setFloat64(at + ORIGIN, level, true);
      page.setFloat64(at + SCALE, Math.max(sd, Math.abs(level) * 1e-9, 1e-12), true);
      page.setFloat64(at + COUNT, 0, true);
      return;
    }
    page.setFloat64(at + SHORT, this.#short, true);
    page.setFloat64(at + SPREAD, this.#spread, true);
    follow(page, at + USUAL_SPREAD, this.#spread, this.#usualWeight(count));
    const held = this.decades > IMPROBABLE ? page.getFloat64(at + HELD, true) + 1 : 0;
    page.setFloat64(at + HELD, held, true);
    if (held === 0 || held > LONGEST_HOLD) {
      const looks = count % SPREAD_EVERY === 0 ? 3 : 2;
      for (let i = 0; i < looks; i++) this.#tail.learn(page, at + TAILS + Tail.size * i, this.#sizes[i] ?? 0);
    }
    this.#model.learn(page, at + MODEL, this.#scaled);
  }
}
