import { compileDetector, transformed } from "./compile-detector.ts";
import type { PackFault } from "./faults.ts";
import { PackReport } from "./faults.ts";
import type { DetectorPlan } from "./plan.ts";
import type { DetectSpec } from "./schema.ts";

/** The detector of this id with these settings, checked as those of a pack, behind a transform of `transforms/registry.ts`; else what is wrong with it. */
export function namedDetector(id: string, settings: DetectSpec[string], transform = "none"): DetectorPlan | readonly PackFault[] {
  const report = new PackReport("", () => 0);
  const plan = compileDetector({ [id]: settings }, [], report, { kind: "gauge", shown: 1, transform });
  return plan === undefined ? report.faults : transformed(plan, transform);
}
