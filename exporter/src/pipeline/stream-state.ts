import type { MappedEvent } from "../mapping/mapper.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import type { StreamPlan } from "../pack/plan.ts";
import type { Fingerprints } from "../state/fingerprints.ts";
import type { KeyTable } from "../state/key-table.ts";
import type { Structures } from "../state/structures.ts";
import { Absence } from "./absence.ts";
import type { AbsenceTable } from "./absence.ts";
import { Keys } from "./keys.ts";
import type { KpiState } from "./kpi-state.ts";
import { labelLimitsOf } from "./label-limits.ts";
import type { LabelLimits } from "./label-limits.ts";
import { MeasureState } from "./measure-state.ts";
import type { Scoring } from "./scoring.ts";
import { keysName, measureName } from "./series-names.ts";
import type { StreamFilters } from "./stream-filters.ts";
import { filtersOf } from "./stream-filters.ts";
import { logTimeOfWatermark, noteEvent, noteResumption, watermarkAt } from "./stream-clock.ts";
import type { ClockTable } from "./stream-clock.ts";
import type { SilenceWatch } from "./silence-watch.ts";
import type { StreamCounts } from "./totals.ts";
import type { EventTimes, Windowed } from "./windowed.ts";

/** Windows that a key may have open at once, on average, before further ones are refused. */
const ENTRIES_A_KEY = 4;

/** Entries that all windows of a measure or KPI may have together. */
export function maxEntries(settings: FoldSettings): number {
  return settings.maxKeys * ENTRIES_A_KEY;
}

/** What a stream's state is built from. */
export interface StreamParts {
  readonly plan: StreamPlan;
  readonly settings: FoldSettings;
  readonly structures: Structures;
  readonly scoring: Scoring;
  readonly counts: StreamCounts;
  readonly clock: ClockTable;
  /** Only where the plan has `absent`. */
  readonly absence: AbsenceTable | undefined;
}

/** One stream: what an event does to its keys, measures and KPIs. */
export class StreamState {
  readonly plan: StreamPlan;
  readonly counts: StreamCounts;
  readonly clock: ClockTable;
  readonly keys: KeyTable;
  readonly measures: readonly MeasureState[];
  /** Undefined where no measure has a filter. */
  readonly filters: StreamFilters | undefined;
  readonly ids: Fingerprints | undefined;
  /** Undefined where no label has a maximum. */
  readonly limits: LabelLimits | undefined;
  /** Undefined where silence is not looked at. */
  readonly absence: Absence | undefined;
  readonly #numbers: Keys;
  readonly #latenessMs: number;
  readonly #times: EventTimes = { eventMs: 0, logMs: 0, watermarkMs: 0 };
  #kpis: readonly KpiState[] = [];
  #windowed: readonly Windowed[];
  readonly #silences: readonly SilenceWatch[];

