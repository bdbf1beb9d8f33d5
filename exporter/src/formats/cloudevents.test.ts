import { describe, expect, it } from "@jest/globals";
import { cloudevents } from "./cloudevents.ts";

function decode(payload: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): unknown[] {
  const out: unknown[] = [];
  cloudevents.compile({}, { maxBytes: 1000, maxDepth: 3 })(Buffer.from(payload), {
    record: (value) => out.push(value),
    reject: ({ reason, detail }) => out.push(`${reason}: ${detail}`),
  }, { get: (name) => headers[name] ?? "" });
  return out;
}

const event = { specversion: "1.0", id: "7", source: "/shop", type: "order", data: { total: 5 } };
const binary = { "ce-specversion": "1.0", "ce-id": "7", "ce-source": "/shop", "ce-type": "order" };
const attributes = { specversion: "1.0", id: "7", source: "/shop", type: "order", source_id: "/shop 7" };

describe("a structured CloudEvent", () => {
  it.each([
    { name: "under its Content-Type", payload: event, type: "application/cloudevents+json; charset=UTF-8", expected: [{ ...event, source_id: "/shop 7" }] },
    { name: "without any header", payload: event, type: "", expected: [{ ...event, source_id: "/shop 7" }] },
    { name: "with an extension", payload: { ...event, traceparent: "00" }, type: "", expected: [{ ...event, traceparent: "00", source_id: "/shop 7" }] },
    { name: "in a batch", payload: [event, 1], type: "application/cloudevents-batch+json", expected: [{ ...event, source_id: "/shop 7" }, "bad_syntax: a CloudEvent must be an object"] },
    { name: "in a batch of nothing", payload: [], type: "application/cloudevents-batch+json", expected: ["bad_syntax: a batch must be an array of events"] },
    { name: "in Avro", payload: event, type: "application/cloudevents+avro", expected: ["bad_syntax: application/cloudevents+avro is not read, only application/cloudevents+json"] },
    { name: "of no version", payload: { id: "7" }, type: "", expected: ["bad_syntax: specversion must be 1.0, got nothing"] },
    { name: "of another version", payload: { ...event, specversion: "0.3" }, type: "", expected: ['bad_syntax: specversion must be 1.0, got "0.3"'] },
    { name: "without an id", payload: { ...event, id: "" }, type: "", expected: ['missing_field: id of a CloudEvent must be text, got ""'] },
    { name: "with a number for its source", payload: { ...event, source: 5 }, type: "", expected: ["missing_field: source of a CloudEvent must be text, got 5"] },
    { name: "that is an array", payload: [event], type: "", expected: ["bad_syntax: a CloudEvent must be an object"] },
  ])("is read $name", ({ payload, type, expected }) => {
    expect(decode(JSON.stringify(payload), { "Content-Type": type })).toEqual(expected);
  });
});

describe("a binary CloudEvent", () => {
  it.each([
    { name: "JSON data", payload: '{"total":5}', headers: { "Content-Type": "application/json" }, expected: [{ ...attributes, datacontenttype: "application/json", data: { total: 5 } }] },
    { name: "data without a type", payload: '{"total":5}', headers: {}, expected: [{ ...attributes, data: { total: 5 } }] },
    { name: "text", payload: "so", headers: { "content-type": "text/plain" }, expected: [{ ...attributes, datacontenttype: "text/plain", data: "so" }] },
    { name: "other data, which it does not read", payload: Uint8Array.of(0xff, 0), headers: { "Content-Type": "image/png" }, expected: [{ ...attributes, datacontenttype: "image/png" }] },
    { name: "no data", payload: "", headers: {}, expected: [attributes] },
    { name: "all attributes, percent-encoded", payload: "", headers: { "ce-subject": "gr%C3%BC%C3%9Fe", "ce-time": "2026-01-02T03:04:05Z" }, expected: [{ ...attributes, subject: "grüße", time: "2026-01-02T03:04:05Z" }] },
    { name: "a bad percent sign", payload: "", headers: { "ce-subject": "100%" }, expected: ["bad_encoding: header ce-subject is not percent-encoded UTF-8"] },
    { name: "data that is no JSON", payload: "{", headers: {}, expected: [expect.stringMatching(/^bad_syntax: not JSON/)] },
    { name: "data too deep", payload: "[[[[1]]]]", headers: {}, expected: ["too_deep: arrays and objects are nested deeper than 3"] },
    { name: "no id", payload: "", headers: { "ce-id": "" }, expected: ["missing_field: id of a CloudEvent must be text, got nothing"] },
  ])("is read with $name", ({ payload, headers, expected }) => {
    expect(decode(payload, { ...binary, ...headers })).toEqual(expected);
  });
});
