import { SERIES_FAMILIES } from "eddy-exporter/contract";
import { measureLink, seriesLink, strangestLink } from "../links.ts";
import { LASTS, aggregate, orNothing, rate, select, sumBy } from "../queries.ts";
import type { PackScope } from "../pack-scope.ts";
import { titleOf } from "../pack-scope.ts";
import type { PanelBuilder } from "./about.ts";
import { SCORE_STEPS } from "./about.ts";
import { band } from "./band.ts";
import { bars } from "./bars.ts";
import { lines } from "./lines.ts";
import { table } from "./table.ts";
import { timeline } from "./timeline.ts";

const STATE = "1 is the most; from 0.918 on an anomaly begins, below 0.7 it ends.";
const BY = ["stream", "measure"];

/** What can be asked about scores of the series that matchers choose. */
function scoresOf(matchers: readonly string[]): { readonly score: string; readonly worst: string; readonly since: string; readonly lasting: string } {
  const score = select(SERIES_FAMILIES.score.name, matchers);
  const worst = aggregate("max", BY, score);
  const start = select(SERIES_FAMILIES.start.name, matchers);
  return {
    score,
    worst,
    // Sums to 0 where none lasts; a count would have no sample.
    lasting: sumBy(BY, `${score} >= bool ${LASTS}`),
    since: orNothing(`1000 * ${aggregate("max", BY, `${start} and ${score} >= ${LASTS}`)}`, worst),
  };
}

/** The strangest series of now, each with its labels and a link that shows why. */
export function strangestBars(matchers: readonly string[], width: number, height: number): PanelBuilder {
  const { score } = scoresOf(matchers);
  return bars({
    title: "Strangest series now", unit: "percentunit", width, height, max: 1, steps: SCORE_STEPS, links: [seriesLink()],
    description: `Anomaly state of the ten series that are the strangest now. ${STATE} A click shows why.`,
    query: { expr: `topk(10, max without (job, instance) (${score}))`, legend: "" },
  });
}

/** One row a measure: how bad, how many series, since when, how often lately. */
export function measuresTable(matchers: readonly string[], width: number, height: number): PanelBuilder {
  const { worst, since, lasting } = scoresOf(matchers);
  const onsets = sumBy(BY, `increase(${select(SERIES_FAMILIES.anomalies.name, matchers)}[$__range])`);
  return table({
    title: "Measures by strangeness", unit: "short", width, height, labels: BY, sortBy: "Worst state", links: [measureLink()],
    description: `Worst state among the series of each measure. ${STATE} Since: when the latest of the anomalies that last began. A click shows the strangest series.`,
    columns: [
      { title: "Worst state", expr: `topk(50, ${worst})`, unit: "percentunit", decimals: 0, steps: SCORE_STEPS },
      { title: "Strange series", expr: `${lasting} and topk(50, ${worst})`, unit: "short", decimals: 0 },
      { title: "Since", expr: `${since} and topk(50, ${worst})`, unit: "dateTimeFromNow" },
      { title: "Onsets in range", expr: `${onsets} and topk(50, ${worst})`, unit: "short", decimals: 0 },
    ],
  });
}

/** When the measures of a pack were strange. */
export function packTimeline(pack: PackScope, width: number, height: number): PanelBuilder {
  return timeline({
    title: "When it was strange", unit: "percentunit", width, height, links: [seriesLink()],
    description: `Worst state among the series of each measure over time. ${STATE}`,
    query: { expr: aggregate("max", BY, select(SERIES_FAMILIES.score.name, [pack.streams, ...pack.chosen])), legend: "{{stream}} {{measure}}" },
  });
}

/** Closer look at a measure: of its series chosen, the strangest of the range with its band. */
export function bandOf(pack: PackScope, ref: string, about: { readonly title?: string; readonly width: number; readonly about?: string }): PanelBuilder {
  const measure = pack.measure(ref);
  const { chosen, value } = pack.strangest(ref);
  return band({
    title: about.title ?? titleOf(measure.measure), width: about.width, unit: pack.unitJudged(ref), matchers: pack.scored(ref), chosen, values: [value], link: strangestLink(measure.stream, measure.measure),
    description: `${about.about ?? `${titleOf(measure.measure)} of ${measure.stream}.`} Shown is the series that was the strangest in this range, with the band in which its values were expected; no band while the detector warms up.`,
  });
}

/** How the streams of a pack arrive. */
export function arrival(pack: PackScope): PanelBuilder[] {
  return [
    lines({
      title: "Events received", unit: "eps", width: 8, height: 6, draw: "stacked", description: "Records a second by stream, rejected ones included.",
      queries: [{ expr: sumBy(["stream"], rate(pack.ofStreams("eventsReceived"))), legend: "{{stream}}" }],
    }),
    lines({
      title: "Rejected, late, filtered", unit: "eps", width: 8, height: 6,
      description: "Records a second that could not become an event, came too late for a window or score, or of which a filter of the pack left something out.",
      queries: [
        { expr: sumBy([], rate(pack.ofStreams("eventsRejected"))), legend: "rejected" },
        { expr: sumBy([], rate(pack.ofStreams("eventsLate"))), legend: "late" },
        { expr: sumBy([], rate(pack.ofStreams("eventsFiltered"))), legend: "filtered" },
      ],
    }),
    lines({
      title: "Newest event", unit: "s", width: 8, height: 6, description: "Age of the newest event of each stream; it grows while nothing comes.",
      queries: [{ expr: `time() - ${aggregate("max", ["stream"], select(SERIES_FAMILIES.lastEvent.name, [pack.streams]))}`, legend: "{{stream}}" }],
    }),
  ];
}
