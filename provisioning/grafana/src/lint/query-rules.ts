import type { ClassicDashboard } from "../classic.ts";
import { annotationQueries, fillIn, panelsOf, queriesOf, variableQueries } from "../dashboard-queries.ts";
import type { Known } from "./catalogue.ts";
import type { Selector } from "./promql.ts";
import { groupingLabelsOf, isPromql, selectorsOf } from "./promql.ts";
import type { Rule } from "./rule.ts";

/** A query as the dashboard has it, but for text that only a link or a measure brings. */
interface Written {
  readonly where: string;
  readonly expr: string;
}

// These stand for themselves, so that selectors show whether they are there.
const KEPT = { job: "$job", instance: "$instance", __rate_interval: "$__rate_interval", __range: "$__range" };
const TIMES: Readonly<Record<string, string>> = { "1m": "$__rate_interval", "1h": "$__range" };

function queries(dashboard: ClassicDashboard): Written[] {
  // One of the two metric names that a measure has is always empty.
  const filled = (expr: string): string => fillIn(expr, dashboard, { ...KEPT, gauge: "eddy_gauge", counter: "", stream: "stream", measure: "measure" });
  return [
    ...panelsOf(dashboard).flatMap((panel) => queriesOf(panel).map(({ refId, expr }) => ({ where: `${panel.title ?? ""} ${refId}`, expr: filled(expr) }))),
    ...annotationQueries(dashboard).map(({ name, expr }) => ({ where: `annotation ${name}`, expr: filled(expr) })),
  ];
}

/** Faults of each selector of each query. */
function selectorRule(name: string, fault: (selector: Selector, catalogue: ReadonlyMap<string, Known>) => string | undefined): Rule {
  return {
    name,
    faults: (dashboard, catalogue) => queries(dashboard).flatMap(({ where, expr }) =>
      selectorsOf(expr).flatMap((selector) => {
        const found = fault(selector, catalogue);
        return found === undefined ? [] : `${where}: ${selector.metric} ${found}`;
      })),
  };
}

const RATES = new Set(["rate", "irate", "deriv"]);
const SUMMED = new Set([...RATES, "increase"]);
const hasMatcher = ({ labels }: Selector, name: string): boolean => labels.some((label) => label.name === name && label.op === "=~" && label.value === `$${name}`);

/** What queries must keep. */
export const QUERY_RULES: readonly Rule[] = [
  {
    name: "queries are PromQL",
    faults: (dashboard) => queries(dashboard).filter(({ expr }) => !isPromql(expr)).map(({ where, expr }) => `${where}: not PromQL: ${expr}`),
  },
  selectorRule("every selector keeps to the chosen job and instance", (selector) =>
    hasMatcher(selector, "job") && hasMatcher(selector, "instance") ? undefined : 'must have the matchers job=~"$job" and instance=~"$instance"'),
  selectorRule("every metric is in the catalogue", ({ metric, labels }, catalogue) =>
    catalogue.has(metric) || (metric === "" && labels.some(({ name }) => name === "__name__")) ? undefined : "must be a metric of the contract or of a pack"),
  selectorRule("metrics have the labels that they are matched by", ({ metric, labels }, catalogue) => {
    const has = catalogue.get(metric)?.labels;
    const unknown = labels.find(({ name }) => has !== undefined && !["job", "instance", ...has].includes(name));
    return unknown === undefined ? undefined : `must have the label ${unknown.name}`;
  }),
  selectorRule("rates are over $__rate_interval, sums over it or the range shown", ({ ranged }) => {
    if (ranged === undefined || !SUMMED.has(ranged.by)) return undefined;
    const range = TIMES[ranged.range] ?? ranged.range;
    return range === "$__rate_interval" || (range === "$__range" && !RATES.has(ranged.by)) ? undefined : `must not be over ${ranged.range} in ${ranged.by}()`;
  }),
  selectorRule("counters are read by their rise", ({ metric, ranged }, catalogue) =>
    catalogue.get(metric)?.type !== "counter" || (ranged !== undefined && SUMMED.has(ranged.by)) ? undefined : "is a counter and must be in rate() or increase()"),
  {
    name: "labels that are grouped by exist",
    faults: (dashboard, catalogue) => queries(dashboard).flatMap(({ where, expr }) => {
      const metrics = selectorsOf(expr).map(({ metric }) => catalogue.get(metric)?.labels);
      if (metrics.includes(undefined)) return [];
      const known = new Set(["job", "instance", ...metrics.flatMap((labels) => labels ?? [])]);
      return groupingLabelsOf(expr).filter((label) => !known.has(label)).map((label) => `${where}: no metric of it has the label ${label}`);
    }),
  },
  {
    name: "variables ask for metrics of the catalogue",
    faults: (dashboard, catalogue) => variableQueries(dashboard).flatMap(({ name, expr }) =>
      selectorsOf(fillIn(expr, dashboard, { ...KEPT, stream: "stream", measure: "measure" })).filter(({ metric }) => !catalogue.has(metric)).map(({ metric }) => `variable ${name}: ${metric} is no metric of the contract`)),
  },
];
