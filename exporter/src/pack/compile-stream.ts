import { compileMapper } from "../mapping/compile-mapper.ts";
import type { Mapper } from "../mapping/mapper.ts";
import type { MapperSpec } from "../mapping/spec.ts";
import { compileFilters } from "./compile-filters.ts";
import { compileDecode } from "./compile-decode.ts";
import type { CompiledMeasure } from "./compile-measure.ts";
import { compileMeasure } from "./compile-measure.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FoldSettings } from "./fold-text.ts";
import { checkLabels } from "./label-policy.ts";
import type { StreamPlan } from "./plan.ts";
import { didYouMean } from "./nearest.ts";
import type { StreamSpec } from "./schema.ts";
import { sorted, StreamFields } from "./stream-fields.ts";
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
  const fields = new StreamFields(option, { tokens, hasEach: spec.each !== undefined }, report);
  const measures = sorted(spec.measures).flatMap(([name, options]) => compileMeasure(name, options, fields) ?? []);
  const filters = compileFilters(spec.filters, measures.map(({ plan }) => plan), fields);
  const mapper = compileStreamMapper(spec, measures, fields, { drop: filters.drop, maxFutureMs: settings.maxFutureMs });
  const decode = compileDecode(spec, option, settings, report);
  checkLabels(shortName, spec, report);
  checkDependents(spec, option, report);
  checkGroups(measures, Object.keys(spec.labels).sort(), option, report);
  checkDuplicates(spec, filters.dedupeMs, option, report);
  if (report.faults.length > before || pattern === undefined || decode === undefined) return undefined;
  const plan: StreamPlan = {
    name: fullName(pack, shortName),
    pack,
    decode,
    mapper,
    collection: spec.collection,
    labelLimits: mapper.labelNames.map((label) => spec.labels[label]?.max ?? 0),
    measures: filters.measures,
    dedupeMs: spec.id === undefined ? 0 : (filters.dedupeMs ?? spec.dedupe ?? DEFAULT_DEDUPE_MS),
    absent: spec.absent && { everyMs: spec.absent.every, onset: spec.absent.onset },
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

function compileStreamMapper(spec: StreamSpec, measures: readonly CompiledMeasure[], fields: StreamFields, rest: Pick<MapperSpec, "drop" | "maxFutureMs">): Mapper {
  const parts: Omit<MapperSpec, "takesScalars"> = {
    labels: fields.labels(spec.labels),
    measures: measures.map((measure) => measure.spec),
    keep: fields.keep(spec.keep),
    id: spec.id === undefined ? undefined : fields.read(["id"], spec.id, "text"),
    where: spec.where === undefined ? undefined : fields.condition(["where"], spec.where),
    items: spec.each === undefined ? undefined : fields.items(spec.each),
    time: spec.time && fields.time(spec.time),
    fields: fields.taken,
    ...rest,
  };
  return compileMapper({ ...parts, takesScalars: fields.readsWhole });
}

/** Siblings are told by labels of their stream. */
function checkGroups(measures: readonly CompiledMeasure[], labels: readonly string[], option: OptionPath, report: PackReport): void {
  for (const { plan } of measures) {
    for (const label of plan.detect.groupBy.filter((name) => !labels.includes(name))) {
      report.fault([...option, "measures", plan.name, "detect", "peers", "by"], `labels of the stream: ${labels.join(", ")}`, label, didYouMean(label, labels));
    }
  }
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
