import type { FilterSettings, ValueFilterKind } from "../filters/filter.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FilterEntry } from "./filter-settings.ts";
import { MEASURE, readEntry, readSettings } from "./filter-settings.ts";
import type { FilterPlan, MeasurePlan } from "./plan.ts";
import { didYouMean } from "./read-pack.ts";
import type { FilterSpec } from "./schema.ts";

/** The filters of a stream, put where they work. */
export interface CompiledFilters {
  /** The stream's measures with their filters: those that refuse what can't be true first, else as they are written. */
  readonly measures: readonly MeasurePlan[];
  /** From `duplicates`; undefined if it is not there. */
  readonly dedupeMs: number | undefined;
}

/** Compiles `filters:` of a stream, the option at `option`; what is wrong is told, and left out. */
export function compileFilters(specs: readonly FilterSpec[], measures: readonly MeasurePlan[], option: OptionPath, report: PackReport): CompiledFilters {
  let dedupeMs: number | undefined;
  const lists = new Map(measures.map(({ name }) => [name, [] as FilterPlan[]]));
  for (const [i, spec] of specs.entries()) {
    const entry = readEntry(spec, [...option, i], report);
    const settings = entry && readSettings(entry, report);
    if (entry === undefined || settings === undefined) continue;
    if (entry.kind.acts === "events") {
      if (dedupeMs !== undefined) report.fault(entry.option, "there once", entry.kind.id);
      dedupeMs = settings["within"];
      continue;
    }
    for (const measure of targets(entry, entry.kind, measures, report)) {
      const plan = planOf(entry.kind, settings, measure);
      const list = lists.get(measure.name) ?? [];
      if (list.some(({ key }) => key === plan.key)) report.fault(entry.option, `another than one before it of measure ${measure.name}`, entry.given);
      list.push(plan);
    }
  }
  return { measures: measures.map((measure) => ({ ...measure, filters: truthFirst(lists.get(measure.name) ?? []) })), dedupeMs };
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
