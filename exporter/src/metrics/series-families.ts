import { SERIES_FAMILIES } from "../contract/metrics.ts";
import type { MetricFamily } from "../contract/metrics.ts";
import { metricsOf } from "../contract/outline.ts";
import type { PackMetric } from "../contract/outline.ts";
import type { SeriesTable } from "../pipeline/view.ts";
import type { Collected, Column, TableSamples } from "./collect.ts";
import { openMetricsName } from "./exposition.ts";
import type { Family } from "./family.ts";
import { joinLabels, labelText, sampleLine } from "./text.ts";

/** Which family of the contract shows which column. */
const SCORED: readonly (readonly [MetricFamily, Column])[] = [
  [SERIES_FAMILIES.score, "score"],
  [SERIES_FAMILIES.expected, "expected"],
  [SERIES_FAMILIES.lower, "lower"],
  [SERIES_FAMILIES.upper, "upper"],
  [SERIES_FAMILIES.anomalies, "anomalies"],
  [SERIES_FAMILIES.start, "start"],
  [SERIES_FAMILIES.lastEvent, "lastEvent"],
];

/**
 * The families made from packs, then those that every series has a sample of. A name that `taken` has or that
 * two tables share is given once, to the first: a family may stand only once in an exposition.
 */
export function seriesFamilies({ tables }: Collected, taken: ReadonlySet<string>): Family[] {
  const names = new Set(taken);
  const packFamilies = tables.flatMap(familiesOfTable).filter(({ name, type }) => {
    const family = openMetricsName(name, type);
    return names.has(family) ? false : names.add(family);
  });
  return [...packFamilies, ...SCORED.map(([family, column]) => scoredFamily(tables, family, column))];
}

function familiesOfTable(samples: TableSamples): Family[] {
  const { table } = samples;
  const { judged, total } = metricsOf(table);
  const family = ({ name, type }: PackMetric, [column, what]: readonly [Column, string]): Family => ({
    name, type, help: helpOf(table, what), lines: lines(samples, column, name),
  });
  return [
    ...(total === undefined ? [] : [family(total, ["total", "everything added up"])]),
    family(judged, ["value", VALUES[table.kind]]),
  ];
}

/** What the value of a table's series is. */
const VALUES: Readonly<Record<SeriesTable["kind"], string>> = {
  gauge: "last value",
  counter: "last count of the source",
  rate: "last closed window, per second",
  kpi: "last closed window",
};

function helpOf({ stream, measure, kind, unit }: SeriesTable, what: string): string {
  const source = kind === "kpi" ? `KPI ${measure} of pack ${stream}` : `Measure ${measure} of stream ${stream}`;
  return `${source}: ${what}${unit === "" ? "" : `, in ${unit}`}.`;
}

function* lines({ labels, columns }: TableSamples, column: Column, name: string, first = ""): Generator<string> {
  const values = columns[column];
  for (const [i, own] of labels.entries()) {
    const value = values[i] ?? NaN;
    if (!Number.isNaN(value)) yield sampleLine(name, first === "" ? own : joinLabels(first, own), value);
  }
}

function scoredFamily(tables: readonly TableSamples[], { name, type, help }: MetricFamily, column: Column): Family {
  return { name, type, help, lines: scoredLines(tables, name, column) };
}

function* scoredLines(tables: readonly TableSamples[], name: string, column: Column): Generator<string> {
  for (const samples of tables) {
    const { stream, measure } = samples.table;
    yield* lines(samples, column, name, labelText(["stream", "measure"], [stream, measure]));
  }
}
