import { packMetricName } from "./metrics.ts";
import type { MetricType } from "./metrics.ts";

/** A measure or KPI of a pack as those who make dashboards and alerts from packs may know it. */
export interface MeasureOutline {
  /** Label `stream` of its series; for a KPI the pack's name. */
  readonly stream: string;
  /** Label `measure` of its series. */
  readonly measure: string;
  readonly kind: "gauge" | "counter" | "rate" | "kpi";
  /** Base unit; "" = a plain number. */
  readonly unit: string;
  /** Names of its series' own labels, sorted; any of them may be absent. */
  readonly labels: readonly string[];
}

/** What one pack exposes. */
export interface PackOutline {
  readonly name: string;
  /** Names of its streams, sorted. */
  readonly streams: readonly string[];
  /** Measures of its streams, the silence of those that look at it included, then its KPIs. */
  readonly measures: readonly MeasureOutline[];
}

/** A family that a pack makes. */
export interface PackMetric {
  readonly name: string;
  readonly type: MetricType;
}

/** The families of a measure or KPI. */
export interface MeasureMetrics {
  /** What its band and score are about; a counter is judged by its rate. */
  readonly judged: PackMetric;
  /** Only rates: everything added up. */
  readonly total: PackMetric | undefined;
}

/** What the families of a measure or KPI are called. */
export function metricsOf({ stream, measure, unit, kind }: Omit<MeasureOutline, "labels">): MeasureMetrics {
  const gauge: PackMetric = { name: packMetricName(stream, measure, unit, "gauge"), type: "gauge" };
  const counter: PackMetric = { name: packMetricName(stream, measure, unit, "counter"), type: "counter" };
  switch (kind) {
    case "gauge":
    case "kpi":
      return { judged: gauge, total: undefined };
    case "counter":
      return { judged: counter, total: undefined };
    case "rate":
      return { judged: { name: `${gauge.name}_per_second`, type: "gauge" }, total: counter };
  }
}
