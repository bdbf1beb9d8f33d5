import { combined } from "../detectors/combined.ts";
import type { Detector, DetectorKind } from "../detectors/detector.ts";
import { detectorKinds } from "../detectors/registry.ts";
import { readDetectorSettings } from "./detector-settings.ts";
import { transformKinds } from "../transforms/registry.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { DetectorPlan } from "./plan.ts";
import { didYouMean } from "./nearest.ts";
import type { DetectSpec } from "./schema.ts";

/** What a detector must know of the measure or KPI that it is for. */
export interface Detected {
  readonly kind: "gauge" | "counter" | "rate" | "kpi";
  /** Amounts are written as shown; the state holds `shown` times that. */
  readonly shown: number;
  /** Id of what stands before the detector. */
  readonly transform: string;
}

/** The same detector behind a transform of `transforms/registry.ts`. */
export function transformed(plan: DetectorPlan, transform: string): DetectorPlan {
  const kind = transformKinds.get(transform);
  if (kind === undefined || kind.id === "none") return plan;
  const detector = kind.wrap(plan.detector);
  const own = { version: kind.version, state: { size: detector.size - plan.detector.size, ...(kind.earlier && { earlier: kind.earlier }) } };
  return { ...plan, key: `${kind.id}@${kind.version}:${plan.key}`, detector, parts: [own, ...plan.parts] };
}

/** Builds what `detect:` at `option` names, one detector or several; undefined if the report got a fault. */
export function compileDetector(detect: DetectSpec, option: OptionPath, report: PackReport, detected: Detected): DetectorPlan | undefined {
  const known = [...detectorKinds.keys()];
  const plans = Object.entries(detect).map(([id, given]) => {
    const kind = detectorKinds.get(id);
    if (kind !== undefined) return compileOne(kind, given, { option: [...option, id], report, detected });
    report.fault(option, `one of ${known.join(", ")}`, id, didYouMean(id, known));
    return undefined;
  });
  const [first, ...others] = plans.filter((plan) => plan !== undefined);
  if (Object.keys(detect).length === 0) report.fault(option, `one detector at least of ${known.join(", ")}`, detect);
  if (first === undefined || plans.includes(undefined)) return undefined;
  const all: [DetectorPlan, ...DetectorPlan[]] = [first, ...others];
  return {
    key: all.map(({ key }) => key).join("+"),
    detector: others.length === 0 ? first.detector : combinedOf(first, others),
    groupBy: all.flatMap(({ groupBy }) => groupBy),
    parts: all.flatMap(({ parts }) => parts),
  };
}

function combinedOf(first: DetectorPlan, others: readonly DetectorPlan[]): Detector {
  return combined([first.detector, ...others.map(({ detector }) => detector)]);
}

/** Where a detector stands, and for what. */
interface Place {
  readonly option: OptionPath;
  readonly report: PackReport;
  readonly detected: Detected;
}

function compileOne(kind: DetectorKind, given: DetectSpec[string], at: Place): DetectorPlan | undefined {
  const { option, report, detected } = at;
  const read = readDetectorSettings(kind, given, option, report);
  const unfit = misplaced(kind, detected);
  if (unfit !== undefined) report.fault(option, unfit, detected.kind);
  const areFit = checkAmounts(kind, given, at);
  if (read === undefined || unfit !== undefined || !areFit) return undefined;
  const amounts = kind.inUnit ?? [];
  const numbers = Object.fromEntries(Object.entries(read.numbers).map(([name, value]) => [name, amounts.includes(name) ? value * detected.shown : value]));
  const by = read.by.length === 0 ? {} : { by: read.by };
  const sorted = Object.entries({ ...numbers, ...read.words, ...by }).sort(([a], [b]) => (a < b ? -1 : 1));
  const detector = kind.create(numbers, read.words);
  return {
    key: `${kind.id}@${kind.version}${JSON.stringify(Object.fromEntries(sorted))}`,
    detector,
    groupBy: read.by,
    parts: [{ version: kind.version, state: detector }],
  };
}

/** False, and faults, where amounts are given that a transform would leave without meaning: a limit of 100 beside logarithms. */
function checkAmounts({ inUnit = [] }: DetectorKind, given: DetectSpec[string], { option, report, detected }: Place): boolean {
  if (transformKinds.get(detected.transform)?.keepsUnit !== false) return true;
  const lost = inUnit.filter((name) => name in given);
  for (const name of lost) report.fault([...option, name], `left out beside transform: ${detected.transform}, which changes the unit`, given[name], "transform: grid or none keeps it");
  return lost.length === 0;
}

/** The rule that a detector breaks by the measure that it is for; undefined = none. */
function misplaced({ judges }: DetectorKind, { kind }: Detected): string | undefined {
  if (judges === "arrivals" && (kind === "rate" || kind === "kpi")) return "for a gauge or counter, since windows close without events too";
  return judges === "siblings" && kind === "kpi" ? "for a measure, since a KPI has no siblings" : undefined;
}
