import type { FilterSettings, ValueFilterKind } from "../filters/filter.ts";
import type { Condition } from "../mapping/condition.ts";
import type { PackReport } from "./faults.ts";
import type { FilterEntry } from "./filter-settings.ts";
import { MEASURE, readCondition, readEntry, readSettings } from "./filter-settings.ts";
import type { FilterPlan, MeasurePlan } from "./plan.ts";
import { didYouMean } from "./nearest.ts";
import type { FilterSpec } from "./schema.ts";
import type { StreamFields } from "./stream-fields.ts";

/** The filters of a stream, put where they work. */
export interface CompiledFilters {
  /** The stream's measures with their filters: those that refuse what can't be true first, else as they are written. */
  readonly measures: readonly MeasurePlan[];
  /** From `duplicates`; undefined if it is not there. */
  readonly dedupeMs: number | undefined;
  /** From `drop`: true for records that are left out; undefined if it is not there. */
  readonly drop: Condition | undefined;
}

/** Compiles `filters:` of a stream; what is wrong is told, and left out. */
export function compileFilters(specs: readonly FilterSpec[], measures: readonly MeasurePlan[], fields: StreamFields): CompiledFilters {
  const { option, report } = fields;
  let dedupeMs: number | undefined;
  const drops: Condition[] = [];
  const lists = new Map(measures.map(({ name }) => [name, [] as FilterPlan[]]));
  for (const [i, spec] of specs.entries()) {
    const entry = readEntry(spec, [...option, "filters", i], report);
    if (entry === undefined) continue;
    const { kind } = entry;
    if (kind.acts === "records") {
      const when = readCondition(entry, report);
      if (when !== undefined) drops.push(fields.condition(entry.optionOf(kind.main).slice(option.length), when));
    } else if (kind.acts === "events") {
      if (dedupeMs !== undefined) report.fault(entry.option, "there once", kind.id);
      dedupeMs = readSettings(kind, entry, report)?.["within"];
    } else {
      addTo(lists, kind, entry, { measures, report });
    }
  }
  return {
    measures: measures.map((measure) => ({ ...measure, filters: truthFirst(lists.get(measure.name) ?? []) })),
    dedupeMs,
    drop: drops.length === 0 ? undefined : anyOf(drops),
  };
}

/** Adds a filter of values to the lists of the measures that it takes. */
function addTo(lists: ReadonlyMap<string, FilterPlan[]>, kind: ValueFilterKind, entry: FilterEntry, { measures, report }: { measures: readonly MeasurePlan[]; report: PackReport }): void {
  const settings = readSettings(kind, entry, report);
  if (settings === undefined) return;
  for (const measure of targets(entry, kind, measures, report)) {
    const plan = planOf(kind, settings, measure);
    const list = lists.get(measure.name) ?? [];
    if (list.some(({ key }) => key === plan.key)) report.fault(entry.option, `another than one before it of measure ${measure.name}`, entry.given);
    list.push(plan);
  }
}

function anyOf(conditions: readonly Condition[]): Condition {
  return (record, context) => {
    for (const condition of conditions) {
      const holds = condition(record, context);
      if (holds !== false) return holds;
    }
    return false;
  };
}

/** So KPIs see the same however a series is thinned. */
function truthFirst(filters: readonly FilterPlan[]): FilterPlan[] {
  return [...filters.filter(({ keepsFromKpis }) => keepsFromKpis), ...filters.filter(({ keepsFromKpis }) => !keepsFromKpis)];
}

/** The measures that a filter works on; none if the report got a fault. */
function targets({ given, option, optionOf }: FilterEntry, kind: ValueFilterKind, measures: readonly MeasurePlan[], report: PackReport): readonly MeasurePlan[] {
  const wanted = given[MEASURE];
  const named = wanted === undefined ? measures : measures.filter(({ name }) => name === wanted);
  const taken = named.filter((measure) => kind.takes(measure));
  if (named.length === 0) {
    const known = measures.map(({ name }) => name);
    report.fault(optionOf(MEASURE), `a measure of the stream: ${known.join(", ")}`, wanted, didYouMean(wanted, known));
  } else if (taken.length === 0) {
    report.fault(option, `for ${kind.takesRule}`, named.map(({ name }) => name).join(", "));
  }
  return taken;
}

/** Amounts are written in the unit in which the measure is shown; the state holds `shown` times that. */
function planOf(kind: ValueFilterKind, settings: FilterSettings, measure: MeasurePlan): FilterPlan {
  const scaled = Object.fromEntries(
    Object.entries(settings)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, kind.settings[name]?.form === "amount" ? value * measure.shown : value]),
  );
  return {
    key: `${kind.id}@${kind.version}${JSON.stringify(scaled)}`,
    id: kind.id,
    keepsFromKpis: kind.keepsFromKpis,
    filter: kind.create(scaled, measure),
  };
}
