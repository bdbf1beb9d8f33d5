import type { CheckedPlan } from "../pack/compile.ts";
import { ANOMALY_RULES } from "./anomalies.ts";
import { bandRules } from "./bands.ts";
import { ownHealthRules } from "./own-health.ts";
import { packRules } from "./pack-alerts.ts";
import type { RuleFile, RuleLinks } from "./rule.ts";

/** Every file of rules: Eddy's own, and one a pack of `chosen` that has alerts. */
export function allRules({ plan, alerts }: CheckedPlan, chosen: readonly string[], { job }: RuleLinks): RuleFile[] {
  return [ownHealthRules(job), ANOMALY_RULES, bandRules(plan), ...packsRules(alerts, chosen)];
}

/** One file a pack of `chosen` that has alerts. */
export function packsRules(alerts: CheckedPlan["alerts"], chosen: readonly string[]): RuleFile[] {
  return chosen.flatMap((pack) => packRules(pack, alerts) ?? []);
}
