import type { PackReport } from "../faults.ts";
import type { AlertPlan } from "./compile-alert.ts";

/** An alert and where its faults go. */
export interface CompiledAlert {
  readonly plan: AlertPlan;
  readonly report: PackReport;
}

/** No alert of one name in two packs: routes, cases and runbooks go by it. */
export function checkAlertNames(alerts: readonly CompiledAlert[]): void {
  const taken = new Map<string, string>();
  for (const { plan: { name, pack }, report } of alerts) {
    const owner = taken.get(name);
    if (owner === undefined) taken.set(name, pack);
    else report.fault(["alerts", name], `apart from the alert of pack ${owner} that is called so`, name, "rename one of them");
  }
}
