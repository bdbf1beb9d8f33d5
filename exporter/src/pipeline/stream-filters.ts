import type { FilterInput } from "../filters/filter.ts";
import type { MappedEvent } from "../mapping/mapper.ts";
import type { FilterPlan, StreamPlan } from "../pack/plan.ts";
import type { Slab } from "../state/slab.ts";
import type { Structures } from "../state/structures.ts";
import type { StreamCounts } from "./totals.ts";
import { countFiltered } from "./totals.ts";

const NO_PAGE = new DataView(new ArrayBuffer(0));

/** One filter of one measure. */
interface Step {
  /** Index of the measure. */
  readonly measure: number;
  readonly plan: FilterPlan;
  /** A record a key; undefined for a filter without state. */
  readonly slab: Slab | undefined;
}

/** The filters of a stream's values and their state. Allocates nothing an event. */
export class StreamFilters {
  /** What `pass` left of the event's values, for the series and for KPIs; NaN = nothing. */
  readonly forSeries: Float64Array;
  readonly forKpis: Float64Array;
  readonly #steps: readonly Step[];
  readonly #counts: StreamCounts;
  readonly #input: FilterInput = { value: 0, eventMs: 0, id: "", ordinal: 0 };

  /** `names` of the measures' records: a filter's state lives on as long as its measure's and its settings do. */
  constructor(plan: StreamPlan, names: readonly string[], structures: Structures, counts: StreamCounts) {
    this.forSeries = new Float64Array(plan.measures.length);
    this.forKpis = new Float64Array(plan.measures.length);
    this.#counts = counts;
    this.#steps = plan.measures.flatMap(({ filters }, measure) =>
      filters.map((filter) => ({
        measure,
        plan: filter,
        slab: filter.filter.size > 0 ? structures.slab(`filters/${names[measure] ?? ""}/${filter.key}`, filter.filter.size) : undefined,
      })),
    );
  }

  /** State of all filters that have some: the measure's index, the filter and its records. */
  get columns(): readonly { readonly measure: number; readonly key: string; readonly slab: Slab }[] {
    return this.#steps.flatMap(({ measure, plan, slab }) => (slab === undefined ? [] : [{ measure, key: plan.key, slab }]));
  }

  /** Takes the values of an event of key `key` through the filters, and counts what they leave out. */
  pass(key: number, event: MappedEvent, ordinal: number): void {
    const { forSeries, forKpis } = this;
    const input = this.#input;
    input.eventMs = event.timeMs;
    input.id = event.id;
    input.ordinal = ordinal;
    forSeries.set(event.values);
    forKpis.set(event.values);
    for (const { measure, plan, slab } of this.#steps) {
      const value = forSeries[measure] ?? NaN;
      if (Number.isNaN(value)) continue;
      input.value = value;
      const passed = this.#passOne(key, plan, slab);
      if (passed === value) continue;
      forSeries[measure] = passed;
      if (plan.keepsFromKpis) forKpis[measure] = NaN;
      countFiltered(this.#counts, plan.id);
    }
  }

  #passOne(key: number, { filter }: FilterPlan, slab: Slab | undefined): number {
    if (slab === undefined) return filter.pass(NO_PAGE, 0, this.#input);
    slab.ensure(key);
    return filter.pass(slab.writable(key), slab.offset(key), this.#input);
  }
}

/** The filters of a stream; undefined where it has none, so that its events pay for none. */
export function filtersOf(plan: StreamPlan, names: readonly string[], structures: Structures, counts: StreamCounts): StreamFilters | undefined {
  const hasNone = plan.measures.every(({ filters }) => filters.length === 0);
  return hasNone ? undefined : new StreamFilters(plan, names, structures, counts);
}
