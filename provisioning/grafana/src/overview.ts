import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import { OWN_FAMILIES, SERIES_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import type { ClassicDashboard } from "./classic.ts";
import { board } from "./board.ts";
import { UIDS, packLink } from "./links.ts";
import { SCORE_STEPS } from "./panels/about.ts";
import type { PanelBuilder } from "./panels/about.ts";
import { lines } from "./panels/lines.ts";
import { stat } from "./panels/stat.ts";
import { measuresTable, strangestBars } from "./panels/strange.ts";
import { table } from "./panels/table.ts";
import { timeline } from "./panels/timeline.ts";
import { LASTS, aggregate, orZero, rate, select, sumBy } from "./queries.ts";
import { chosenBy } from "./variables.ts";

const STREAM = 'stream=~"$stream"';
const score = select(SERIES_FAMILIES.score.name, [STREAM]);
const of = (family: keyof typeof STREAM_FAMILIES): string => select(STREAM_FAMILIES[family].name, [STREAM]);
const READY: ValueMapping = { type: MappingType.ValueToText, options: { 0: { text: "catching up", color: "orange", index: 0 }, 1: { text: "ready", color: "green", index: 1 } } };

/** All streams and all anomalies; `packs` are those that have a dashboard to link to. */
export function overview(packs: readonly string[]): ClassicDashboard {
  return board({
    uid: UIDS.overview, title: "Eddy: overview", tag: "overview",
    description: "What is strange right now, since when and how bad; which streams come, and how they fare.",
    variables: [chosenBy({
      name: "stream", label: "Stream", description: "Streams, and packs for their KPIs.", values: `label_values(${select(SERIES_FAMILIES.lastEvent.name)}, stream)`,
    })],
    sections: [
      { title: "", panels: state() },
      {
        title: "What is strange",
        panels: [
          strangestBars([STREAM], 12, 11),
          measuresTable([STREAM], 12, 11),
          timeline({
            title: "When it was strange", unit: "percentunit", width: 24, height: 9,
            description: "Worst state among the series of each stream over time; under the name of a pack, that of its KPIs.",
            query: { expr: aggregate("max", ["stream"], score), legend: "{{stream}}" },
          }),
        ],
      },
      { title: "Streams", panels: [streamsTable(packs), ...rates()] },
    ],
  });
}

function state(): PanelBuilder[] {
  return [
    stat({
      title: "Strange series", unit: "short", width: 4, description: `Series with an anomaly that lasts: their state is ${LASTS} or more.`, steps: [[null, "green"], [1, "yellow"], [10, "orange"]],
      queries: [{ expr: sumBy([], `${score} >= bool ${LASTS}`), legend: "strange" }],
    }),
    stat({
      title: "Worst state", unit: "percentunit", width: 4, decimals: 0, description: "The highest anomaly state of all series; from 0.918 on an anomaly begins.", steps: SCORE_STEPS,
      queries: [{ expr: aggregate("max", [], score), legend: "worst" }],
    }),
    stat({
      title: "Events received", unit: "eps", width: 4, description: "Records a second, rejected ones included.",
      queries: [{ expr: sumBy([], rate(of("eventsReceived"))), legend: "received" }],
    }),
    stat({
      title: "Rejected", unit: "percentunit", width: 4, decimals: 2, description: "Share of the records received in the range shown that could not become an event.", steps: [[null, "green"], [0.001, "yellow"], [0.01, "red"]],
      queries: [{ expr: `${sumBy([], `increase(${of("eventsRejected")}[$__range])`)} / ${sumBy([], `increase(${of("eventsReceived")}[$__range])`)}`, legend: "rejected", as: "now" }],
    }),
    stat({
      title: "Lag", unit: "short", width: 4, description: "Messages of the log that are not yet folded.", steps: [[null, "green"], [1000, "yellow"], [100_000, "red"]],
      queries: [{ expr: orZero(sumBy([], select(OWN_FAMILIES.logLag.name))), legend: "lag" }],
    }),
    stat({
      title: "Ready", unit: "short", width: 4, description: "Whether Eddy has folded all that the log had when it started; until then streams are not shown.", mappings: [READY],
      queries: [{ expr: aggregate("min", [], select(OWN_FAMILIES.caughtUp.name)), legend: "ready" }],
    }),
  ];
}

/** A row a stream, with the name of its pack where that has a dashboard. */
function streamsTable(packs: readonly string[]): PanelBuilder {
  const perStream = (vector: string): string => `label_replace(${sumBy(["stream"], vector)}, "pack", "$1", "stream", "(${packs.join("|")})(_.*)?")`;
  const newest = aggregate("max", ["stream"], select(SERIES_FAMILIES.lastEvent.name, [STREAM]));
  return table({
    title: "Streams", unit: "short", width: 24, height: 12, labels: ["stream", "pack"], sortBy: "Events a second", links: [packLink()],
    description: "Every stream and how it fares. A click opens the dashboard of its pack. _unmatched: what no pack declares.",
    columns: [
      { title: "Events a second", expr: perStream(rate(of("eventsReceived"))), unit: "eps", decimals: 1 },
      { title: "Rejected a second", expr: perStream(rate(of("eventsRejected"))), unit: "eps", decimals: 2, steps: [[null, "text"], [0.01, "orange"]] },
      { title: "Late a second", expr: perStream(rate(of("eventsLate"))), unit: "eps", decimals: 2 },
      { title: "Filtered a second", expr: perStream(rate(of("eventsFiltered"))), unit: "eps", decimals: 2 },
      { title: "Keys", expr: perStream(select(OWN_FAMILIES.series.name, [STREAM])), unit: "short", decimals: 0 },
      { title: "Strange series", expr: perStream(`${score} >= bool ${LASTS}`), unit: "short", decimals: 0, steps: [[null, "text"], [1, "orange"]] },
      { title: "Newest event", expr: perStream(`time() - ${newest}`), unit: "s", decimals: 0, steps: [[null, "text"], [60, "orange"]] },
    ],
  });
}

function rates(): PanelBuilder[] {
  return [
    lines({
      title: "Events received by stream", unit: "eps", width: 12, draw: "stacked", description: "Records a second.",
      queries: [{ expr: sumBy(["stream"], rate(of("eventsReceived"))), legend: "{{stream}}" }],
    }),
    lines({
      title: "Onsets of anomalies a minute", unit: "short", width: 12, draw: "bars", description: "By stream; under the name of a pack, those of its KPIs.",
      queries: [{ expr: `60 * ${sumBy(["stream"], rate(select(SERIES_FAMILIES.anomalies.name, [STREAM])))}`, legend: "{{stream}}" }],
    }),
  ];
}
