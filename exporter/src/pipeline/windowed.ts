import { noInput } from "../detectors/detector.ts";
import type { Detector } from "../detectors/detector.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { Windows } from "../state/windows.ts";
import { noteTimes } from "./scoring.ts";
import type { Scoring } from "./scoring.ts";
import type { StreamCounts } from "./totals.ts";

/** A key that goes silent counts as zero for this long, or for three windows if that is longer. */
const ZEROES_MS = 300_000;

/** What a windowed series is made of. */
export interface WindowedParts {
  readonly windowMs: number;
  readonly windows: Windows;
  readonly series: SeriesSlab;
  readonly detector: Detector;
  readonly counts: StreamCounts;
  /** Value of a closed window. */
  result(sum: number, count: number): number;
}

/** When an event happened, and when Eddy stood where; all ms since 1970. One object serves many events. */
export interface EventTimes {
  eventMs: number;
  logMs: number;
  /** The stream's watermark from before the event: windows that end at or before it are closed. */
  watermarkMs: number;
}

/** Observations from tumbling windows: rates and KPIs. */
export class Windowed {
  readonly windows: Windows;
  readonly #parts: WindowedParts;
  readonly #scoring: Scoring;
  readonly #at = noInput();

  constructor(parts: WindowedParts, scoring: Scoring) {
    this.windows = parts.windows;
    this.#parts = parts;
    this.#scoring = scoring;
  }

  /** Adds to the window of an event; false if the watermark has closed it. What finds no room is counted as refused. */
  add(key: number, amount: number, at: EventTimes): boolean {
    const { windowMs, windows, counts } = this.#parts;
    const window = Math.floor(at.eventMs / windowMs);
    if ((window + 1) * windowMs <= at.watermarkMs) return false;
    if (!windows.add(key, window, amount)) counts.refused++;
    return true;
  }

  /** End of the oldest open window, ms; Infinity if none is open. */
  dueMs(): number {
    return (this.#parts.windows.oldest() + 1) * this.#parts.windowMs;
  }

  /**
   * Closes what ends at or before the watermark, at most `budget` entries; returns how many it closed.
   * All is closed when that is less than `budget`. In windows that begin before `resumedMs` keys without an
   * event are not zero but unknown, because nobody was writing the log.
   */
  close(watermarkMs: number, logMs: number, resumedMs: number, budget: number): number {
    for (let closed = 0; closed < budget; closed++) {
      const endMs = this.dueMs();
      if (endMs > watermarkMs) return closed;
      this.#closeOne(logMs, endMs >= resumedMs);
    }
    return budget;
  }

  #closeOne(logMs: number, carryOn: boolean): void {
    const { windows, windowMs, series, detector } = this.#parts;
    const entry = windows.take();
    if (entry === undefined) return;
    const { key, window, count, zeroes } = entry;
    series.ensure(key);
    const record = series.records.writable(key);
    const offset = series.records.offset(key);
    const at = this.#at;
    at.value = this.#parts.result(entry.sum, count);
    at.eventMs = (window + 1) * windowMs;
    at.logMs = logMs;
    noteTimes(record, offset, at);
    record.setFloat64(offset + SERIES.value, at.value, true);
    this.#scoring.observe(series, key, detector, at);
    const empty = count === 0 ? zeroes + 1 : 1;
    if (carryOn && empty * windowMs <= Math.max(ZEROES_MS, 3 * windowMs)) windows.carryOn(key, window + 1, empty);
  }
}
