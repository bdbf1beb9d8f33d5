import { metricsOf, OWN_FAMILIES, SERIES_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import type { PackOutline } from "eddy-exporter/contract";

/** A metric that a query may name. */
export interface Known {
  readonly type: "counter" | "gauge";
  /** Labels beside job and instance; undefined = any. */
  readonly labels: readonly string[] | undefined;
}

/** What Prometheus itself tells of a scrape, and of what prom-client tells of a process that which we show. */
const GAUGES = [
  "up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_series_added", "process_start_time_seconds", "process_resident_memory_bytes", "process_open_fds",
  "nodejs_eventloop_lag_p50_seconds", "nodejs_eventloop_lag_p99_seconds", "nodejs_eventloop_lag_max_seconds", "nodejs_heap_size_used_bytes", "nodejs_external_memory_bytes",
];
const COUNTERS = ["process_cpu_user_seconds_total", "process_cpu_system_seconds_total", "nodejs_gc_duration_seconds_sum"];

/** Every metric that dashboards may name: those of the contract, those made from packs, and those of the process. */
export function catalogue(packs: readonly PackOutline[]): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const name of GAUGES) known.set(name, { type: "gauge", labels: [] });
  for (const name of COUNTERS) known.set(name, { type: "counter", labels: ["kind"] });
  for (const { name, type, labels } of Object.values({ ...OWN_FAMILIES, ...STREAM_FAMILIES })) known.set(name, { type, labels });
  for (const { name, type } of Object.values(SERIES_FAMILIES)) known.set(name, { type, labels: undefined });
  for (const measure of packs.flatMap(({ measures }) => measures)) {
    const { judged, total } = metricsOf(measure);
    for (const { name, type } of total === undefined ? [judged] : [judged, total]) known.set(name, { type, labels: measure.labels });
  }
  return known;
}
