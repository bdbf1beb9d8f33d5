/** The largest value of both generations, and the smallest that is kept of the running one if all places are taken, else −Infinity. */
const RECORD = 0;
const LEAST = 8;
const FRONT_BYTES = 16;

const KEPT = 5;
/** Behind the front: two generations of the largest values, when those of the running one were seen, and how many each has. */
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
 * scale of its own, and a heavy tail has a wide spread. 16 bytes in front, which is all that most values need, and 104; for the
 * smallest values hand in −x.
 */
export class Extremes {
  static readonly frontSize = FRONT_BYTES;
  static readonly keptSize = 104;
  readonly #kept: number;
  readonly #merged = new Float64Array(2 * KEPT);

  /** The values lie `kept` bytes from the front. */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** True for a value above all of both generations. */
  isRecord(page: DataView, at: number, value: number): boolean {
    return value > page.getFloat64(at + RECORD, true);
  }

  /** 0 for a value that is no record; `least` is the smallest spread to divide by. */
  margin(page: DataView, at: number, value: number, least: number): number {
    return this.isRecord(page, at, value) ? this.#excess(page, at + this.#kept, value, least) : 0;
  }

  #excess(page: DataView, at: number, value: number, least: number): number {
    const kept = page.getUint8(at + NEW_COUNT);
    const old = page.getUint8(at + OLD_COUNT);
    if (kept + old < KEPT) return 0;
    const all = this.#merged.subarray(0, kept + old);
    for (let i = 0; i < kept; i++) all[i] = page.getFloat64(at + NEW + 8 * i, true);
    for (let i = 0; i < old; i++) all[kept + i] = page.getFloat64(at + OLD + 8 * i, true);
    all.sort();
    const first = all[all.length - 1] ?? value;
    return (value - first) / Math.max(first - (all[all.length - KEPT] ?? first), least);
  }

  /** The largest value of both generations, of one at least. */
  record(page: DataView, at: number): number {
    return page.getFloat64(at + RECORD, true);
  }

  /** `event` counts the events of the series from 1. */
  learn(page: DataView, at: number, value: number, event: number): void {
    if (event === 1) {
      page.setFloat64(at + RECORD, -Infinity, true);
      page.setFloat64(at + LEAST, -Infinity, true);
    }
    if (value <= page.getFloat64(at + LEAST, true)) return;
    this.#keep(page, at + this.#kept, value, event);
    noteKept(page, at, at + this.#kept);
  }

  #keep(page: DataView, at: number, value: number, event: number): void {
    const kept = page.getUint8(at + NEW_COUNT);
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
    const kept = at + this.#kept;
    for (let i = 0; i < KEPT; i++) page.setFloat64(kept + OLD + 8 * i, page.getFloat64(kept + NEW + 8 * i, true), true);
    page.setUint8(kept + OLD_COUNT, page.getUint8(kept + NEW_COUNT));
    page.setUint8(kept + NEW_COUNT, 0);
    noteKept(page, at, kept);
  }

  /** The place of a value of the same cluster, −1 if there is none. */
  #near(page: DataView, at: number, kept: number, event: number): number {
    for (let i = 0; i < kept; i++) {
      if (event - page.getUint32(at + SEEN_AT + 4 * i, true) < CLUSTER) return i;
    }
    return -1;
  }
}

/** Writes the front at `at` by the values at `kept`. */
export function noteKept(page: DataView, at: number, kept: number): void {
  const [present, past] = [page.getUint8(kept + NEW_COUNT), page.getUint8(kept + OLD_COUNT)];
  const largest = present > 0 ? page.getFloat64(kept + NEW, true) : -Infinity;
  const before = past > 0 ? page.getFloat64(kept + OLD, true) : -Infinity;
  const least = present === KEPT ? page.getFloat64(kept + NEW + 8 * (KEPT - 1), true) : -Infinity;
  page.setFloat64(at + RECORD, Math.max(largest, before), true);
  page.setFloat64(at + LEAST, least, true);
}
