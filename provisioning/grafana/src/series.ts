import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { AnnotationQuery } from "@grafana/grafana-foundation-sdk/dashboard";
import { AnnotationQueryBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { SERIES_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import type { ClassicDashboard } from "./classic.ts";
import { board } from "./board.ts";
import { UIDS, seriesLink } from "./links.ts";
import { SCORE_STEPS } from "./panels/about.ts";
import type { PanelBuilder } from "./panels/about.ts";
import { band } from "./panels/band.ts";
import { bars } from "./panels/bars.ts";
import { lines } from "./panels/lines.ts";
import { stat } from "./panels/stat.ts";
import { DATASOURCE, aggregate, orNothing, orOneZero, rate, select, strangest } from "./queries.ts";
import { derived, matchers, oneOf } from "./variables.ts";

const MATCHERS = ['stream="$stream"', 'measure="$measure"', "$labels"];
const chosen = strangest(MATCHERS);
const of = (family: keyof typeof SERIES_FAMILIES): string => select(SERIES_FAMILIES[family].name, MATCHERS);
const info = (...more: string[]): string => select(STREAM_FAMILIES.measureInfo.name, ['stream="$stream"', ...more]);

// One of the two names is empty: a measure is judged by a gauge or by the rate of a counter.
const named = (variable: string): string => select("", ['__name__=~"eddy_.+"', `__name__="$${variable}"`]);
const value = `(${named("gauge")} or ${rate(named("counter"))}) and ignoring (stream, measure) ${chosen}`;
const shape = of("score");
const bound = (family: "expected" | "lower" | "upper"): string => `${orNothing(of(family), shape)} and ${chosen}`;
// Both sides have exactly one series, whatever labels it has.
const outside = `abs(${alone(value)} - ${alone(bound("expected"))}) / clamp_min((${alone(bound("upper"))} - ${alone(bound("lower"))}) / 2, 1e-9)`;

/** One series and why it is strange: where the links of alerts and of the other dashboards lead. */
export function series(): ClassicDashboard {
  return board({
    uid: UIDS.series, title: "Eddy: one series", tag: "overview",
    description: "Why a series is strange: its value against what was expected, its state, its onsets. A link names stream, measure and labels; where several series match, the strangest of the range is shown.",
    variables: [
      oneOf({ name: "stream", label: "Stream", description: "A stream, or a pack for its KPIs.", values: `label_values(${select(STREAM_FAMILIES.measureInfo.name)}, stream)` }),
      oneOf({ name: "measure", label: "Measure", description: "A measure of the stream or a KPI of the pack.", values: `label_values(${info()}, measure)` }),
      matchers("labels", "Labels", 'Labels of the series as in PromQL: device="mine", site="pune"; empty = all series of the measure.'),
      derived("gauge", `label_values(${info('measure="$measure"', 'type="gauge"')}, metric)`),
      derived("counter", `label_values(${info('measure="$measure"', 'type="counter"')}, metric)`),
    ],
    annotations: [
      onsets(),
    ],
    sections: [
      { title: "", panels: figures() },
      { title: "Why", panels: courses() },
      { title: "Its neighbours", panels: neighbours() },
    ],
  });
}

/** A mark at each onset: the value of the query is its time. Without any, one at the beginning of time, which no range shows. */
function onsets(): Builder<AnnotationQuery> {
  const query = new AnnotationQueryBuilder().name("Onsets").enable(true).iconColor("red").datasource(DATASOURCE)
    .expr(orOneZero(`1000 * (${of("start")} and ${chosen})`)).build();
  // The SDK doesn't know what the Prometheus data source adds.
  const atValue = { ...query, useValueForTime: true, titleFormat: "Onset" };
  return { build: () => atValue };
}

function figures(): PanelBuilder[] {
  return [
    stat({
      title: "State", unit: "percentunit", width: 4, decimals: 0, steps: SCORE_STEPS, description: "Anomaly state: from 0.918 on an anomaly begins, below 0.7 it ends. Info from 0.9, warning from 0.95, critical from 0.99.",
      queries: [{ expr: `${of("score")} and ${chosen}`, legend: "state" }],
    }),
    stat({ title: "Value", unit: "short", width: 4, description: "The last one, in the base unit of the measure.", queries: [{ expr: value, legend: "value" }] }),
    stat({
      title: "Expected", unit: "short", width: 4, description: "What the detector expected before the last event; nothing while it warms up.",
      queries: [{ expr: bound("expected"), legend: "expected" }],
    }),
    stat({
      title: "Distance", unit: "suffix:×", width: 4, decimals: 1, steps: [[null, "green"], [1, "orange"], [2, "red"]],
      description: "How far the value is from the expected one, as a multiple of half the band: above 1 it is outside.",
      queries: [{ expr: outside, legend: "distance" }],
    }),
    stat({
      title: "Latest onset", unit: "dateTimeFromNow", width: 4, description: "When the latest anomaly of the series began; nothing if it never had one.",
      queries: [{ expr: `1000 * ${orNothing(of("start"), shape)} and ${chosen}`, legend: "onset", as: "now" }],
    }),
    stat({
      title: "Newest event", unit: "s", width: 4, decimals: 0, description: "Its age.",
      queries: [{ expr: `time() - ${of("lastEvent")} and ${chosen}`, legend: "age", as: "now" }],
    }),
  ];
}

function courses(): PanelBuilder[] {
  return [
    band({
      title: "$measure of $stream", unit: "short", width: 24, height: 11, matchers: MATCHERS, chosen, values: [{ expr: value, legend: "value" }],
      description: "The value, what was expected of it, and the band: outside of it a value counts as unusual. No band while the detector warms up. Base unit of the measure.",
    }),
    lines({
      title: "State", unit: "percentunit", width: 12, height: 7, min: 0, max: 1, limits: [[null, "transparent"], [0.7, "yellow"], [0.918, "red"]],
      description: "The state is held after evidence and then decays, so that a scrape sees it. Above the upper line an anomaly begins, below the lower one it ends.",
      queries: [{ expr: `${of("score")} and ${chosen}`, legend: "state" }],
    }),
    lines({
      title: "Onsets a minute", unit: "short", width: 12, height: 7, draw: "bars", description: "Anomalies that began in this series.",
      queries: [{ expr: `60 * (${rate(of("anomalies"))} and ${chosen})`, legend: "onsets" }],
    }),
  ];
}

function neighbours(): PanelBuilder[] {
  return [
    bars({
      title: "Series of this measure", unit: "percentunit", width: 12, height: 10, max: 1, steps: SCORE_STEPS, links: [seriesLink()],
      description: "State of the fifteen strangest series of this measure, whatever labels are chosen. A click shows one of them above.",
      query: { expr: `topk(15, max without (job, instance) (${select(SERIES_FAMILIES.score.name, MATCHERS.slice(0, 2))}))`, legend: "" },
    }),
    bars({
      title: "Measures of this stream", unit: "percentunit", width: 12, height: 10, max: 1, steps: SCORE_STEPS, links: [seriesLink()],
      description: "Worst state of the other measures of the stream: what else was strange at the same time.",
      query: { expr: aggregate("max", ["stream", "measure"], select(SERIES_FAMILIES.score.name, ['stream="$stream"'])), legend: "{{measure}}" },
    }),
  ];
}

function alone(vector: string): string {
  return `max(${vector})`;
}
