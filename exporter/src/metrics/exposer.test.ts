import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../model/clock.ts";
import type { StateView } from "../pipeline/view.ts";
import type { SeriesLimits } from "./collect.ts";
import { Exposer } from "./exposer.ts";
import type { Format } from "./exposition.ts";
import { fakeTable, fakeView } from "./fake-view.ts";
import { OwnMetrics } from "./own-metrics.ts";
import { ProcessMetrics } from "./process-metrics.ts";

const WIDE: SeriesLimits = { maxSeries: 50_000, maxSeriesPerMetric: 10_000 };
const scored = {
  value: 21.5, lastEventMs: 1500, ready: true, score: 0.25, expected: 21, lower: 20, upper: 22, anomalies: 3, anomalyStartMs: 1000,
};

async function text(view: StateView | undefined, format: Format = "text", limits = WIDE): Promise<string> {
  const exposer = new Exposer({ clock: systemClock, limits, own: new OwnMetrics("1.2.3"), process: new ProcessMetrics() });
  let written = "";
  for await (const chunk of exposer.expose(view, format)) written += chunk;
  return written;
}

/** Samples without HELP and TYPE of the families whose names match. */
async function samples(view: StateView | undefined, pattern: RegExp, limits = WIDE): Promise<string[]> {
  return (await text(view, "text", limits)).split("\n").filter((line) => !line.startsWith("#") && pattern.test(line));
}

