import { kpiKinds } from "../kpis/registry.ts";
import { compileDetector } from "./compile-detector.ts";
import type { CompiledStream, PackContext } from "./compile-stream.ts";
import { fullName } from "./compile-stream.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { KpiPlan, StreamPlan } from "./plan.ts";
import { didYouMean } from "./read-pack.ts";
import type { KpiSpec } from "./schema.ts";

/**
 * Compiles one KPI of a pack against all streams, in the order of the plan; undefined if the report got a fault.
 * A KPI of a stream that has faults of its own is passed over: only the stream's are told.
 */
export function compileKpi(name: string, spec: KpiSpec, context: PackContext, streams: readonly CompiledStream[]): KpiPlan | undefined {
  const { pack, report } = context;
  const option: OptionPath = ["kpis", name];
  const before = report.faults.length;
  const [streamName = "", measureName] = spec.of.split(".");
  const source = streams.findIndex(({ plan }) => plan.pack === pack && plan.name === fullName(pack, streamName));
  const stream = streams[source]?.plan;
  const kinds = [...kpiKinds.keys()];
  const kind = kpiKinds.get(spec.as);
  if (kind === undefined) report.fault([...option, "as"], `one of ${kinds.join(", ")}`, spec.as, didYouMean(spec.as, kinds));
  const detect = compileDetector(spec.detect, [...option, "detect"], report);
  if (stream === undefined || kind === undefined) return undefined;

  const measure = measureIndex(measureName, kind.needsMeasure, stream);
  if (typeof measure === "string") report.fault([...option, "of"], measure, spec.of);
  const labelNames = [...spec.by].sort();
  checkBy(labelNames, stream, [...option, "by"], report);
  if (detect === undefined || typeof measure === "string" || report.faults.length > before) return undefined;
  return {
    stream: pack,
    name,
    as: spec.as,
    source,
    measure,
    labelNames,
    labelIndexes: labelNames.map((label) => stream.mapper.labelNames.indexOf(label)),
    windowMs: spec.window,
    unit: stream.measures[measure]?.unit ?? "",
    shown: stream.measures[measure]?.shown ?? 1,
    detect,
  };
}

/** Index of the measure, -1 where none is needed; or the rule that `of` breaks. */
function measureIndex(name: string | undefined, isNeeded: boolean, stream: StreamPlan): number | string {
  if (!isNeeded) return name === undefined ? -1 : "a stream alone, for this kind counts events";
  const index = stream.measures.findIndex((measure) => measure.name === name);
  if (index < 0) return `a measure of the stream: ${stream.measures.map((measure) => `<stream>.${measure.name}`).join(", ")}`;
  return stream.measures[index]?.kind === "counter" ? "a gauge or rate, for a counter's values are totals already" : index;
}

function checkBy(by: readonly string[], stream: StreamPlan, option: OptionPath, report: PackReport): void {
  const known = stream.mapper.labelNames;
  for (const label of by) {
    if (!known.includes(label)) report.fault(option, `labels of the stream: ${known.join(", ")}`, label, didYouMean(label, known));
  }
  if (new Set(by).size < by.length) report.fault(option, "a list without doubles", by);
}
