import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { SERIES_FAMILIES } from "eddy-exporter/contract";

/** The data source that is chosen at the top of a dashboard. */
export const DATASOURCE = { type: "prometheus", uid: "${datasource}" } as const;

/** Matchers that every selector has: one Prometheus may watch several Eddies. */
const SCRAPED = ['job=~"$job"', 'instance=~"$instance"'];

/** From this state on an anomaly lasts; an onset stands at 0.918. */
export const LASTS = 0.7;

/** One query of a panel. */
export interface Query {
  readonly expr: string;
  /** Legend with labels in double braces; "" = the labels that differ. */
  readonly legend: string;
  /** `series`: over time; `now`: at the end of the range; `table`: at the end, labels as columns. Default series. */
  readonly as?: "series" | "now" | "table";
}

/** A selector of one metric: of the chosen Eddies, and with the matchers given, of which "" is left out. */
export function select(metric: string, matchers: readonly string[] = []): string {
  return `${metric}{${[...SCRAPED, ...matchers.filter((matcher) => matcher !== "")].join(",")}}`;
}

/** Per second. */
export function rate(selector: string): string {
  return `rate(${selector}[$__rate_interval])`;
}

/** What a counter rose by in the range that is shown. */
export function inRange(selector: string): string {
  return `increase(${selector}[$__range])`;
}

/** Aggregated to one value, or to one for each value of the labels. */
export function sumBy(labels: readonly string[], vector: string): string {
  return aggregate("sum", labels, vector);
}

export function aggregate(operator: "sum" | "avg" | "max" | "min" | "count", labels: readonly string[], vector: string): string {
  return labels.length === 0 ? `${operator}(${vector})` : `${operator} by (${labels.join(", ")}) (${vector})`;
}

/** 0 where nothing of the kind has happened yet. Only for sums without labels. */
export function orZero(vector: string): string {
  return `${vector} or vector(0)`;
}

/** The same for a vector with labels: one 0 without labels, only where it is empty. */
export function orOneZero(vector: string): string {
  return `${vector} or (vector(0) unless on () ${vector})`;
}

/** Where `vector` has no sample yet, one that Grafana draws as nothing, for each of `shape`. */
export function orNothing(vector: string, shape: string): string {
  return `(${vector} or ${shape} * NaN)`;
}

/** The series of these matchers that was the strangest in the range shown: one, and the same at every step. */
export function strangest(matchers: readonly string[]): string {
  return `topk(1, max_over_time(${select(SERIES_FAMILIES.score.name, matchers)}[$__range] @ end()))`;
}

export function target({ expr, legend, as = "series" }: Query, index: number): DataqueryBuilder {
  const builder = new DataqueryBuilder().expr(expr).refId(String.fromCharCode("A".charCodeAt(0) + index)).datasource(DATASOURCE)
    .legendFormat(legend === "" ? "__auto" : legend);
  if (as === "series") return builder.range();
  return as === "now" ? builder.instant() : builder.instant().format(PromQueryFormat.Table);
}
