import type { KpiPlan, MeasurePlan, StreamPlan } from "../pack/plan.ts";

/** Name of what is kept by the keys of a stream. Equal exactly if that may live on; so for all names here. */
export function keysName({ name, mapper }: StreamPlan): string {
  return `${name}{${mapper.labelNames.join()}}`;
}

/** Name of what is kept of a stream's measure. */
export function measureName(stream: StreamPlan, { name, unit, shown, kind }: MeasurePlan): string {
  return `${keysName(stream)}/${name}.${unit}.${shown}.${kind}`;
}

/** Name of what is kept by the keys of a KPI. */
export function kpiKeysName({ stream, name, labelNames }: KpiPlan): string {
  return `${stream}:${name}{${labelNames.join()}}`;
}

/** Name of a KPI's windows, and of the series that they give. */
export function kpiName(kpi: KpiPlan): string {
  return `${kpiKeysName(kpi)}/${kpi.as}/${kpi.windowMs}`;
}

/** Name of the one series that a stream's silence is. */
export function absentName(stream: string): string {
  return `absent/${stream}`;
}