describe("Exposer", () => {
  it("writes a series in text 0.0.4", async () => {
    const written = await text(fakeView([fakeTable({ series: [{ labels: ["a"], ...scored }] })]));
    expect(written.slice(0, written.indexOf("# HELP eddy_log_discarded"))).toBe(`\
# HELP eddy_iot_sensor_temperature_celsius Measure temperature of stream iot_sensor: last value, in celsius.
# TYPE eddy_iot_sensor_temperature_celsius gauge
eddy_iot_sensor_temperature_celsius{device="a"} 21.5
# HELP eddy_anomaly_score Anomaly state of the series from 0 to 1: held after evidence, then decaying; an onset stands at 0.918 or more.
# TYPE eddy_anomaly_score gauge
eddy_anomaly_score{stream="iot_sensor",measure="temperature",device="a"} 0.25
# HELP eddy_anomaly_expected Value that the detector expected before the last event, in the measure's base unit.
# TYPE eddy_anomaly_expected gauge
eddy_anomaly_expected{stream="iot_sensor",measure="temperature",device="a"} 21
# HELP eddy_anomaly_lower Lower end of the band expected before the last event, in the measure's base unit.
# TYPE eddy_anomaly_lower gauge
eddy_anomaly_lower{stream="iot_sensor",measure="temperature",device="a"} 20
# HELP eddy_anomaly_upper Upper end of the band expected before the last event, in the measure's base unit.
# TYPE eddy_anomaly_upper gauge
eddy_anomaly_upper{stream="iot_sensor",measure="temperature",device="a"} 22
# HELP eddy_anomalies_total Onsets of anomalies in the series.
# TYPE eddy_anomalies_total counter
eddy_anomalies_total{stream="iot_sensor",measure="temperature",device="a"} 3
# HELP eddy_anomaly_start_timestamp_seconds Event time of the latest onset; the anomaly lasts while the score is 0.7 or more.
# TYPE eddy_anomaly_start_timestamp_seconds gauge
eddy_anomaly_start_timestamp_seconds{stream="iot_sensor",measure="temperature",device="a"} 1
# HELP eddy_series_last_event_timestamp_seconds Event time of the newest event of the series.
# TYPE eddy_series_last_event_timestamp_seconds gauge
eddy_series_last_event_timestamp_seconds{stream="iot_sensor",measure="temperature",device="a"} 1.5
`);
  });

  it("writes counters as OpenMetrics wants them and ends with EOF", async () => {
    const written = await text(fakeView([fakeTable({ kind: "counter", unit: "bytes", measure: "sent", series: [{ labels: ["a"], value: 7 }] })]), "openmetrics");
    expect(written).toContain(`\
# HELP eddy_iot_sensor_sent_bytes Measure sent of stream iot_sensor: last count of the source, in bytes.
# TYPE eddy_iot_sensor_sent_bytes counter
eddy_iot_sensor_sent_bytes_total{device="a"} 7
`);
    expect(written.endsWith("\n# EOF\n")).toBe(true);
    expect(written.match(/# TYPE \S+_total /g)).toBeNull();
  });

  it.each([
    { kind: "gauge", unit: "celsius", expected: ['eddy_iot_sensor_m_celsius{device="a"} 5'] },
    { kind: "counter", unit: "bytes", expected: ['eddy_iot_sensor_m_bytes_total{device="a"} 5'] },
    { kind: "rate", unit: "", expected: ['eddy_iot_sensor_m_total{device="a"} 90', 'eddy_iot_sensor_m_per_second{device="a"} 5'] },
    { kind: "kpi", unit: "inr", expected: ['eddy_iot_sensor_m_inr{device="a"} 5'] },
  ] as const)("names a $kind by the contract", async ({ kind, unit, expected }) => {
    const table = fakeTable({ kind, unit, measure: "m", series: [{ labels: ["a"], value: 5, total: kind === "rate" ? 90 : NaN }] });
    expect(await samples(fakeView([table]), /^eddy_iot/)).toEqual(expected);
  });

  it("shows nothing of streams before the fold has caught up", async () => {
    const names = new Set((await samples(undefined, /./)).map((line) => line.replace(/[{ ].*/, "")));
    expect([...names].filter((name) => name.startsWith("eddy_"))).toEqual([
      "eddy_build_info", "eddy_checkpoint_failed_total", "eddy_log_reader_restarts_total", "eddy_dead_letters_total",
      "eddy_dead_letters_failed_total",
      "eddy_notifications_received_total", "eddy_notifications_rejected_total",
    ]);
    expect(names).toContain("process_cpu_seconds_total");
    expect([...names].filter((name) => /^nodejs_active_.*_total$/.test(name))).toEqual([]);
  });

  it("shows known label sets of totals from 0 on", async () => {
    const totals = [
      { stream: "iot_sensor", received: 5, rejected: new Map([["no_time", 2]]), filtered: new Map<string, number>(), late: 1, refused: 0, keys: 3, evicted: 0 },
      { stream: "_unmatched", received: 4, rejected: new Map([["no_stream", 4]]), filtered: new Map<string, number>(), late: 0, refused: 0, keys: 0, evicted: 0 },
    ];
    const view = fakeView([], { totals: () => totals, discarded: () => 9, sourceSkipped: () => new Map([["ORDERS", 2]]) });
    expect(await samples(view, /^eddy_(events_(received|filtered)|log_[ds]|log_rewound|series\{|.*"no_)/)).toEqual([
      'eddy_events_received_total{stream="iot_sensor"} 5',
      'eddy_events_received_total{stream="_unmatched"} 4',
      'eddy_events_rejected_total{stream="iot_sensor",reason="no_time"} 2',
      'eddy_events_rejected_total{stream="_unmatched",reason="no_stream"} 4',
      'eddy_events_filtered_total{stream="iot_sensor",filter="duplicates"} 0',
      'eddy_events_filtered_total{stream="_unmatched",filter="duplicates"} 0',
      "eddy_log_discarded_messages_total 9",
      "eddy_log_rewound_total 0",
      'eddy_log_source_skipped_total{source="ORDERS"} 2',
      'eddy_series{stream="iot_sensor"} 3',
      'eddy_series{stream="_unmatched"} 0',
    ]);
    expect(await samples(view, /^eddy_events_rejected_total\{stream="iot_sensor"/)).toHaveLength(10);
  });

  it("gives a name that two tables share to the first, and fixed names to none", async () => {
    const table = (stream: string, measure: string, value: number): ReturnType<typeof fakeTable> =>
      fakeTable({ stream, measure, unit: "", series: [{ labels: ["a"], value }] });
    const view = fakeView([table("a_b", "c", 1), table("a", "b_c", 2), table("anomaly", "score", 3)]);
    expect(await samples(view, /^eddy_(a_b|anomaly_score\{device)/)).toEqual(['eddy_a_b_c{device="a"} 1']);
  });
});