  constructor({ plan, settings, structures, scoring, counts, clock, absence }: StreamParts) {
    this.plan = plan;
    this.counts = counts;
    this.clock = clock;
    this.#latenessMs = settings.latenessMs;
    this.keys = structures.keyTable(keysName(plan));
    const names = plan.measures.map((measure) => measureName(plan, measure));
    this.measures = plan.measures.map(
      (measure, i) =>
        new MeasureState(measure, names[i] ?? "", structures, {
          scoring, counts,
          keys: this.keys,
          labelNames: plan.mapper.labelNames,
          latenessMs: settings.latenessMs,
          maxKeys: settings.maxKeys,
          maxEntries: maxEntries(settings),
        }),
    );
    this.keys.alongside = this.measures.map(({ series }) => series);
    this.limits = labelLimitsOf(plan, structures);
    this.filters = filtersOf(plan, names, structures, counts);
    this.ids = plan.dedupeMs > 0 ? structures.fingerprints(`${plan.name}/${plan.dedupeMs}`, plan.dedupeMs) : undefined;
    if (this.ids !== undefined) this.ids.maxIds = settings.maxIds;
    this.absence = plan.absent && absence && new Absence(plan.name, plan.absent, structures, { scoring, table: absence });
    this.#numbers = new Keys(this.keys, {
      columns: [...this.measures.map((measure) => measure.series), ...this.measures.flatMap(({ groups }) => groups?.numbers ?? []), ...(this.filters?.columns ?? []).map(({ slab }) => slab)],
      windows: this.measures.flatMap((measure) => measure.windowed?.windows ?? []),
      counts,
      maxKeys: settings.maxKeys,
      labels: plan.mapper.labelNames.length,
    });
    this.#windowed = this.measures.flatMap((measure) => measure.windowed ?? []);
    this.#silences = this.measures.flatMap((measure) => measure.silence ?? []);
  }

  /** Adds the KPIs made from this stream's events. */
  attach(kpis: readonly KpiState[]): void {
    this.#kpis = kpis;
    this.#windowed = [...this.#windowed, ...kpis.map((kpi) => kpi.windowed)];
  }

  get kpis(): readonly KpiState[] {
    return this.#kpis;
  }

  /** Takes a mapped event into the state. `ordinal` is whole, another one for each event of the log. */
  apply(event: MappedEvent, storeMs: number, logMs: number, ordinal: number): void {
    if (event.id !== "" && this.ids?.seen(event.id, logMs) === true) {
      this.counts.duplicates++;
      return;
    }
    const times = this.#times;
    times.eventMs = event.timeMs;
    times.logMs = logMs;
    times.watermarkMs = watermarkAt(this.clock, logMs, this.#latenessMs);
    noteEvent(this.clock, event.timeMs, storeMs, times);
    this.absence?.begin(logMs);
    if (!this.#take(event, ordinal)) this.counts.late++;
  }

  #take(event: MappedEvent, ordinal: number): boolean {
    const times = this.#times;
    const { filters } = this;
    if (this.limits?.apply(event.labels, times.logMs) === true) this.counts.refused++;
    const key = this.#numbers.number(event.labels, times.logMs);
    filters?.pass(key, event, ordinal);
    let inTime = this.#observe(key, filters?.forSeries ?? event.values);
    const forKpis = filters?.forKpis ?? event.values;
    for (const kpi of this.#kpis) inTime = kpi.observe(event.labels, forKpis, times) && inTime;
    return inTime;
  }

  #observe(key: number, values: Float64Array): boolean {
    const times = this.#times;
    let inTime = true;
    let i = 0;
    for (const measure of this.measures) {
      const value = values[i++] ?? NaN;
      if (!Number.isNaN(value)) inTime = measure.observe(key, value, times) && inTime;
    }
    return inTime;
  }

  /** Log time at which the next window closes, or a silence is looked at, if no further event comes; Infinity = never. */
  dueLogMs(): number {
    let endMs = Infinity;
    for (const windowed of this.#windowed) endMs = Math.min(endMs, windowed.dueMs());
    const closesMs = endMs === Infinity ? Infinity : logTimeOfWatermark(this.clock, endMs, this.#latenessMs);
    let dueMs = Math.min(closesMs, this.absence?.dueLogMs() ?? Infinity);
    for (const silence of this.#silences) dueMs = Math.min(dueMs, silence.dueMs());
    return dueMs;
  }

  /** Notes that the log is written again at `logMs` after a time in which nobody did. */
  resume(logMs: number): void {
    noteResumption(this.clock, logMs);
    this.absence?.resume(logMs);
  }

  /** Looks at silence and closes due windows, at most `budget` of both; returns how many, less than `budget` when all is done. */
  closeDue(logMs: number, budget: number): number {
    this.absence?.look(this.clock.lastLogMs, logMs);
    let closed = 0;
    for (const silence of this.#silences) {
      if (closed < budget) closed += silence.look(logMs, this.clock.resumedLogMs ?? 0, budget - closed);
    }
    const watermarkMs = watermarkAt(this.clock, logMs, this.#latenessMs);
    for (const windowed of this.#windowed) {
      if (closed < budget) closed += windowed.close(watermarkMs, logMs, this.clock.resumedMs, budget - closed);
    }
    return closed;
  }
}
