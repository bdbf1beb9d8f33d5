import { compilePath } from "../mapping/path.ts";
import type { MeasureSpec } from "../mapping/spec.ts";
import { parseUnit } from "../mapping/units.ts";
import { compileDetector } from "./compile-detector.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { MeasurePlan } from "./plan.ts";
import type { MeasureOptions } from "./schema.ts";

const DEFAULT_EVERY_MS = 10_000;

/** A measure twice: for the mapping and for the fold. */
export interface CompiledMeasure {
  readonly spec: MeasureSpec;
  readonly plan: MeasurePlan;
}

/** Where a measure stands and what its paths may name. */
export interface MeasurePlace {
  readonly option: OptionPath;
  /** Tokens that the stream's subject binds. */
  readonly tokens: readonly string[];
  readonly report: PackReport;
}

/** Compiles one measure; undefined if the report got a fault. */
export function compileMeasure(name: string, options: MeasureOptions, { option, tokens, report }: MeasurePlace): CompiledMeasure | undefined {
  const { from, kind, every } = options;
  const unit = report.attempt([...option, "unit"], options.unit, () => parseUnit(options.unit));
  const read = from === undefined ? undefined : report.attempt([...option, "from"], from, () => compilePath(from, tokens));
  const detect = compileDetector(options.detect, [...option, "detect"], report);
  if (kind !== "rate") {
    if (from === undefined) report.fault([...option, "from"], "a path like $.name, unless the kind is rate", undefined);
    if (every !== undefined) report.fault([...option, "every"], "left out unless the kind is rate", `${every}ms`);
  }
  if (unit === undefined || detect === undefined) return undefined;
  return {
    spec: { name, path: from ?? "", read, convert: unit.convert },
    plan: { name, kind, unit: unit.base, shown: unit.shown, everyMs: kind === "rate" ? (every ?? DEFAULT_EVERY_MS) : 0, filters: [], detect },
  };
}
