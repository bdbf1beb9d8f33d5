import { describe, expect, it } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { compileDecoder } from "./decoder.ts";
import { formats } from "./registry.ts";

function decode(name: string, payload: Uint8Array | string, headers: Readonly<Record<string, string>>): unknown[] {
  const format = formats.get(name);
  const out: unknown[] = [];
  if (format === undefined) return out;
  const options = name === "text" ? { pattern: "%{REST:line}" } : {};
  compileDecoder(format, options, { maxBytes: 1000, maxDepth: 3 })(Buffer.from(payload), {
    record: (value) => out.push(value),
    reject: ({ reason, detail }) => out.push(`${reason}: ${detail}`),
  }, { get: (header) => headers[header] ?? "" });
  return out;
}

describe("Content-Encoding", () => {
  const encoding = "Content-Encoding";
  it.each([
    { name: "gzip", payload: gzipSync('{"a":1}'), headers: { [encoding]: "gzip" }, expected: [{ a: 1 }] },
    { name: "gzip under a small name", payload: gzipSync('{"a":1}'), headers: { "content-encoding": "x-gzip" }, expected: [{ a: 1 }] },
    { name: "none", payload: '{"a":1}', headers: {}, expected: [{ a: 1 }] },
    { name: "identity", payload: '{"a":1}', headers: { [encoding]: "identity" }, expected: [{ a: 1 }] },
    { name: "as much as is allowed", payload: gzipSync(`"${"x".repeat(998)}"`), headers: { [encoding]: "gzip" }, expected: ["x".repeat(998)] },
    { name: "a byte more", payload: gzipSync(`"${"x".repeat(999)}"`), headers: { [encoding]: "gzip" }, expected: ["too_large: payload unpacks to more than 1000 bytes"] },
    { name: "a bomb", payload: gzipSync(Buffer.alloc(900_000)), headers: { [encoding]: "gzip" }, expected: ["too_large: payload unpacks to more than 1000 bytes"] },
    { name: "what is not gzip", payload: '{"a":1}', headers: { [encoding]: "gzip" }, expected: ["bad_encoding: payload is not gzip: incorrect header check"] },
    { name: "half of it", payload: gzipSync('{"a":1}').subarray(0, 15), headers: { [encoding]: "gzip" }, expected: ["bad_encoding: payload is not gzip: unexpected end of file"] },
    { name: "another one", payload: "x", headers: { [encoding]: "br" }, expected: ["bad_encoding: Content-Encoding must be gzip or identity, got br"] },
  ])("reads $name", ({ payload, headers, expected }) => {
    expect(decode("json", payload, headers)).toEqual(expected);
  });
});

describe("Content-Type", () => {
  it.each([
    { name: "lines for one value", format: "json", type: "application/x-ndjson", payload: "1\n2\n", expected: [1, 2] },
    { name: "one value for lines", format: "ndjson", type: "application/json; charset=utf-8", payload: '{\n"a": 1}', expected: [{ a: 1 }] },
    { name: "CSV for JSON", format: "json", type: "Text/CSV", payload: "a\n1\n", expected: [{ a: "1" }] },
    { name: "JSON for logfmt", format: "logfmt", type: "application/json", payload: '{"a": 1}', expected: [{ a: 1 }] },
    { name: "the declared format where the type says nothing of it", format: "csv", type: "text/plain", payload: "a\n1\n", expected: [{ a: "1" }] },
    { name: "a pattern whatever the type says", format: "text", type: "application/json", payload: '{"a": 1}', expected: [{ line: '{"a": 1}' }] },
  ])("chooses $name", ({ format, type, payload, expected }) => {
    expect(decode(format, payload, { "Content-Type": type })).toEqual(expected);
  });
});
