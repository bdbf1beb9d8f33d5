import type { Read } from "../mapping/read.ts";
import { withCast, withCondition, withDefault, withNumbers } from "../mapping/refine.ts";
import type { MeasureSpec } from "../mapping/spec.ts";
import { parseUnit } from "../mapping/units.ts";
import { compileDetector, transformed } from "./compile-detector.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { MeasurePlan } from "./plan.ts";
import type { MeasureOptions } from "./schema.ts";
import type { StreamFields } from "./stream-fields.ts";

const DEFAULT_EVERY_MS = 10_000;

/** A measure twice: for the mapping and for the fold. */
export interface CompiledMeasure {
  readonly spec: MeasureSpec;
  readonly plan: MeasurePlan;
}

/** Compiles one measure; undefined if the report got a fault. */
export function compileMeasure(name: string, options: MeasureOptions, fields: StreamFields): CompiledMeasure | undefined {
  const { from, kind, every } = options;
  const { report } = fields;
  const option = [...fields.option, "measures", name];
  const unit = report.attempt([...option, "unit"], options.unit, () => parseUnit(options.unit));
  const read = compileRead(name, options, fields);
  const detect = compileDetector(options.detect, [...option, "detect"], report, { kind, shown: unit?.shown ?? 1, transform: options.transform });
  checkKind(options, option, report);
  checkDependents(options, option, report);
  if (unit === undefined || detect === undefined) return undefined;
  return {
    spec: { name, path: options.default === undefined ? (from ?? "") : "", read, convert: unit.convert, adds: kind === "rate" },
    plan: { name, kind, unit: unit.base, shown: unit.shown, everyMs: kind === "rate" ? (every ?? DEFAULT_EVERY_MS) : 0, filters: [], detect: transformed(detect, options.transform) },
  };
}

/** From the record to the number in the declared unit; undefined = 1 an event. */
function compileRead(name: string, options: MeasureOptions, fields: StreamFields): Read | undefined {
  const { from, where } = options;
  const option = ["measures", name];
  const use = options.enum === undefined && options.type === undefined ? "number" : "any";
  const read = from === undefined ? undefined : refine(fields.read([...option, "from"], from, use), options);
  return where === undefined ? read : withCondition(read ?? one, fields.condition([...option, "where"], where));
}

function refine(read: Read, { type, enum: numbers, default: fallback }: MeasureOptions): Read {
  const typed = type === undefined ? read : withNumber(read, type);
  const numbered = numbers === undefined ? typed : withNumbers(typed, numbers);
  return fallback === undefined ? numbered : withDefault(numbered, fallback);
}

const one: Read = () => 1;

/** A measure is a number in the end: true is 1, false is 0. */
function withNumber(read: Read, type: "number" | "boolean"): Read {
  return type === "number" ? withCast(read, "number") : withCast(withCast(read, "boolean"), "number");
}

/** What only a rate may leave out, and what only a rate may have. */
function checkKind({ kind, from, every }: MeasureOptions, option: OptionPath, report: PackReport): void {
  if (kind === "rate") return;
  if (from === undefined) report.fault([...option, "from"], "a path like $.name, unless the kind is rate", undefined);
  if (every !== undefined) report.fault([...option, "every"], "left out unless the kind is rate", `${every}ms`);
}

/** Options that mean nothing as they stand. */
function checkDependents({ from, type, enum: numbers, default: fallback }: MeasureOptions, option: OptionPath, report: PackReport): void {
  if (numbers !== undefined && type !== undefined) report.fault([...option, "type"], "left out where enum is given", type);
  if (from !== undefined) return;
  for (const [name, value] of Object.entries({ type, enum: numbers, default: fallback })) {
    if (value !== undefined) report.fault([...option, name], "left out where there is no from", value);
  }
}
