import type { KpiKind } from "../kpis/kpi.ts";
import { kpiKinds } from "../kpis/registry.ts";
import { compileDetector, transformed } from "./compile-detector.ts";
import type { CompiledStream, PackContext } from "./compile-stream.ts";
import { fullName } from "./compile-stream.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { KpiPlan, MeasurePlan, StreamPlan } from "./plan.ts";
import { didYouMean } from "./nearest.ts";
import type { KpiSpec } from "./schema.ts";

/** A stream, and behind the first dot a measure of it. */
const OF = /^([^.]*)(?:\.(.*))?$/s;

/**
 * Compiles one KPI of a pack against all streams, in the order of the plan; undefined if the report got a fault.
 * Where its stream has faults of its own, only those are told.
 */
export function compileKpi(name: string, spec: KpiSpec, context: PackContext, streams: readonly CompiledStream[]): KpiPlan | undefined {
  const { pack, report } = context;
  const option: OptionPath = ["kpis", name];
  const [, streamName = "", measureName] = OF.exec(spec.of) ?? [];
  const source = streams.findIndex(({ plan }) => plan.pack === pack && plan.name === fullName(pack, streamName));
  const stream = streams[source];
  const kind = findKind(spec.as, [...option, "as"], report);
  const detect = compileDetector(spec.detect, [...option, "detect"], report, { kind: "kpi", shown: shownBy(stream, measureName), transform: spec.transform });
  if (stream === undefined || kind === undefined) return undefined;

  const measure = measureIndex(measureName, kind.needsMeasure, stream);
  if (typeof measure === "string") report.fault([...option, "of"], measure, spec.of);
  const areLabels = checkBy(spec.by, stream.plan, [...option, "by"], report);
  if (detect === undefined || typeof measure === "string" || !areLabels) return undefined;
  const labelNames = [...spec.by].sort();
  return {
    stream: pack,
    name,
    as: spec.as,
    source,
    measure,
    labelNames,
    labelIndexes: labelNames.map((label) => stream.plan.mapper.labelNames.indexOf(label)),
    windowMs: spec.window,
    ...unitOf(stream.plan.measures[measure]),
    detect: transformed(detect, spec.transform),
  };
}

/** What a KPI of this measure is divided by where people see it. */
function shownBy(stream: CompiledStream | undefined, measure: string | undefined): number {
  return stream?.plan.measures.find(({ name }) => name === measure)?.shown ?? 1;
}

function findKind(as: string, option: OptionPath, report: PackReport): KpiKind | undefined {
  const known = [...kpiKinds.keys()];
  const kind = kpiKinds.get(as);
  if (kind === undefined) report.fault(option, `one of ${known.join(", ")}`, as, didYouMean(as, known));
  return kind;
}

/** A sum is in the unit of its measure; a count has none. */
function unitOf(measure: MeasurePlan | undefined): Pick<KpiPlan, "unit" | "shown"> {
  return measure === undefined ? { unit: "", shown: 1 } : { unit: measure.unit, shown: measure.shown };
}

/** Index of the measure, -1 where none is needed; or the rule that `of` breaks. */
function measureIndex(name: string | undefined, isNeeded: boolean, { plan, shortName }: CompiledStream): number | string {
  if (!isNeeded) return name === undefined ? -1 : "a stream alone, for this kind counts events";
  const index = plan.measures.findIndex((measure) => measure.name === name);
  if (index < 0) return `a measure of the stream: ${plan.measures.map((measure) => `${shortName}.${measure.name}`).join(", ")}`;
  return plan.measures[index]?.kind === "counter" ? "a gauge or rate, for a counter's values are totals already" : index;
}

function checkBy(by: readonly string[], stream: StreamPlan, option: OptionPath, report: PackReport): boolean {
  const known = stream.mapper.labelNames;
  const unknown = by.filter((label) => !known.includes(label));
  for (const label of unknown) report.fault(option, `labels of the stream: ${known.join(", ")}`, label, didYouMean(label, known));
  const hasDoubles = new Set(by).size < by.length;
  if (hasDoubles) report.fault(option, "a list without doubles", by);
  return unknown.length === 0 && !hasDoubles;
}
