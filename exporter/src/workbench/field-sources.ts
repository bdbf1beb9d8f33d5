import type { MeasureOptions, PackSpec } from "../pack/schema.ts";
import type { MappingStep } from "../mapping/mapper.ts";
import { fullName } from "../pack/compile-stream.ts";

/** Where the fields of a stream come from, as its pack says it. */
export interface FieldSources {
  readonly subject: string;
  readonly format: string;
  /** The list whose items become an event each, `$.items[*]`; "" = the record is the event. */
  readonly each: string;
  /** "" = none. */
  readonly id: string;
  readonly time: string;
  /** As in a pack: auto, rfc3339, epoch_ms, … */
  readonly timeFormat: string;
  readonly isTimeRequired: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** "" = 1 an event. */
  readonly measures: Readonly<Record<string, string>>;
  readonly keep: Readonly<Record<string, string>>;
  /** What judges each measure, as the pack says or by default: `transform log, then auto {"tier":"lite"}`. */
  readonly detectors: Readonly<Record<string, string>>;
  /** Options of the measures that say what their fields may hold. */
  readonly options: Readonly<Record<string, Pick<MeasureOptions, "enum" | "type" | "where">>>;
  /** Conditions of the stream and its measures, as written. */
  readonly conditions: readonly string[];
}

/** The sources of the stream with this full name; undefined if none of the pack's has it. */
export function fieldSources(spec: PackSpec, pack: string, fullStreamName: string): FieldSources | undefined {
  const stream = Object.entries(spec.streams).find(([name]) => fullName(pack, name) === fullStreamName)?.[1];
  if (stream === undefined) return undefined;
  return {
    subject: stream.subject,
    format: stream.format,
    each: stream.each ?? "",
    id: sourceText(stream.id),
    time: sourceText(stream.time),
    timeFormat: stream.time?.format ?? "auto",
    isTimeRequired: stream.time?.required ?? false,
    labels: sourceTexts(stream.labels),
    measures: sourceTexts(stream.measures),
    keep: sourceTexts(stream.keep),
    detectors: Object.fromEntries(Object.entries(stream.measures).map(([name, options]) => [name, detectorText(options)])),
    options: stream.measures,
    conditions: [stream.where, ...Object.values(stream.measures).map(({ where }) => where)].flatMap((text) => text ?? []),
  };
}

/** The transform and the detectors with the settings that are given. */
function detectorText({ transform, detect }: Pick<MeasureOptions, "transform" | "detect">): string {
  const detectors = Object.entries(detect).map(([id, settings]) => (Object.keys(settings).length === 0 ? id : `${id} ${JSON.stringify(settings)}`));
  return `${transform === "none" ? "" : `transform ${transform}, then `}${detectors.join(" and ")}`;
}

/** Where a part of the mapping reads, with its condition if it has one: `$.total`, `each event where $.total > 10`; "" = nowhere. */
export function sourceOf(part: MappingStep["part"], name: string, { id, time, labels, measures, options }: FieldSources): string {
  switch (part) {
    case "label": return labels[name] ?? "";
    case "measure": return conditioned(measures[name], options[name]?.where);
    case "time": return time;
    case "id": return id;
    case "where":
    case "drop": return "";
  }
}

function conditioned(source: string | undefined, condition: string | undefined): string {
  if (source === undefined) return "";
  const from = source === "" ? "each event" : source;
  return condition === undefined ? from : `${from} where ${condition}`;
}

function sourceTexts(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sourceText(field)]));
}

/** A path is written by itself, or as `from` of a field with more options. */
function sourceText(field: unknown): string {
  if (typeof field === "string") return field;
  if (typeof field !== "object" || field === null || !("from" in field)) return "";
  return typeof field.from === "string" ? field.from : "";
}
