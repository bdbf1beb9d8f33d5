const KEPT = 5;
/** Two generations of the largest values, when those of the running one were seen, and how many each has. */
const NEW = 0;
const OLD = 8 * KEPT;
const SEEN_AT = OLD + 8 * KEPT;
const NEW_COUNT = SEEN_AT + 4 * KEPT;
const OLD_COUNT = NEW_COUNT + 1;

/** Of values that follow each other this closely only the largest counts. */
const CLUSTER = 20;

/**
 * The five largest values of the last one to two generations, one a cluster of events, and by how much a value exceeds them
 * all in units of their spread.
 *
 * margin t = (x − v₁) / (v₁ − v₅). In a tail that falls exponentially the spacings are independent, v_j − v_(j+1) ~ Exp(j/σ)
 * (Rényi 1953), so the spread says how far a new record may be expected to go: P(t) = Π 1/(1 + t/j), j = 1…4. It needs no
 * scale of its own, and a heavy tail has a wide spread. 104 bytes; for the smallest values hand in −x.
 */
export class Extremes {
  static readonly size = 104;
  readonly #merged = new Float64Array(2 * KEPT);

  /** 0 for a value that is no record; `least` is the smallest spread to divide by. */
  margin(page: DataView, at: number, value: number, least: number): number {
    const kept = page.getUint8(at + NEW_COUNT);
    const old = page.getUint8(at + OLD_COUNT);
    if (kept + old < KEPT) return 0;
    if (kept > 0 && value <= page.getFloat64(at + NEW, true)) return 0;
    if (old > 0 && value <= page.getFloat64(at + OLD, true)) return 0;
    const all = this.#merged.subarray(0, kept + old);
    for (let i = 0; i < kept; i++) all[i] = page.getFloat64(at + NEW + 8 * i, true);
    for (let i = 0; i < old; i++) all[kept + i] = page.getFloat64(at + OLD + 8 * i, true);
    all.sort();
    const first = all[all.length - 1] ?? value;
    return (value - first) / Math.max(first - (all[all.length - KEPT] ?? first), least);
  }

  /** The largest value of both generations; −Infinity before the first. */
  record(page: DataView, at: number): number {
    const kept = page.getUint8(at + NEW_COUNT) > 0 ? page.getFloat64(at + NEW, true) : -Infinity;
    return page.getUint8(at + OLD_COUNT) > 0 ? Math.max(kept, page.getFloat64(at + OLD, true)) : kept;
  }

  /** `event` counts the events of the series from 1. */
  learn(page: DataView, at: number, value: number, event: number): void {
    const kept = page.getUint8(at + NEW_COUNT);
    if (kept === KEPT && value <= page.getFloat64(at + NEW + 8 * (KEPT - 1), true)) return;
    const near = this.#near(page, at, kept, event);
    if (near >= 0 && value <= page.getFloat64(at + NEW + 8 * near, true)) return;
    // Behind the place that is given up nothing moves; before it, smaller values move down by one.
    let place = near >= 0 ? near : Math.min(kept, KEPT - 1);
    if (near < 0 && kept < KEPT) page.setUint8(at + NEW_COUNT, kept + 1);
    for (; place > 0 && page.getFloat64(at + NEW + 8 * (place - 1), true) < value; place--) {
      page.setFloat64(at + NEW + 8 * place, page.getFloat64(at + NEW + 8 * (place - 1), true), true);
      page.setUint32(at + SEEN_AT + 4 * place, page.getUint32(at + SEEN_AT + 4 * (place - 1), true), true);
    }
    page.setFloat64(at + NEW + 8 * place, value, true);
    page.setUint32(at + SEEN_AT + 4 * place, event, true);
  }

  /** Begins a new generation; the one before the last is forgotten. */
  turn(page: DataView, at: number): void {
    for (let i = 0; i < KEPT; i++) page.setFloat64(at + OLD + 8 * i, page.getFloat64(at + NEW + 8 * i, true), true);
    page.setUint8(at + OLD_COUNT, page.getUint8(at + NEW_COUNT));
    page.setUint8(at + NEW_COUNT, 0);
  }

  /** The place of a value of the same cluster, −1 if there is none. */
  #near(page: DataView, at: number, kept: number, event: number): number {
    for (let i = 0; i < kept; i++) {
      if (event - page.getUint32(at + SEEN_AT + 4 * i, true) < CLUSTER) return i;
    }
    return -1;
  }
}
