import { OWN_FAMILIES, packMetricName, SERIES_FAMILIES } from "../../contract/metrics.ts";
import { parseDurationMs } from "../duration.ts";
import { ConditionError } from "./condition-error.ts";
import type { Measured, Vector } from "./measured.ts";
import { selector } from "./measured.ts";

/** A measure or KPI, and which of its series are meant. */
export interface Chosen {
  readonly of: Measured;
  /** Label matchers of PromQL; none = all series. */
  readonly matchers: string;
}

/** What a function makes of a measure; `span` is its second argument. */
export type MeasureFunction = (chosen: Chosen, span: string | undefined) => Vector;

/** An outage of up to this long hides nothing from `added`. */
const OUTAGE = "15m";
const LEAST_SPAN_MS = 60_000;
const MOST_SPAN_MS = 86_400_000;

/** The newest value: a gauge's last one, the last closed window of a rate (per second) or KPI. */
export function newest({ of, matchers }: Chosen): Vector {
  if (of.kind === "counter") throw new ConditionError(`a condition that takes counter ${of.name} as added(${of.name}, "5m") or per_second(${of.name}, "5m"), for its value is a total`);
  const gauge = packMetricName(of.stream, of.measure, of.unit, "gauge");
  const metric = of.kind === "rate" ? `${gauge}_per_second` : gauge;
  return vector({ of, matchers }, [metric], (all) => selector(metric, matchers, all), of.kind === "rate" ? "" : of.unit);
}

/** Every function of one measure by its name: one line each. */
export const MEASURE_FUNCTIONS: ReadonlyMap<string, MeasureFunction> = new Map([
  ["added", added],
  ["per_second", perSecond],
  ["score", scored(SERIES_FAMILIES.score.name, () => "")],
  ["expected", scored(SERIES_FAMILIES.expected.name, ({ unit }) => unit)],
  ["lower", scored(SERIES_FAMILIES.lower.name, ({ unit }) => unit)],
  ["upper", scored(SERIES_FAMILIES.upper.name, ({ unit }) => unit)],
]);

/**
 * What a total has grown by. `increase()` would miss a series' first event, for there is nothing before it: a series
 * that was not there while Eddy was seen counts from 0. What came while Eddy was away is added once it is back.
 */
function added(chosen: Chosen, span: string | undefined): Vector {
  const { metric, range } = total("added", chosen, span);
  // The first reading of a counter is all that its source has counted before; and it begins anew with its source.
  if (chosen.of.kind === "counter") return vector(chosen, [metric], (all) => `increase(${selector(metric, chosen.matchers, all)}[${range}])`, chosen.of.unit);
  const up = OWN_FAMILIES.caughtUp.name;
  return vector(chosen, [metric, up], (all) => {
    const now = selector(metric, chosen.matchers, all);
    const before = `last_over_time(${now}[${OUTAGE}] offset ${range})`;
    return `(${now} - ${before} or (${now} and on (job, instance) last_over_time(${up}[${OUTAGE}] offset ${range}) == 1) unless ${before})`;
  }, chosen.of.unit);
}

function perSecond(chosen: Chosen, span: string | undefined): Vector {
  const { metric, range } = total("per_second", chosen, span);
  return vector(chosen, [metric], (all) => `rate(${selector(metric, chosen.matchers, all)}[${range}])`, "");
}

/** A family in which every series has a sample, with the labels of the measure's own metric. */
function scored(metric: string, unitOf: (of: Measured) => string): MeasureFunction {
  return (chosen, span) => {
    if (span !== undefined) throw new ConditionError("a condition whose functions score, expected, lower and upper take a measure or KPI alone");
    const own = `stream="${chosen.of.stream}",measure="${chosen.of.measure}"`;
    return vector(chosen, [metric], (all) => `max without (stream, measure) (${selector(metric, own, chosen.matchers, all)})`, unitOf(chosen.of));
  };
}

function total(name: string, { of }: Chosen, span: string | undefined): { metric: string; range: string } {
  const ms = parseDurationMs(span ?? "");
  if (ms === undefined || ms < LEAST_SPAN_MS || ms > MOST_SPAN_MS) throw new ConditionError(`a condition with a duration from 1m to 1d in ${name}(${of.name}, "5m")`);
  if (of.kind !== "rate" && of.kind !== "counter") throw new ConditionError(`a condition with ${name}() of a rate or counter (${of.name} is a ${of.kind})`);
  return { metric: packMetricName(of.stream, of.measure, of.unit, "counter"), range: span ?? "" };
}

function vector({ of }: Chosen, metrics: readonly string[], promql: Vector["promql"], unit: string): Vector {
  return { promql, labels: of.labels, unit, metrics, of };
}
