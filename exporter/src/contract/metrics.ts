/** The metric families that Eddy exposes beside those made from packs. */

/** How Prometheus should read a family. */
export type MetricType = "counter" | "gauge";

/** Name, help and labels of one family. */
export interface MetricFamily {
  /** Full name as in text format 0.0.4; counters end in `_total`. */
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Label names; families of series have the series' own labels besides. */
  readonly labels: readonly string[];
  /**
   * Where the value lives: `state` survives every restart and never goes backwards;
   * `process` begins anew with the process.
   */
  readonly kept: "state" | "process";
}

const make =
  (type: MetricType, kept: MetricFamily["kept"]) =>
  (name: string, labels: readonly string[], help: string): MetricFamily => ({ name, type, help, labels, kept });

const keptCounter = make("counter", "state");
const keptGauge = make("gauge", "state");
const ownCounter = make("counter", "process");
const ownGauge = make("gauge", "process");

/** Families about streams, kept in the state. */
export const STREAM_FAMILIES = {
  eventsReceived: keptCounter("eddy_events_received_total", ["stream"],
    "Records cut from the messages of a stream, rejected ones included."),
  eventsRejected: keptCounter("eddy_events_rejected_total", ["stream", "reason"],
    "Records that could not become an event, by reason."),
  eventsFiltered: keptCounter("eddy_events_filtered_total", ["stream", "filter"],
    "Values of measures left out by a filter of the pack, and events that are duplicates by id."),
  eventsLate: keptCounter("eddy_events_late_total", ["stream"],
    "Events that count in totals but came too late for a closed window or a score."),
  seriesRefused: keptCounter("eddy_series_refused_total", ["stream"],
    "Events for whose labels the stream had no room: counted under __other__, or in no window."),
  seriesEvicted: keptCounter("eddy_series_evicted_total", ["stream"],
    "Idle keys forgotten to make room for new ones; their counters begin at 0 if they return."),
  mutes: keptGauge("eddy_mutes_in_force", ["stream"],
    "Mutes and calendar windows that cover the stream, or some of its series, at this log time."),
  logDiscarded: keptCounter("eddy_log_discarded_messages_total", [],
    "Messages that the log dropped by its limits before Eddy had read them."),
  logRewound: keptCounter("eddy_log_rewound_total", [],
    "Times that the log was not the one that the checkpoint stands for."),
  sourceSkipped: keptCounter("eddy_log_source_skipped_total", ["source"],
    "Messages that the server copied a second time from a source stream; skipped."),
  measureInfo: keptGauge("eddy_measure_info", ["stream", "measure", "metric", "type", "unit"],
    "Always 1, a sample a measure or KPI: the metric that its score and band are about; of type counter, about its rate."),
} as const;

/** Families with one sample a scored series: labels stream, measure and the series' own. */
export const SERIES_FAMILIES = {
  score: keptGauge("eddy_anomaly_score", ["stream", "measure"],
    "Anomaly state of the series from 0 to 1: held after evidence, then decaying; an onset stands at 0.918 or more."),
  expected: keptGauge("eddy_anomaly_expected", ["stream", "measure"],
    "Value that the detector expected before the last event, in the measure's base unit."),
  lower: keptGauge("eddy_anomaly_lower", ["stream", "measure"],
    "Lower end of the band expected before the last event, in the measure's base unit."),
  upper: keptGauge("eddy_anomaly_upper", ["stream", "measure"],
    "Upper end of the band expected before the last event, in the measure's base unit."),
  anomalies: keptCounter("eddy_anomalies_total", ["stream", "measure"],
    "Onsets of anomalies in the series."),
  start: keptGauge("eddy_anomaly_start_timestamp_seconds", ["stream", "measure"],
    "Event time of the latest onset; the anomaly lasts while the score is 0.7 or more."),
  lastEvent: keptGauge("eddy_series_last_event_timestamp_seconds", ["stream", "measure"],
    "Event time of the newest event of the series."),
} as const;

/** Families about Eddy itself. */
export const OWN_FAMILIES = {
  buildInfo: ownGauge("eddy_build_info", ["version", "nodeversion"],
    "Always 1; what is running."),
  series: ownGauge("eddy_series", ["stream"],
    "Keys (distinct label values) that the stream has in the state."),
  seriesExposed: ownGauge("eddy_series_exposed", [],
    "Samples of series in the last exposition."),
  seriesHidden: ownGauge("eddy_series_hidden", [],
    "Samples left out of the last exposition by its limits."),
  logLag: ownGauge("eddy_log_lag_messages", [],
    "Messages of the log that are not yet folded."),
  logPosition: ownGauge("eddy_log_position", [],
    "Stream sequence that the state stands for."),
  logUp: ownGauge("eddy_log_up", [],
    "1 while connected to NATS and reading the log."),
  caughtUp: ownGauge("eddy_caught_up", [],
    "1 once the fold has reached the end that the log had at start."),
  catchUpRatio: ownGauge("eddy_catch_up_ratio", [],
    "Share of the log stored before start that is folded, from 0 to 1."),
  checkpointTime: ownGauge("eddy_checkpoint_timestamp_seconds", [],
    "When the newest checkpoint was completed."),
  checkpointSize: ownGauge("eddy_checkpoint_size_bytes", [],
    "Size of the newest checkpoint."),
  checkpointDuration: ownGauge("eddy_checkpoint_duration_seconds", [],
    "How long the newest checkpoint took to write."),
  checkpointFailed: ownCounter("eddy_checkpoint_failed_total", [],
    "Checkpoints that could not be written."),
  reconnects: ownCounter("eddy_log_reader_restarts_total", [],
    "Times that the reader of the log was made anew after a gap, a missed heartbeat or a vanished consumer."),
  deadLettered: ownCounter("eddy_dead_letters_total", [],
    "Rejected records copied to the dead-letter stream."),
  deadLettersFailed: ownCounter("eddy_dead_letters_failed_total", [],
    "Rejected records that could not be copied to the dead-letter stream."),
  reloadOk: ownGauge("eddy_config_last_reload_successful", [],
    "1 if the newest packs and settings are in force."),
  reloadTime: ownGauge("eddy_config_last_reload_success_timestamp_seconds", [],
    "When packs and settings were last taken over."),
  webReloadOk: ownGauge("eddy_web_config_last_reload_successful", [],
    "1 if the newest --web.config.file and the certificates that it names are in force."),
  webDenied: ownCounter("eddy_web_requests_denied_total", [],
    "HTTP requests refused: no or wrong credentials, no right to write, too many, or too large."),
  notifications: ownCounter("eddy_notifications_received_total", [],
    "Notifications that Alertmanager posted to /alerts, refused ones included."),
  notificationsRejected: ownCounter("eddy_notifications_rejected_total", [],
    "Notifications at /alerts that were too large, no notification of Alertmanager, or not allowed."),
  scrapeDuration: ownGauge("eddy_scrape_duration_seconds", [],
    "How long the previous exposition took to write."),
  scrapeSize: ownGauge("eddy_scrape_size_bytes", [],
    "Size of the previous exposition before compression."),
} as const;

/** What a family made from a pack is called: `eddy_<stream>_<measure>_<base unit>[_total]`. */
export function packMetricName(stream: string, measure: string, unit: string, type: MetricType): string {
  const parts = ["eddy", stream, measure];
  if (unit !== "" && measure !== unit && !measure.endsWith(`_${unit}`)) parts.push(unit);
  if (type === "counter") parts.push("total");
  return parts.join("_");
}
