import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import type { Condition } from "./condition.ts";
import { describe, Failure } from "./failure.ts";
import { labelValue } from "./labels.ts";
import type { MappedEvent, Mapper, RecordContext } from "./mapper.ts";
import { measureValue } from "./measures.ts";
import type { FieldSpec, MapperSpec, MeasureSpec, TimeSpec } from "./spec.ts";

/** Earliest event time that is believed: 1990-01-01. */
const EARLIEST_MS = 631_152_000_000;
const MESSAGE_ID = "Nats-Msg-Id";

/** One part of the mapping: writes to the event, or says why it can't. */
type Apply = (record: unknown, context: RecordContext) => Rejection | undefined;

/**
 * Puts a stream's mapping together, once at load. An event costs one call a label, measure, id and time and allocates
 * nothing: some 0.2 µs for two labels, two measures, an id and a time in ms, where JSON.parse of the same takes 0.7.
 */
export function compileMapper(spec: MapperSpec): Mapper {
  const labels = [...spec.labels].sort((a, b) => (a.name < b.name ? -1 : 1));
  const event: MappedEvent = {
    timeMs: 0, id: "", labels: labels.map(() => ""), values: new Float64Array(spec.measures.length), leftOutBy: "",
  };
  const applyTime = compileTimePart(spec, event);
  const applyMeasures = compileMeasures(spec.measures, event.values);
  const applyLabels = compileLabels(labels, event.labels);
  const applyId = compileId(spec, event);
  const mapAll: Apply = (record, context) =>
    applyMeasures(record, context) ?? applyTime(record, context) ?? applyLabels(record, context) ?? applyId(record, context);
  const { where, drop } = spec;
  const mapKept = drop === undefined ? mapAll : dropping(drop, mapAll, event);
  return {
    labelNames: labels.map(({ name }) => name),
    measureNames: spec.measures.map(({ name }) => name),
    keepNames: spec.keep.map(({ name }) => name),
    event,
    items: spec.items,
    leavesOutBy: Object.entries({ where, drop }).flatMap(([name, condition]) => (condition === undefined ? [] : [name])),
    map: where === undefined ? mapKept : mapWanted(where, mapKept, event),
    keep: (record, context) => Object.fromEntries(spec.keep.map(({ name, read }) => [name, kept(read(record, context))])),
  };
}

/** Asks before anything else: a record of another kind need not have this stream's fields. */
function mapWanted(where: Condition, mapAll: Apply, event: MappedEvent): Apply {
  return (record, context) => {
    const holds = where(record, context);
    event.leftOutBy = holds === true ? "" : "where";
    if (holds === true) return mapAll(record, context);
    return holds === false ? undefined : holds;
  };
}

/** Asks after all else: what is dropped was an event. */
function dropping(drop: Condition, mapAll: Apply, event: MappedEvent): Apply {
  return (record, context) => {
    const rejection = mapAll(record, context);
    if (rejection !== undefined) return rejection;
    const holds = drop(record, context);
    event.leftOutBy = holds === true ? "drop" : "";
    return typeof holds === "boolean" ? undefined : holds;
  };
}

function kept(value: unknown): unknown {
  return value instanceof Failure ? undefined : value;
}

function compileMeasures(measures: readonly MeasureSpec[], values: Float64Array): Apply {
  const paths = measures.map(({ path }) => path).filter((path) => path !== "");
  const missing: Rejection = { reason: "missing_field", detail: short(`none of the measures is there: ${paths.join(", ")}`) };
  return (record, context) => {
    let isAnyThere = paths.length === 0;
    for (let at = 0; at < measures.length; at++) {
      const measure = measures[at] as MeasureSpec;
      if (measure.read === undefined) {
        values[at] = 1;
        continue;
      }
      const rejection = writeMeasure(measure, measure.read(record, context), values, at);
      if (rejection !== undefined) return rejection;
      if (measure.path !== "") isAnyThere ||= !Number.isNaN(values[at]);
    }
    return isAnyThere ? undefined : missing;
  };
}

function writeMeasure({ name, convert, path, adds }: MeasureSpec, found: unknown, values: Float64Array, at: number): Rejection | undefined {
  // Nearly all are numbers already.
  const value = typeof found === "number" && Number.isFinite(found) ? found : measureValue(found);
  if (typeof value === "string") return measureRejection(value, path, found);
  const converted = convert === undefined ? value : convert(value);
  if (Math.abs(converted) === Infinity) return measureRejection("not_finite", path, found);
  if (adds && converted < 0) return { reason: "bad_type", detail: short(`${path === "" ? name : path} must not be negative, got ${describe(found)}`) };
  values[at] = converted;
  return undefined;
}

function measureRejection(reason: Rejection["reason"], path: string, found: unknown): Rejection {
  return { reason, detail: short(`${path} must be a finite number, got ${describe(found)}`) };
}

function compileLabels(labels: readonly FieldSpec[], values: string[]): Apply {
  return (record, context) => {
    for (let at = 0; at < labels.length; at++) {
      const { name, read } = labels[at] as FieldSpec;
      const found = read(record, context);
      const value = labelValue(found);
      if (value === undefined) {
        return { reason: "bad_label", detail: short(`label ${name} must be text without control characters, got ${describe(found)}`) };
      }
      values[at] = value;
    }
    return undefined;
  };
}

function compileTimePart({ time, maxFutureMs }: MapperSpec, event: MappedEvent): Apply {
  if (time === undefined) {
    return (_record, context) => {
      event.timeMs = context.storeTimeMs;
      return undefined;
    };
  }
  return (record, context) => {
    const found = time.read(record, context);
    if (found === undefined || found === null || found === "") {
      event.timeMs = context.storeTimeMs;
      return time.isRequired ? { reason: "no_time", detail: short(`${time.path} must be there`) } : undefined;
    }
    const timeMs = time.parse(found);
    if (Number.isNaN(timeMs)) return { reason: "no_time", detail: short(`${time.path} can't be read as a time, got ${describe(found)}`) };
    if (timeMs < EARLIEST_MS || timeMs > context.storeTimeMs + maxFutureMs) return absurdTime(time, found);
    event.timeMs = timeMs;
    return undefined;
  };
}

function absurdTime(time: TimeSpec, found: unknown): Rejection {
  return { reason: "absurd_time", detail: short(`${time.path} must be after 1990 and not ahead of its receipt, got ${describe(found)}`) };
}

function compileId({ id }: MapperSpec, event: MappedEvent): Apply {
  return (record, context) => {
    event.id = "";
    if (id === undefined) return undefined;
    const found = id(record, context);
    if (typeof found === "string") event.id = found;
    else if (typeof found === "number") event.id = String(found);
    else if (found !== undefined && found !== null) {
      return { reason: "bad_type", detail: short(`the id must be text or a number, got ${describe(found)}`) };
    }
    if (event.id === "" && context.headers !== undefined) event.id = messageId(context.headers, context.index ?? 0);
    return undefined;
  };
}

/** The first record of a message has the message's own id, each further one an id made of that and its place. */
function messageId(headers: HeaderReader, index: number): string {
  const id = headers.get(MESSAGE_ID);
  return id === "" || index === 0 ? id : `${id}#${index}`;
}

function short(detail: string): string {
  return detail.slice(0, 200);
}
