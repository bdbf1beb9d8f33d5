import type { DetectorKind } from "../detectors/detector.ts";
import { detectorKinds } from "../detectors/registry.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { DetectorPlan } from "./plan.ts";
import { didYouMean } from "./read-pack.ts";
import type { DetectSpec } from "./schema.ts";

/** Builds the detector that `detect:` at `option` names; undefined if the report got a fault. */
export function compileDetector(detect: DetectSpec, option: OptionPath, report: PackReport): DetectorPlan | undefined {
  const [choice, ...others] = Object.entries(detect);
  const known = [...detectorKinds.keys()];
  if (choice === undefined || others.length > 0) {
    report.fault(option, `one detector of ${known.join(", ")}`, detect);
    return undefined;
  }
  const [id, given] = choice;
  const kind = detectorKinds.get(id);
  if (kind === undefined) {
    report.fault(option, `one of ${known.join(", ")}`, id, didYouMean(id, known));
    return undefined;
  }
  if (!checkSettings(kind, given, [...option, id], report)) return undefined;
  const settings = { ...kind.defaults, ...given };
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return { key: `${id}@${kind.version}${JSON.stringify(Object.fromEntries(sorted))}`, detector: kind.create(settings) };
}

function checkSettings(kind: DetectorKind, given: Readonly<Record<string, number>>, option: OptionPath, report: PackReport): boolean {
  const before = report.faults.length;
  const known = Object.keys(kind.defaults);
  for (const [name, value] of Object.entries(given)) {
    const [least, most] = kind.ranges[name] ?? [-Infinity, Infinity];
    if (!Object.hasOwn(kind.defaults, name)) {
      report.fault([...option, name], `one of the settings ${known.join(", ")}`, name, didYouMean(name, known));
    } else if (value < least || value > most) {
      report.fault([...option, name], `from ${least} to ${most}`, value);
    } else if (kind.whole.includes(name) && !Number.isInteger(value)) {
      report.fault([...option, name], `a whole number from ${least} to ${most}`, value);
    }
  }
  return report.faults.length === before;
}
