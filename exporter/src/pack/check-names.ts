import { OWN_FAMILIES, packMetricName, SERIES_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import type { CompiledStream } from "./compile-stream.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import { ABSENT } from "./plan.ts";
import type { KpiPlan, MeasurePlan } from "./plan.ts";

/** A KPI and where its faults go. */
export interface CompiledKpi {
  readonly plan: KpiPlan;
  readonly report: PackReport;
}

interface Owner {
  readonly option: OptionPath;
  readonly report: PackReport;
}

/**
 * No two streams of one name or of equal subjects, no two series of one stream and measure, no metric twice:
 * `a_b` + `c` and `a` + `b_c` would be one family otherwise.
 */
export function checkNames(streams: readonly CompiledStream[], kpis: readonly CompiledKpi[]): void {
  const taken = new Map<string, string>();
  for (const family of Object.values({ ...OWN_FAMILIES, ...SERIES_FAMILIES, ...STREAM_FAMILIES })) {
    taken.set(`metric ${family.name}`, "Eddy itself");
  }
  const take = (names: readonly string[], { option, report }: Owner, by: string): void => {
    for (const name of names) {
      const owner = taken.get(name);
      if (owner !== undefined) report.fault(option, `apart from ${owner}: both make ${name}`, by, "rename one of them");
      else taken.set(name, by);
    }
  };
  for (const { plan, pattern, shortName, report } of streams) {
    const option = ["streams", shortName];
    take([`stream ${plan.name}`, `subject ${pattern.filter.join(".")}`], { option, report }, `stream ${plan.name}`);
    for (const measure of plan.measures) {
      const names = [`series ${plan.name}.${measure.name}`, ...metricNames(plan.name, measure)];
      take(names, { option: [...option, "measures", measure.name], report }, `${plan.name}.${measure.name}`);
    }
    if (plan.absent !== undefined) {
      const metric = packMetricName(plan.name, ABSENT.name, ABSENT.unit, "gauge");
      take([`series ${plan.name}.${ABSENT.name}`, `metric ${metric}`], { option: [...option, ABSENT.name], report }, `the absence of ${plan.name}`);
    }
  }
  for (const { plan, report } of kpis) {
    const metric = packMetricName(plan.stream, plan.name, plan.unit, "gauge");
    take([`series ${plan.stream}.${plan.name}`, `metric ${metric}`], { option: ["kpis", plan.name], report }, `KPI ${plan.stream}.${plan.name}`);
  }
}

function metricNames(stream: string, { name, unit, kind }: MeasurePlan): string[] {
  const gauge = packMetricName(stream, name, unit, "gauge");
  if (kind === "gauge") return [`metric ${gauge}`];
  const counter = `metric ${packMetricName(stream, name, unit, "counter")}`;
  return kind === "counter" ? [counter] : [counter, `metric ${gauge}_per_second`];
}
