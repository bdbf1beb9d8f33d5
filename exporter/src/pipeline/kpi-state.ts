import { kpiKinds } from "../kpis/registry.ts";
import type { KpiPlan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { Structures } from "../state/structures.ts";
import { Keys } from "./keys.ts";
import type { Scoring } from "./scoring.ts";
import { kpiKeysName, kpiName } from "./series-names.ts";
import type { StreamCounts } from "./totals.ts";
import { Windowed } from "./windowed.ts";
import type { EventTimes } from "./windowed.ts";

/** One KPI: its keys are the values of its `by` labels, its observations the closed windows. */
export class KpiState {
  readonly plan: KpiPlan;
  readonly keys: KeyTable;
  readonly series: SeriesSlab;
  readonly windowed: Windowed;
  readonly #numbers: Keys;
  readonly #labels: string[];

  constructor(plan: KpiPlan, structures: Structures, shared: { scoring: Scoring; counts: StreamCounts; maxKeys: number; maxEntries: number }) {
    this.plan = plan;
    const name = kpiName(plan);
    this.keys = structures.keyTable(kpiKeysName(plan));
    this.series = structures.series(name, plan.detect.key, plan.detect.detector);
    const windows = structures.windows(name);
    windows.maxEntries = shared.maxEntries;
    const kind = kpiKinds.get(plan.as);
    if (kind === undefined) throw new RangeError(`${plan.stream}: KPI ${plan.name}: as must be one of ${[...kpiKinds.keys()].join(", ")}, got ${plan.as}`);
    this.windowed = new Windowed(
      { windowMs: plan.windowMs, windows, series: this.series, detector: plan.detect.detector, counts: shared.counts, result: (sum, count) => kind.result(sum, count) },
      shared.scoring,
    );
    this.#labels = plan.labelNames.map(() => "");
    this.#numbers = new Keys(this.keys, {
      columns: [this.series],
      windows: [windows],
      counts: shared.counts,
      maxKeys: shared.maxKeys,
      labels: plan.labelNames.length,
    });
  }

  /** Takes an event of its stream; false if its window is closed. An event without the summed measure is none of its. */
  observe(labels: readonly string[], values: Float64Array, times: EventTimes): boolean {
    const { labelIndexes, measure } = this.plan;
    const amount = measure < 0 ? 1 : (values[measure] ?? NaN);
    if (Number.isNaN(amount)) return true;
    for (let i = 0; i < labelIndexes.length; i++) this.#labels[i] = labels[labelIndexes[i] ?? 0] ?? "";
    return this.windowed.add(this.#numbers.number(this.#labels, times.logMs), amount, times);
  }
}
