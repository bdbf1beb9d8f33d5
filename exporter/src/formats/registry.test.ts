import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import { compileDecoder } from "./decoder.ts";
import type { DecodeLimits, FormatOptions } from "./format.ts";
import { formats } from "./registry.ts";

const limits: DecodeLimits = { maxBytes: 1000, maxDepth: 3 };

/** What a format can't do without. */
const NEEDED: Readonly<Record<string, FormatOptions>> = {
  text: { pattern: ["%{COMBINED}", "%{SYSLOG5424}", "%{SYSLOG3164}", "%{APPLOG}", "%{DATA:key}=%(%{NUMBER:value:number}%)%{QUOTED:rest}"] },
};

function decode(name: string, payload: Uint8Array, headers?: HeaderReader): { records: unknown[]; rejections: Rejection[] } {
  const records: unknown[] = [];
  const rejections: Rejection[] = [];
  const format = formats.get(name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  compileDecoder(format, NEEDED[name] ?? {}, limits)(payload, {
    record: (value) => records.push(value),
    reject: (rejection) => rejections.push(rejection),
  }, headers);
  return { records, rejections };
}

const reader = (headers: Readonly<Record<string, string>>): HeaderReader => ({ get: (name) => headers[name] ?? "" });

describe("the registry of formats", () => {
  it("holds exactly the files of the folder", () => {
    const files = readdirSync(__dirname).filter((file) => /\.ts$/.test(file) && !/^(format|decoder|registry)\.ts$|\.test\.ts$/.test(file));
    expect([...formats.keys()].map((name) => `${name}.ts`).sort()).toEqual(files.sort());
  });
});

describe.each([...formats.keys()])("every format keeps the contract: %s", (format) => {
  it.each([
    { name: "a payload beyond the limit", payload: new Uint8Array(1001).fill(0x31), reason: "too_large" },
    { name: "bytes that are not UTF-8", payload: Uint8Array.of(0x7b, 0xff, 0x7d), reason: "bad_encoding" },
    { name: "a surrogate written as UTF-8", payload: Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), reason: "bad_encoding" },
    { name: "an empty payload", payload: new Uint8Array(0), reason: "bad_syntax" },
    { name: "blank lines", payload: Buffer.from("\r\n\n"), reason: "bad_syntax" },
  ])("rejects $name as one record", ({ payload, reason }) => {
    const { records, rejections } = decode(format, payload);
    expect(records).toEqual([]);
    expect(rejections.map((rejection) => rejection.reason)).toEqual([reason]);
  });

  const words = ["{", "[", "]", "}", '"', "\\", ",", ":", "=", "\r", "\n", "1", "é", "a", " ", "-", "%", "<34>1 ", "__proto__", "2026-01-02 03:04:05", "02/Jan/2026:03:04:05 +0000", "HTTP/1.1", "INFO"];
  const payloads = fc.oneof(
    fc.uint8Array({ maxLength: 1100 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => new TextEncoder().encode(parts.join(""))),
  );
  const encodings = fc.constantFrom("", "gzip", "GZIP", "identity", "br");
  const types = fc.constantFrom("", "application/json", "application/x-ndjson; charset=utf-8", "text/csv", "text/plain", "application/cloudevents+json", "application/cloudevents-batch+json", "\ufffd/");
  const headers = fc.option(fc.record({ encoding: encodings, type: types, version: fc.constantFrom("", "1.0", "%"), id: fc.constantFrom("", "7", "%zz") }), { nil: undefined });

  it("never throws, cuts every payload into one record at least and tells the same twice", () => {
    fc.assert(fc.property(payloads, headers, (payload, found) => {
      const reading = found && reader({
        "Content-Encoding": found.encoding, "Content-Type": found.type, "ce-specversion": found.version, "ce-id": found.id, "ce-source": "s", "ce-type": "t",
      });
      const { records, rejections } = decode(format, payload, reading);
      expect(records.length + rejections.length).toBeGreaterThan(0);
      expect(decode(format, payload, reading)).toEqual({ records, rejections });
      for (const { detail } of rejections) expect(detail.length).toBeLessThanOrEqual(200);
    }), { seed: 1, numRuns: 500 });
  });

  it("tells of a packed payload what it tells of the plain one", () => {
    fc.assert(fc.property(payloads, (payload) => {
      expect(decode(format, gzipSync(payload), reader({ "Content-Encoding": "gzip" }))).toEqual(withoutSizes(decode(format, payload), payload.length));
    }), { seed: 1, numRuns: 100 });
  });

  it("leaves prototypes alone", () => {
    for (const text of ['{"__proto__": {"polluted": 1}}', "__proto__,a\n1,2\n", "__proto__=1 a=2", "[__proto__ a=\"1\"]"]) decode(format, Buffer.from(text));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("leaves the payload as it was", () => {
    const payload = Buffer.from('{"a": 1}\n');
    decode(format, payload);
    expect(payload.toString()).toBe('{"a": 1}\n');
  });
});

/** A packed payload beyond the limit is not unpacked to its end, so that its size is not known. */
function withoutSizes(told: ReturnType<typeof decode>, size: number): ReturnType<typeof decode> {
  if (size <= limits.maxBytes) return told;
  return { records: [], rejections: [{ reason: "too_large", detail: `payload unpacks to more than ${limits.maxBytes} bytes` }] };
}
