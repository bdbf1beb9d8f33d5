import { packMetricName, SERIES_FAMILIES } from "../contract/metrics.ts";
import type { Plan } from "../pack/plan.ts";
import { ABSENT } from "../pack/plan.ts";
import type { Recording, RuleFile } from "./rule.ts";

/** A series' value, and between what it is expected, under names that do not depend on the pack. */
const BANDS = { level: "anomaly:level", upper: "anomaly:upper_band", lower: "anomaly:lower_band" } as const;

/**
 * Bands of all series under the names that Grafana's promql-anomaly-detection draws; `anomaly_name` is `<stream>.<measure>`.
 * Three samples more a scored series.
 */
export function bandRules(plan: Plan): RuleFile {
  const named = (metric: string): string => `label_join(${metric}, "anomaly_name", ".", "stream", "measure")`;
  const measures = plan.streams.flatMap(({ name: stream, measures: all }) => all.map(({ name: measure, unit, kind }) => level({ stream, measure, unit, kind })));
  const silences = plan.streams.flatMap(({ name, absent }) => (absent === undefined ? [] : [level({ stream: name, measure: ABSENT.name, unit: ABSENT.unit, kind: "gauge" })]));
  const kpis = plan.kpis.map(({ stream, name: measure, unit }) => level({ stream, measure, unit, kind: "kpi" }));
  return {
    path: "bands.rules.yml",
    about: ["Each series' value and expected band under one name, whatever its pack: for descriptions and dashboards of anomalies."],
    groups: [{
      name: "eddy-bands",
      intervalMs: 15_000,
      rules: [{ record: BANDS.upper, expr: named(SERIES_FAMILIES.upper.name) }, { record: BANDS.lower, expr: named(SERIES_FAMILIES.lower.name) }, ...measures, ...silences, ...kpis],
    }],
  };
}

/** What is scored: counters and rates per second. */
function level({ stream, measure, unit, kind }: { stream: string; measure: string; unit: string; kind: string }): Recording {
  const gauge = packMetricName(stream, measure, unit, "gauge");
  const counter = packMetricName(stream, measure, unit, "counter");
  const expr = kind === "counter" ? `rate(${counter}[5m])` : kind === "rate" ? `${gauge}_per_second` : gauge;
  return { record: BANDS.level, expr, labels: { stream, measure, anomaly_name: `${stream}.${measure}` } };
}
