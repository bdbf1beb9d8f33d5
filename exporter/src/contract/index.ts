/** What other workspaces may see of the exporter. */
export type { Anomaly, AnomalyReport } from "./anomalies.ts";
export type { HealthPart, HealthReport } from "./health.ts";
export { OWN_FAMILIES, SERIES_FAMILIES, STREAM_FAMILIES, packMetricName } from "./metrics.ts";
export type { MetricFamily, MetricType } from "./metrics.ts";
export { metricsOf } from "./outline.ts";
export type { MeasureMetrics, MeasureOutline, PackMetric, PackOutline } from "./outline.ts";
export {
  CONTROL_MUTE, CONTROL_PACK, CONTROL_PREFIX, CONTROL_TICK, DEAD_LETTER_HEADERS, DEAD_LETTER_PREFIX, DEAD_LETTER_STREAM,
  LOG_STREAM, TRUTH_PREFIX, TRUTH_STREAM, UNMATCHED_STREAM,
} from "./subjects.ts";
export { ALERT_ANNOTATIONS, ALERT_SEVERITIES, DEFAULT_TEAM } from "./alerts.ts";
export type { AlertAnnotation, AlertSeverity } from "./alerts.ts";
