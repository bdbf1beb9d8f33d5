import type { AlertPlan } from "../pack/alerts/compile-alert.ts";
import type { Alert, RuleFile } from "./rule.ts";
import { constantIn, MATCHERS, OWN_LABELS, queried, showIn, sinceWhen } from "./template.ts";

/** The rules of one pack's alerts; undefined if it has none. */
export function packRules(pack: string, alerts: readonly AlertPlan[]): RuleFile | undefined {
  const own = alerts.filter((alert) => alert.pack === pack);
  if (own.length === 0) return undefined;
  return {
    path: `packs/${pack}.rules.yml`,
    about: [`Alerts of pack ${pack}, from alerts: of its pack.yml.`],
    groups: [{ name: `eddy-pack-${pack}`, rules: own.map(packAlert) }],
  };
}

/**
 * What `added` sees is over with its window. Kept on for so long, it is also told where Alertmanager is away for two
 * minutes meanwhile: Prometheus sends again each minute, but only what still fires.
 */
const KEPT_MS = 180_000;

/** One alert of a pack: about the stream and measure that its condition begins with. */
function packAlert(plan: AlertPlan): Alert {
  const { condition, name, severity, team, forMs, summary, runbook } = plan;
  const { stream, measure } = condition.value.of;
  return {
    name, severity, team, forMs, summary, runbook,
    ...(/\badded\(/.test(plan.when) ? { keepMs: KEPT_MS } : {}),
    labels: { stream, measure },
    expr: condition.promql(""),
    description: `${MATCHERS}${plan.description === undefined ? OWN_LABELS : ""}${described(plan)} It has been so ${sinceWhen(name)}.`,
    about: { stream, measure },
    shows: condition.value.promql("%[1]s"),
    metrics: condition.metrics,
  };
}

function described({ condition, description, when }: AlertPlan): string {
  const { value, limit } = condition;
  const show = showIn(value.unit);
  const shown: Readonly<Record<string, string>> = {
    value: show("$value"),
    limit: typeof limit === "number" ? constantIn(value.unit, limit) : queried(limit.promql("%[1]s"), show),
  };
  if (description !== undefined) return description.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => shown[name] ?? `{{ $labels.${name} }}`);
  return `${value.of.name} is ${shown["value"] ?? ""}, where ${shown["limit"] ?? ""} is the limit{{ if $own }} ({{ $own }}){{ end }}. Raised when ${when}.`;
}
