import { compileMapper } from "../mapping/compile-mapper.ts";
import type { Mapper } from "../mapping/mapper.ts";
import type { Read } from "../mapping/path.ts";
import { compilePath } from "../mapping/path.ts";
import type { FieldSpec, TimeSpec } from "../mapping/spec.ts";
import { compileTime } from "../mapping/time.ts";
import { compileFilters } from "./compile-filters.ts";
import { compileDecode } from "./compile-decode.ts";
import type { CompiledMeasure } from "./compile-measure.ts";
import { compileMeasure } from "./compile-measure.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FoldSettings } from "./fold-text.ts";
import { checkLabels } from "./label-policy.ts";
import type { StreamPlan } from "./plan.ts";
import type { StreamSpec } from "./schema.ts";
import type { SubjectPattern } from "./subject-pattern.ts";
import { parseSubject } from "./subject-pattern.ts";

const DEFAULT_DEDUPE_MS = 600_000;

/** What all parts of one pack are compiled under. */
export interface PackContext {
  readonly pack: string;
  readonly report: PackReport;
  readonly settings: FoldSettings;
}

/** A stream ready to be folded, and what it was made from. */
export interface CompiledStream {
  readonly plan: StreamPlan;
  readonly pattern: SubjectPattern;
  /** Name within its pack. */
  readonly shortName: string;
  readonly report: PackReport;
}

/** Compiles one stream; undefined if the report got a fault. */
export function compileStream(shortName: string, spec: StreamSpec, context: PackContext): CompiledStream | undefined {
  const { pack, report, settings } = context;
  const before = report.faults.length;
  const option: OptionPath = ["streams", shortName];
  const pattern = report.attempt([...option, "subject"], spec.subject, () => parseSubject(spec.subject));
  const tokens = pattern?.names ?? boundNames(spec.subject);
  const paths = new StreamPaths(option, tokens, report);
  const measures = sorted(spec.measures).flatMap(([name, options]) =>
    compileMeasure(name, options, { option: [...option, "measures", name], tokens, report }) ?? []);
  const mapper = compileStreamMapper(spec, measures, paths, settings.maxFutureMs);
  const decode = compileDecode(spec, option, settings, report);
  const filters = compileFilters(spec.filters, measures.map(({ plan }) => plan), [...option, "filters"], report);
  checkLabels(shortName, Object.keys(spec.labels), report);
  checkDependents(spec, option, report);
  checkDuplicates(spec, filters.dedupeMs, option, report);
  if (report.faults.length > before || pattern === undefined || decode === undefined) return undefined;
  const plan: StreamPlan = {
    name: fullName(pack, shortName),
    pack,
    decode,
    mapper,
    measures: filters.measures,
    dedupeMs: spec.id === undefined ? 0 : (filters.dedupeMs ?? spec.dedupe ?? DEFAULT_DEDUPE_MS),
  };
  return { plan, pattern, shortName, report };
}

/** `<pack>_<stream>`, or the pack's name alone if the stream has the same. */
export function fullName(pack: string, stream: string): string {
  return pack === stream ? pack : `${pack}_${stream}`;
}

/** Names in a subject that can't be read, so that the paths which use them are not told as faults too. */
function boundNames(subject: string): string[] {
  return [...subject.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** Compiles the paths of one stream; a bad one is told, and stands for nothing in a mapper that is thrown away. */
class StreamPaths {
  readonly #stream: OptionPath;
  readonly #tokens: readonly string[];
  readonly #report: PackReport;

  constructor(stream: OptionPath, tokens: readonly string[], report: PackReport) {
    this.#stream = stream;
    this.#tokens = tokens;
    this.#report = report;
  }

  read(option: OptionPath, path: string): Read {
    return this.#report.attempt([...this.#stream, ...option], path, () => compilePath(path, this.#tokens)) ?? (() => undefined);
  }

  fields(part: string, paths: Readonly<Record<string, string>>): FieldSpec[] {
    return sorted(paths).map(([name, path]) => ({ name, read: this.read([part, name], path) }));
  }

  time({ from, format, zone, required }: NonNullable<StreamSpec["time"]>): TimeSpec {
    const option = [...this.#stream, "time"];
    const parse = this.#report.attempt([...option, "format"], format, () => compileTime(format));
    const zoned = parse && (zone === undefined ? parse : this.#report.attempt([...option, "zone"], zone, () => compileTime(format, zone)));
    return { path: from, read: this.read(["time", "from"], from), parse: zoned ?? (() => NaN), isRequired: required };
  }
}

function compileStreamMapper(spec: StreamSpec, measures: readonly CompiledMeasure[], paths: StreamPaths, maxFutureMs: number): Mapper {
  return compileMapper({
    labels: paths.fields("labels", spec.labels),
    measures: measures.map((measure) => measure.spec),
    keep: paths.fields("keep", spec.keep),
    id: spec.id === undefined ? undefined : paths.read(["id"], spec.id),
    time: spec.time && paths.time(spec.time),
    maxFutureMs,
  });
}

/** Options that mean nothing as they stand. */
function checkDependents({ columns, dedupe, id, measures }: StreamSpec, option: OptionPath, report: PackReport): void {
  if (Object.keys(measures).length === 0) report.fault([...option, "measures"], "one measure at least", measures);
  if (columns !== undefined && new Set(columns).size < columns.length) report.fault([...option, "columns"], "a list without doubles", columns);
  if (dedupe !== undefined && id === undefined) report.fault([...option, "dedupe"], "left out where there is no id", `${dedupe}ms`);
}

/** The filter `duplicates` is another way to write `dedupe`. */
function checkDuplicates({ dedupe, id, filters }: StreamSpec, dedupeMs: number | undefined, option: OptionPath, report: PackReport): void {
  if (dedupeMs === undefined) return;
  const place = [...option, "filters", filters.findIndex((filter) => Object.hasOwn(filter, "duplicates"))];
  if (id === undefined) report.fault(place, "left out where there is no id", "duplicates");
  if (dedupe !== undefined) report.fault(place, "left out where dedupe is given, which is the same", "duplicates");
}

function sorted<T>(entries: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
