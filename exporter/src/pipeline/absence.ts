import { noInput } from "../detectors/detector.ts";
import type { Detector } from "../detectors/detector.ts";
import type { AbsentPlan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { Structures } from "../state/structures.ts";
import { noteTimes } from "./scoring.ts";
import type { Scoring } from "./scoring.ts";
import { absentName } from "./series-names.ts";
import { silencePlan } from "./silence.ts";

/** What the absence of a stream must remember beside its series; kept in the state. */
export interface AbsenceTable {
  /** Log time of the next look, ms; 0 = before the first event. */
  nextMs: number;
  /** Log time at which the log was taken up again after a gap, ms; silence counts from then on. 0 = never. */
  resumedMs: number;
}

/** A stream that has seen nothing. */
export function noAbsence(): AbsenceTable {
  return { nextMs: 0, resumedMs: 0 };
}

/**
 * The measure `absent` of a stream: seconds of log time since its last event, looked at on the whole multiples of
 * `everyMs` and scored by the silences that are usual. Events pay nothing for it.
 */
export class Absence {
  readonly series: SeriesSlab;
  /** One key without labels. */
  readonly keys: KeyTable;
  readonly #everyMs: number;
  readonly #detector: Detector;
  readonly #scoring: Scoring;
  readonly #table: AbsenceTable;
  readonly #at = noInput();

  constructor(stream: string, plan: AbsentPlan, structures: Structures, shared: { scoring: Scoring; table: AbsenceTable }) {
    this.#everyMs = plan.everyMs;
    const { key, detector } = silencePlan(plan);
    this.#detector = detector;
    this.#scoring = shared.scoring;
    this.#table = shared.table;
    const name = absentName(stream);
    this.keys = structures.keyTable(name);
    this.series = structures.series(name, key, detector);
  }

  /** Log time of the next look; Infinity before the stream's first event. */
  dueLogMs(): number {
    return this.#table.nextMs === 0 ? Infinity : this.#table.nextMs;
  }

  /** Notes an event at `logMs`. */
  begin(logMs: number): void {
    if (this.#table.nextMs === 0) this.#table.nextMs = this.#after(logMs);
  }

  /** The log is written again at `logMs` after a time in which nobody did: one whole time between looks is awaited. */
  resume(logMs: number): void {
    if (this.#table.nextMs === 0) return;
    this.#table.resumedMs = logMs;
    this.#table.nextMs = this.#after(logMs + this.#everyMs);
  }

  /** Looks at all times up to `logMs` that are due; `lastMs` is the log time of the stream's last event. */
  look(lastMs: number, logMs: number): void {
    while (this.dueLogMs() <= logMs) {
      this.#lookAt(this.#table.nextMs, Math.max(lastMs, this.#table.resumedMs));
      this.#table.nextMs += this.#everyMs;
    }
  }

  #lookAt(nowMs: number, sinceMs: number): void {
    const key = this.keys.size() > 0 ? 0 : this.keys.add([], nowMs);
    const { series } = this;
    const at = this.#at;
    at.value = (nowMs - sinceMs) / 1000;
    at.eventMs = nowMs;
    at.logMs = nowMs;
    series.ensure(key);
    const record = series.records.writable(key);
    const offset = series.records.offset(key);
    noteTimes(record, offset, at);
    record.setFloat64(offset + SERIES.value, at.value, true);
    this.#scoring.observe(series, key, this.#detector, at);
  }

  /** The first whole multiple of `everyMs` behind `ms`. */
  #after(ms: number): number {
    return (Math.floor(ms / this.#everyMs) + 1) * this.#everyMs;
  }
}
