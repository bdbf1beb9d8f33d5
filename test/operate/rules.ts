import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readJson, type Demo } from "./demo.ts";

interface Groups {
  readonly data: { readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly type: string; readonly health: string; readonly lastError?: string }[] }[] };
}

/** What Prometheus says of its rules. */
export interface Rules {
  readonly alerts: number;
  /** Names of alerts without a case for promtool or without a runbook. */
  readonly bare: readonly string[];
  /** Rules that could not be evaluated, with why. */
  readonly failed: readonly string[];
}

/** Alerts that the demo's Prometheus evaluates, by name. */
export async function readRules({ urls }: Demo): Promise<Rules> {
  const { data } = (await readJson(`${urls.prometheus}/api/v1/rules`)) as Groups;
  const rules = data.groups.flatMap((group) => group.rules);
  const names = [...new Set(rules.filter(({ type }) => type === "alerting").map(({ name }) => name))];
  const bare = names.filter((name) => !existsSync(resolve(`alert-rules/tests/${name}.test.yml`)) || !existsSync(resolve(`alert-rules/runbooks/${name}.md`)));
  const failed = rules.filter(({ health }) => health === "err").map(({ name, lastError }) => `${name}: ${lastError ?? ""}`);
  return { alerts: names.length, bare, failed };
}
