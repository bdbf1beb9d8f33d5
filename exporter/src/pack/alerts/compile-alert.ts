import type { AlertSeverity } from "../../contract/alerts.ts";
import type { CompiledKpi } from "../check-names.ts";
import type { CompiledStream, PackContext } from "../compile-stream.ts";
import type { OptionPath, PackReport } from "../faults.ts";
import { didYouMean } from "../nearest.ts";
import type { AlertSpec } from "../schema.ts";
import type { Condition } from "./condition.ts";
import { compileCondition } from "./condition.ts";
import { ConditionError } from "./condition-error.ts";
import type { Measured } from "./measured.ts";
import type { Scope } from "./term.ts";

/** An alert of a pack, ready to become a rule. */
export interface AlertPlan {
  readonly pack: string;
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly team: string;
  /** How long the condition must hold, ms. */
  readonly forMs: number;
  /** As written. */
  readonly when: string;
  readonly condition: Condition;
  readonly summary: string;
  /** With `{value}`, `{limit}` and `{label}`; undefined = none written. */
  readonly description: string | undefined;
  /** A URL, or a path below the base of all runbooks. */
  readonly runbook: string;
}

/** Streams and KPIs that a pack has without faults, for its alerts. */
export interface PackParts {
  readonly streams: readonly CompiledStream[];
  readonly kpis: readonly CompiledKpi[];
  /** Streams and KPIs with faults of their own: conditions over them are not told as faults too. */
  readonly broken: readonly string[];
}

/** Labels that every alert has. */
const ALERT_LABELS: readonly string[] = ["alertname", "severity", "team"];
/** Eddy's own alerts begin so. */
const OWN_PREFIX = /^Eddy/;

/** Compiles one alert; undefined if the report got a fault, or something that it names has one. */
export function compileAlert(name: string, spec: AlertSpec, { pack, report }: PackContext, parts: PackParts): AlertPlan | undefined {
  const option = ["alerts", name];
  const before = report.faults.length;
  if (OWN_PREFIX.test(name)) report.fault(option, "an alert's name that does not begin with Eddy, as Eddy's own do", name);
  if (/[{}]/.test(spec.summary)) report.fault([...option, "summary"], "a sentence without placeholders: it is the same for every series", spec.summary);
  if (parts.broken.some((word) => new RegExp(String.raw`\b${word}\b`).test(spec.when))) return undefined;
  const condition = compileWhen(spec.when, measuredOf(pack, parts), [...option, "when"], report);
  if (condition === undefined) return undefined;
  checkPlaceholders(spec.description ?? "", condition, [...option, "description"], report);
  if (report.faults.length > before) return undefined;
  const { severity, team, summary, description, when, runbook = `${name}.md` } = spec;
  return { pack, name, severity, team, forMs: spec.for, when, condition, summary, description, runbook };
}

function compileWhen(when: string, scope: Scope, option: OptionPath, report: PackReport): Condition | undefined {
  try {
    const condition = compileCondition(when, scope);
    const hidden = condition.value.labels.filter((label) => ALERT_LABELS.includes(label));
    if (hidden.length > 0) throw new ConditionError(`a condition over values without label ${hidden.join(", ")}, which every alert has itself, by sum(…).by(…)`);
    return condition;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    report.fault(option, error.message, when, error.hint);
    return undefined;
  }
}

/** What conditions of the pack may name. */
function measuredOf(pack: string, { streams, kpis }: PackParts): Scope {
  const own = streams.filter(({ plan }) => plan.pack === pack);
  const measures = own.flatMap(({ plan, shortName }) => plan.measures.map(({ name, kind, unit }): Measured => (
    { name: `${shortName}.${name}`, stream: plan.name, measure: name, kind, unit, labels: [...plan.mapper.labelNames].sort() }
  )));
  const windows = kpis.filter(({ plan }) => plan.stream === pack).map(({ plan }): Measured => (
    { name: plan.name, stream: plan.stream, measure: plan.name, kind: "kpi", unit: plan.unit, labels: plan.labelNames }
  ));
  return new Map([...measures, ...windows].map((measured) => [measured.name, measured]));
}

function checkPlaceholders(description: string, { value }: Condition, option: OptionPath, report: PackReport): void {
  const known = ["value", "limit", ...value.labels];
  for (const [, name = ""] of description.matchAll(/\{([^{}]*)\}/g)) {
    if (known.includes(name)) continue;
    report.fault(option, `a text with no placeholders but ${known.map((word) => `{${word}}`).join(", ")}`, `{${name}}`, didYouMean(name, known));
  }
}
