import { noInput } from "../detectors/detector.ts";
import type { DetectorInput } from "../detectors/detector.ts";
import type { MeasurePlan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { Structures } from "../state/structures.ts";
import { Groups } from "./groups.ts";
import { SilenceWatch } from "./silence-watch.ts";
import { noteTimes } from "./scoring.ts";
import type { Scoring } from "./scoring.ts";
import type { StreamCounts } from "./totals.ts";
import { Windowed } from "./windowed.ts";
import type { EventTimes } from "./windowed.ts";

/** What a measure shares with the others of its stream. */
export interface MeasureParts {
  readonly scoring: Scoring;
  readonly counts: StreamCounts;
  readonly keys: KeyTable;
  /** Sorted. */
  readonly labelNames: readonly string[];
  readonly latenessMs: number;
  readonly maxKeys: number;
  readonly maxEntries: number;
}

/** One measure of a stream: its records, and what a value does to them. */
export class MeasureState {
  readonly plan: MeasurePlan;
  readonly series: SeriesSlab;
  /** Only rates. */
  readonly windowed: Windowed | undefined;
  /** Only where the detector judges silence, and not for rates: their windows go on without events. */
  readonly silence: SilenceWatch | undefined;
  /** Only where the detector compares siblings. */
  readonly groups: Groups | undefined;
  readonly #scoring: Scoring;
  readonly #latenessMs: number;
  readonly #at = noInput();

  /** `name` is equal exactly if the counters of the measure may live on. */
  constructor(plan: MeasurePlan, name: string, structures: Structures, shared: MeasureParts) {
    this.plan = plan;
    this.series = structures.series(name, plan.detect.key, plan.detect.detector);
    this.#scoring = shared.scoring;
    this.#latenessMs = shared.latenessMs;
    const { key, detector, groupBy } = plan.detect;
    if (groupBy.length > 0) {
      const { keys, maxKeys, labelNames } = shared;
      this.groups = new Groups({ name: `${name}/${key}`, detector, labelIndexes: groupBy.map((label) => labelNames.indexOf(label)), keys, maxKeys }, structures);
    }
    if (detector.silence !== undefined && plan.kind !== "rate") {
      const wheel = structures.timingWheel(`${name}/${key}`);
      this.silence = new SilenceWatch({ series: this.series, detector, wheel, scoring: shared.scoring });
    }
    if (plan.kind === "rate") {
      const seconds = plan.everyMs / 1000;
      const windows = structures.windows(`${name}/${plan.everyMs}`);
      windows.maxEntries = shared.maxEntries;
      this.windowed = new Windowed(
        { windowMs: plan.everyMs, windows, series: this.series, detector, counts: shared.counts, groups: this.groups, result: (sum) => sum / seconds },
        shared.scoring,
      );
    }
  }

  /** Takes a value of an event; false if it came too late for a score or a window. */
  observe(key: number, value: number, times: EventTimes): boolean {
    this.series.ensure(key);
    const isWatched = this.silence?.isWatched(key);
    const at = this.#at;
    at.value = value;
    at.eventMs = times.eventMs;
    at.logMs = times.logMs;
    this.groups?.enter(key, times.logMs);
    const inTime = this.#take(key, at, times);
    if (isWatched === false) this.silence?.watch(key, times.logMs);
    return inTime;
  }

  #take(key: number, at: DetectorInput, times: EventTimes): boolean {
    switch (this.plan.kind) {
      case "gauge": return this.#gauge(key, at);
      case "counter": return this.#counter(key, at);
      case "rate": return this.#rate(key, at.value, times);
    }
  }

  #gauge(key: number, at: DetectorInput): boolean {
    const record = this.series.records.writable(key);
    const offset = this.series.records.offset(key);
    const newestMs = record.getFloat64(offset + SERIES.lastEventMs, true);
    noteTimes(record, offset, at);
    if (at.eventMs < newestMs - this.#latenessMs) return false;
    if (at.eventMs >= newestMs) record.setFloat64(offset + SERIES.value, at.value, true);
    this.#scoring.observe(this.series, key, this.plan.detect.detector, at);
    return true;
  }

  /**
   * The total follows the source's count over its restarts; a reading older than the newest adds nothing, and one
   * below 0 is taken as 0, so that the total never goes back.
   */
  #counter(key: number, at: DetectorInput): boolean {
    const record = this.series.records.writable(key);
    const offset = this.series.records.offset(key);
    const first = record.getFloat64(offset + SERIES.events, true) === 0;
    const newestMs = record.getFloat64(offset + SERIES.lastEventMs, true);
    noteTimes(record, offset, at);
    if (!first && at.eventMs < newestMs) return at.eventMs >= newestMs - this.#latenessMs;
    const last = record.getFloat64(offset + SERIES.value, true);
    const reading = Math.max(at.value, 0);
    const increase = first || reading < last ? reading : reading - last;
    record.setFloat64(offset + SERIES.value, reading, true);
    record.setFloat64(offset + SERIES.total, record.getFloat64(offset + SERIES.total, true) + increase, true);
    if (first || at.eventMs === newestMs) return true;
    at.value = (increase * 1000) / (at.eventMs - newestMs);
    this.#scoring.observe(this.series, key, this.plan.detect.detector, at);
    return true;
  }

  #rate(key: number, amount: number, times: EventTimes): boolean {
    const record = this.series.records.writable(key);
    const offset = this.series.records.offset(key);
    record.setFloat64(offset + SERIES.total, record.getFloat64(offset + SERIES.total, true) + amount, true);
    record.setFloat64(offset + SERIES.lastLogMs, times.logMs, true);
    return this.windowed?.add(key, amount, times) ?? true;
  }
}
