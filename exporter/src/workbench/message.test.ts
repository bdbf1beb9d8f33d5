import { describe, expect, it } from "@jest/globals";
import { WrittenMessageError, readMessage } from "./message.ts";

describe("readMessage", () => {
  it.each([
    { name: "a JSON payload", text: '{"a": 1}', expected: { payload: '{"a": 1}' } },
    { name: "a payload that is no JSON", text: "halted", expected: { payload: "halted" } },
    { name: "an object with a field payload beside others", text: '{"payload": 1, "temperature": 2}', expected: { payload: '{"payload": 1, "temperature": 2}' } },
    { name: "an envelope with JSON", text: '{"subject": "a.b", "payload": {"a": [1]}}', expected: { subject: "a.b", payload: '{"a":[1]}' } },
    { name: "an envelope with text", text: '{"payload": "x;y"}', expected: { payload: "x;y" } },
    { name: "an envelope with bytes", text: '{"base64": "eDt5", "headers": {"H": "v"}}', expected: { headers: { H: "v" }, payload: "x;y" } },
    { name: "an envelope with a store time", text: '{"at": "1970-01-01T00:00:01Z", "payload": ""}', expected: { atMs: 1000, payload: "" } },
  ])("reads $name", ({ text, expected }) => {
    const { payload, ...rest } = readMessage(text);
    expect({ ...rest, payload: Buffer.from(payload).toString() }).toEqual({ subject: undefined, headers: undefined, atMs: undefined, ...expected });
  });

  it.each([
    { text: '{"subject": 5, "payload": 1}', fault: "subject must be a NATS subject, got 5" },
    { text: '{"headers": {"a": 1}, "payload": 1}', fault: 'headers must be an object of texts, got {"a":1}' },
    { text: '{"at": "noon", "payload": 1}', fault: 'at must be a time like 2026-03-01T12:00:00Z, got "noon"' },
  ])("refuses $text", ({ text, fault }) => {
    expect(() => readMessage(text)).toThrow(new WrittenMessageError(fault));
  });
});
