import { compileDetector } from "./compile-detector.ts";
import type { PackFault } from "./faults.ts";
import { PackReport } from "./faults.ts";
import type { DetectorPlan } from "./plan.ts";
import type { DetectSpec } from "./schema.ts";

/** The detector of this id with these settings, checked as those of a pack; else what is wrong with it. */
export function namedDetector(id: string, settings: DetectSpec[string]): DetectorPlan | readonly PackFault[] {
  const report = new PackReport("", () => 0);
  const plan = compileDetector({ [id]: settings }, [], report, { kind: "gauge", shown: 1, transform: "none" });
  return plan ?? report.faults;
}
