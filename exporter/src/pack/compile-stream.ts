import type { Decode } from "../formats/format.ts";
import { formats } from "../formats/registry.ts";
import { compileMapper } from "../mapping/compile-mapper.ts";
import { compilePath } from "../mapping/path.ts";
import { RuleError } from "../mapping/rule-error.ts";
import type { FieldSpec, MeasureSpec, TimeSpec } from "../mapping/spec.ts";
import { compileTime } from "../mapping/time.ts";
import type { Unit } from "../mapping/units.ts";
import { parseUnit } from "../mapping/units.ts";
import { compileDetector } from "./compile-detector.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FoldSettings } from "./fold-text.ts";
import { checkLabels } from "./label-policy.ts";
import type { MeasurePlan, StreamPlan } from "./plan.ts";
import { didYouMean } from "./read-pack.ts";
import type { MeasureOptions, StreamSpec } from "./schema.ts";
import type { SubjectPattern } from "./subject-pattern.ts";
import { parseSubject } from "./subject-pattern.ts";

const DEFAULT_DEDUPE_MS = 600_000;
const DEFAULT_EVERY_MS = 10_000;

/** A stream ready to be folded, and what it was made from. */
export interface CompiledStream {
  readonly plan: StreamPlan;
  readonly pattern: SubjectPattern;
  /** Name within its pack. */
  readonly shortName: string;
  readonly report: PackReport;
}

/** What all parts of one pack are compiled under. */
export interface PackContext {
  readonly pack: string;
  readonly report: PackReport;
  readonly settings: FoldSettings;
}

/** Compiles one stream; undefined if the report got a fault. */
export function compileStream(shortName: string, spec: StreamSpec, context: PackContext): CompiledStream | undefined {
  const compiler = new StreamCompiler(shortName, spec, context);
  return compiler.compile();
}

class StreamCompiler {
  readonly #name: string;
  readonly #spec: StreamSpec;
  readonly #context: PackContext;
  readonly #report: PackReport;
  #tokens: readonly string[] = [];

  constructor(name: string, spec: StreamSpec, context: PackContext) {
    this.#name = name;
    this.#spec = spec;
    this.#context = context;
    this.#report = context.report;
  }

  compile(): CompiledStream | undefined {
    const before = this.#report.faults.length;
    const spec = this.#spec;
    const pattern = this.#try(["subject"], spec.subject, () => parseSubject(spec.subject));
    this.#tokens = pattern?.names ?? [];
    const decode = this.#decode();
    checkLabels(this.#name, Object.keys(spec.labels), this.#report);
    const measures = Object.entries(spec.measures).sort(byName).map(([name, options]) => this.#measure(name, options));
    const mapper = compileMapper({
      labels: this.#fields("labels"),
      measures: measures.map(({ field }) => field),
      keep: this.#fields("keep"),
      id: spec.id === undefined ? undefined : this.#path(["id"], spec.id),
      isIdInHeader: spec.format === "json",
      time: this.#time(),
      maxFutureMs: this.#context.settings.maxFutureMs,
    });
    this.#checkDependents(measures.length);
    if (this.#report.faults.length > before || pattern === undefined || decode === undefined) return undefined;
    const plan: StreamPlan = {
      name: fullName(this.#context.pack, this.#name),
      pack: this.#context.pack,
      decode,
      mapper,
      measures: measures.flatMap(({ plan: measure }) => measure ?? []),
      dedupeMs: spec.id === undefined ? 0 : (spec.dedupe ?? DEFAULT_DEDUPE_MS),
    };
    return { plan, pattern, shortName: this.#name, report: this.#report };
  }

  #decode(): Decode | undefined {
    const { format, columns, delimiter } = this.#spec;
    const known = [...formats.keys()];
    const found = formats.get(format);
    if (found === undefined) this.#fault(["format"], `one of ${known.join(", ")}`, format, didYouMean(format, known));
    if (columns !== undefined && new Set(columns).size < columns.length) this.#fault(["columns"], "a list without doubles", columns);
    const { maxPayloadBytes, maxDepth } = this.#context.settings;
    return found?.compile({ columns, delimiter }, { maxBytes: maxPayloadBytes, maxDepth });
  }

  /** Options that mean nothing without another one. */
  #checkDependents(measureCount: number): void {
    const { format, columns, delimiter, dedupe, id } = this.#spec;
    if (measureCount === 0) this.#fault(["measures"], "one measure at least", {});
    if (format !== "csv" && columns !== undefined) this.#fault(["columns"], "left out unless the format is csv", columns);
    if (format !== "csv" && delimiter !== undefined) this.#fault(["delimiter"], "left out unless the format is csv", delimiter);
    if (dedupe !== undefined && id === undefined) this.#fault(["dedupe"], "left out where there is no id", dedupe);
  }

  #fields(part: "labels" | "keep"): FieldSpec[] {
    return Object.entries(this.#spec[part]).sort(byName).map(([name, path]) => ({ name, read: this.#path([part, name], path) }));
  }

  #time(): TimeSpec | undefined {
    const time = this.#spec.time;
    if (time === undefined) return undefined;
    const { from, format, zone, required } = time;
    const parse = this.#try(["time", "format"], format, () => compileTime(format)) ?? noTime;
    const zoned = zone === undefined ? parse : this.#try(["time", "zone"], zone, () => compileTime(format, zone));
    return { path: from, read: this.#path(["time", "from"], from), parse: zoned ?? noTime, isRequired: required };
  }

  #measure(name: string, options: MeasureOptions): { field: MeasureSpec; plan: MeasurePlan | undefined } {
    const { from, kind, every } = options;
    const at = ["measures", name];
    const unit = this.#try([...at, "unit"], options.unit, () => parseUnit(options.unit)) ?? PLAIN;
    if (from === undefined && kind !== "rate") this.#fault([...at, "from"], "a path like $.name, unless the kind is rate", undefined);
    if (every !== undefined && kind !== "rate") this.#fault([...at, "every"], "left out unless the kind is rate", every);
    const detect = compileDetector(options.detect, this.#option([...at, "detect"]), this.#report);
    const everyMs = kind === "rate" ? (every ?? DEFAULT_EVERY_MS) : 0;
    return {
      field: {
        name,
        path: from ?? "",
        read: from === undefined ? undefined : this.#path([...at, "from"], from),
        convert: unit.convert,
      },
      plan: detect && { name, kind, unit: unit.base, shown: unit.shown, everyMs, detect },
    };
  }

  #path(option: OptionPath, path: string): FieldSpec["read"] {
    return this.#try(option, path, () => compilePath(path, this.#tokens)) ?? nothing;
  }

  #try<T>(option: OptionPath, value: unknown, compile: () => T): T | undefined {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      this.#fault(option, error.message, value);
      return undefined;
    }
  }

  #fault(option: OptionPath, rule: string, value: unknown, hint = ""): void {
    this.#report.fault(this.#option(option), rule, value, hint);
  }

  #option(option: OptionPath): OptionPath {
    return ["streams", this.#name, ...option];
  }
}

const PLAIN: Unit = { base: "", shown: 1, convert: undefined };
// Stand in where a fault was told; what is compiled with them is thrown away.
const nothing = (): undefined => undefined;
const noTime = (): number => NaN;

/** `<pack>_<stream>`, or the pack's name alone if the stream has the same. */
export function fullName(pack: string, stream: string): string {
  return pack === stream ? pack : `${pack}_${stream}`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
