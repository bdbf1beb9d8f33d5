import type { Log } from "../model/log.ts";
import type { DetectorUpgrade } from "../pipeline/earlier-detectors.ts";

/** Tells the operator of detectors that a restart found in another version: a line for each pair of versions, however many series have them. */
export function tellUpgrades(upgrades: readonly DetectorUpgrade[], log: Log): void {
  const pairs = new Map<string, DetectorUpgrade & { measures: number }>();
  for (const upgrade of upgrades) {
    const pair = `${upgrade.from} ${upgrade.to}`;
    pairs.set(pair, { ...upgrade, measures: (pairs.get(pair)?.measures ?? 0) + 1 });
  }
  for (const { from, to, measures, isTakenOver } of pairs.values()) {
    if (isTakenOver) log.info({ from, to, measures }, "state of detectors migrated");
    else log.warn({ from, to, measures }, "state of detectors is of a version that can't be taken over, they begin anew");
  }
}
