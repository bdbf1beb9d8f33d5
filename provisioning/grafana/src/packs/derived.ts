import { metricsOf } from "eddy-exporter/contract";
import type { MeasureOutline, PackOutline } from "eddy-exporter/contract";
import type { Section } from "../board.ts";
import type { PackBoard } from "../pack-board.ts";
import type { PackScope } from "../pack-scope.ts";
import { legendOf, titleOf } from "../pack-scope.ts";
import type { PanelBuilder } from "../panels/about.ts";
import { lines } from "../panels/lines.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, rate } from "../queries.ts";

/** More would not fit the top of a dashboard. */
const MOST_FILTERS = 4;

/** A dashboard for a pack of which nothing is known but what it declares: KPIs first, then stream by stream. */
export function derived(outline: PackOutline): PackBoard {
  const { name, measures } = outline;
  const labels = [...new Set(measures.flatMap((measure) => measure.labels))];
  const streams = [...new Set(measures.filter(({ kind }) => kind !== "kpi").map(({ stream }) => stream))];
  return {
    pack: name,
    title: titleOf(name),
    description: `Measures and KPIs of pack ${name}, as it declares them.`,
    filters: labels.slice(0, MOST_FILTERS),
    sections: (pack) => [
      section(pack, "KPIs", measures.filter(({ kind }) => kind === "kpi")),
      ...streams.map((stream) => section(pack, titleOf(stream), measures.filter((of) => of.stream === stream && of.kind !== "kpi"))),
    ].filter(({ panels }) => panels.length > 0),
  };
}

function section(pack: PackScope, title: string, measures: readonly MeasureOutline[]): Section {
  return { title, panels: measures.flatMap((measure) => pairOf(pack, measure)) };
}

/** All series by the first label, and the strangest of them closely. */
function pairOf(pack: PackScope, measure: MeasureOutline): PanelBuilder[] {
  const ref = pack.refOf(measure);
  const by = measure.labels.slice(0, 1);
  const selector = pack.last(ref);
  const all = metricsOf(measure).judged.type === "counter" ? rate(selector) : selector;
  const adds = measure.kind !== "gauge";
  return [
    lines({
      title: titleOf(measure.measure), unit: pack.unitJudged(ref), width: 12,
      description: `${titleOf(measure.measure)} of ${measure.stream}, ${adds ? "summed" : "the mean"}${by.length === 0 ? "" : ` by ${by.join()}`}.`,
      queries: [{ expr: aggregate(adds ? "sum" : "avg", by, all), legend: legendOf(by, measure.measure) }],
    }),
    bandOf(pack, ref, { title: `${titleOf(measure.measure)}, closely`, width: 12 }),
  ];
}
