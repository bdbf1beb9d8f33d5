import { detectorOf } from "../detectors/detector.ts";
import type { Detector, SilenceJudge } from "../detectors/detector.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { TimingWheel } from "../state/timing-wheel.ts";
import { holdMs } from "./scoring.ts";
import type { Scoring } from "./scoring.ts";

/** After a gap in the log so many ms of it are awaited: two ticks without the event. */
const TWO_TICKS_MS = 2000;
/** For so long a silence is judged again as often as its state would else decay; then each time it has doubled. */
const WATCHED_MS = 86_400_000;

/** What silence is judged by. */
export interface SilenceParts {
  readonly series: SeriesSlab;
  readonly detector: Detector;
  readonly wheel: TimingWheel;
  readonly scoring: Scoring;
}

/**
 * The silence of a measure's series: each is in a timing wheel, and what comes out has its silence judged at that second
 * of log time. An event costs a look at whether its series is in the wheel; a series that goes on, a look each patience.
 */
export class SilenceWatch {
  readonly wheel: TimingWheel;
  readonly #parts: SilenceParts;

  constructor(parts: SilenceParts) {
    this.wheel = parts.wheel;
    this.#parts = parts;
  }

  /** True if the series is in the wheel, so that its events need no further notice. */
  isWatched(key: number): boolean {
    return this.wheel.isArmed(key);
  }

  /** Begins to watch a series that is not in the wheel, with an event at `logMs` that its state knows of. */
  watch(key: number, logMs: number): void {
    const patienceMs = this.#patienceMs(key);
    if (patienceMs < Infinity) this.wheel.arm(key, logMs + patienceMs, logMs);
  }

  /** Log time of the next look; Infinity = none is due. */
  dueMs(): number {
    return this.wheel.dueMs();
  }

  /**
   * Looks at what is due by `logMs`, at most `budget` series; returns how many, less than `budget` when all is done.
   * Silence counts from `resumedMs` at the earliest: when the log was last taken up again after a gap.
   */
  look(logMs: number, resumedMs: number, budget: number): number {
    for (let looked = 0; looked < budget; looked++) {
      const key = this.wheel.take(logMs);
      if (key < 0) return looked;
      this.#lookAt(key, resumedMs);
    }
    return budget;
  }

  #lookAt(key: number, resumedMs: number): void {
    const { series, scoring } = this.#parts;
    const judge = this.#judge(key);
    const nowMs = this.wheel.takenAtMs;
    const patienceMs = series.isUsed(key) ? this.#patienceMs(key) : Infinity;
    // Its number serves another series now, which will be put in when it is known.
    if (judge === undefined || patienceMs === Infinity) return;
    const record = series.records.view(key);
    const offset = series.records.offset(key);
    const sinceMs = Math.max(record.getFloat64(offset + SERIES.lastLogMs, true), resumedMs);
    const silentMs = nowMs - sinceMs;
    const dueMs = Math.max(sinceMs + patienceMs, resumedMs === 0 ? 0 : resumedMs + TWO_TICKS_MS);
    if (nowMs < dueMs) {
      this.wheel.arm(key, dueMs, nowMs);
      return;
    }
    scoring.silence(series, key, judge, { nowMs, silentMs });
    const hold = holdMs(record.getFloat64(offset + SERIES.intervalMs, true));
    this.wheel.arm(key, nowMs + (silentMs < WATCHED_MS ? Math.min(silentMs, hold) : silentMs), nowMs);
  }

  #patienceMs(key: number): number {
    const { series } = this.#parts;
    const slab = series.detector(key);
    const seat = series.seat(key);
    return this.#judge(key)?.patienceMs(slab.view(seat), slab.offset(seat)) ?? Infinity;
  }

  #judge(key: number): SilenceJudge | undefined {
    return detectorOf(this.#parts.detector, key).silence;
  }
}
