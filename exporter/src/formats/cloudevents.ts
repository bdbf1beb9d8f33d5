import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import type { Fields } from "./parts/fields.ts";
import type { DecodeLimits, Format, RecordSink } from "./format.ts";
import { header, mediaType } from "./parts/headers.ts";
import { parseJson, readText } from "./parts/payload-text.ts";

/** Attributes of CloudEvents 1.0 that are read from headers. Extensions are not: headers can't be listed here. */
const ATTRIBUTES = ["specversion", "id", "source", "type", "subject", "time", "dataschema"] as const;
const REQUIRED = ["id", "source", "type"] as const;
const BATCH = "application/cloudevents-batch+json";

/**
 * CloudEvents 1.0 over NATS: structured (Content-Type application/cloudevents+json, a batch of them, or no header at all) or
 * binary (attributes in headers `ce-…`, data in the payload). A record is `{ id, source, type, time, …, data }`, and
 * `source_id`: source and id in one, which identify an event together.
 * Binary data is read if it is JSON or text; else the record has none.
 */
export const cloudevents: Format = {
  name: "cloudevents",
  options: [],
  compile: (_options, limits) => (payload, sink, headers) => {
    if (headers !== undefined && header(headers, "ce-specversion") !== "") recordBinary(payload, limits, sink, headers);
    else recordStructured(payload, limits, sink, mediaType(headers));
  },
};

function recordStructured(payload: Uint8Array, limits: DecodeLimits, sink: RecordSink, type: string): void {
  if (type.startsWith("application/cloudevents") && !type.endsWith("+json")) {
    sink.reject({ reason: "bad_syntax", detail: `${type.slice(0, 80)} is not read, only application/cloudevents+json` });
    return;
  }
  const value = readJson(payload, limits, sink);
  if (value === undefined) return;
  if (type !== BATCH) recordEvent(value, sink);
  else if (!Array.isArray(value) || value.length === 0) sink.reject({ reason: "bad_syntax", detail: "a batch must be an array of events" });
  else for (const event of value as readonly unknown[]) recordEvent(event, sink);
}

function recordEvent(event: unknown, sink: RecordSink): void {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    sink.reject({ reason: "bad_syntax", detail: "a CloudEvent must be an object" });
    return;
  }
  const record = event as Fields;
  const rejection = attributeFault(record);
  if (rejection !== undefined) {
    sink.reject(rejection);
    return;
  }
  record["source_id"] = `${String(record["source"])} ${String(record["id"])}`;
  sink.record(record);
}

function attributeFault(record: Fields): Rejection | undefined {
  const version = record["specversion"];
  if (typeof version !== "string" || !version.startsWith("1.")) {
    return { reason: "bad_syntax", detail: `specversion must be 1.0, got ${shown(version)}` };
  }
  const missing = REQUIRED.find((name) => typeof record[name] !== "string" || record[name] === "");
  return missing && { reason: "missing_field", detail: `${missing} of a CloudEvent must be text, got ${shown(record[missing])}` };
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
}

function recordBinary(payload: Uint8Array, limits: DecodeLimits, sink: RecordSink, headers: HeaderReader): void {
  const record: Fields = {};
  for (const name of ATTRIBUTES) {
    const value = percentDecoded(header(headers, `ce-${name}`));
    if (value === undefined) {
      sink.reject({ reason: "bad_encoding", detail: `header ce-${name} is not percent-encoded UTF-8` });
      return;
    }
    if (value !== "") record[name] = value;
  }
  const type = mediaType(headers);
  if (type !== "") record["datacontenttype"] = type;
  if (payload.length > 0 && !isUnread(type)) {
    const data = isJson(type) ? readJson(payload, limits, sink) : textOf(payload, limits, sink);
    if (data === undefined) return;
    record["data"] = data;
  }
  recordEvent(record, sink);
}

function isJson(type: string): boolean {
  return type === "" || type === "application/json" || type.endsWith("+json");
}

function isUnread(type: string): boolean {
  return !isJson(type) && !type.startsWith("text/");
}

/** Undefined if the payload was rejected. */
function readJson(payload: Uint8Array, limits: DecodeLimits, sink: RecordSink): unknown {
  const text = textOf(payload, limits, sink);
  return text === undefined ? undefined : parseJson(text, limits, sink);
}

/** Undefined if the payload was rejected. */
function textOf(payload: Uint8Array, limits: DecodeLimits, sink: RecordSink): string | undefined {
  const text = readText(payload, limits);
  if (typeof text === "string") return text;
  sink.reject(text);
  return undefined;
}

function percentDecoded(value: string): string | undefined {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
