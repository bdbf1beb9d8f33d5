import type { DecodeLimits, Format, RecordSink } from "./format.ts";
import { FlatJson } from "./parts/flat-json.ts";
import { parseJson, readText } from "./parts/payload-text.ts";

/**
 * One JSON value a payload (RFC 8259); of a key written twice the last counts. An array of objects or arrays is one
 * record an item; an array that begins with anything else is one record, for it is a tuple rather than a list.
 */
export const json: Format = {
  name: "json",
  options: [],
  compile: (_options, limits) => {
    const flat = limits.takesFlat === true ? new FlatJson() : undefined;
    return (payload, sink) => {
      const record = flat === undefined || payload.length > limits.maxBytes ? undefined : flat.read(payload);
      if (record !== undefined) sink.record(record);
      else parse(payload, { limits, sink, flat });
    };
  },
};

function parse(payload: Uint8Array, { limits, sink, flat }: { limits: DecodeLimits; sink: RecordSink; flat: FlatJson | undefined }): void {
  const text = readText(payload, limits);
  if (typeof text !== "string") {
    sink.reject(text);
    return;
  }
  const value = parseJson(text, limits, sink);
  flat?.learn(value, payload);
  if (Array.isArray(value)) recordItems(value, sink);
  else if (value !== undefined) sink.record(value);
}

function recordItems(items: readonly unknown[], sink: RecordSink): void {
  if (items.length === 0) sink.reject({ reason: "bad_syntax", detail: "the array holds no record" });
  else if (typeof items[0] !== "object") sink.record(items);
  else for (const item of items) sink.record(item);
}
