import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readdirSync } from "node:fs";
import type { Rejection } from "../model/rejection.ts";
import type { DecodeLimits, FormatOptions } from "./format.ts";
import { formats } from "./registry.ts";

const limits: DecodeLimits = { maxBytes: 1000, maxDepth: 3 };

function decode(format: string, payload: Uint8Array, options: FormatOptions = {}): { records: unknown[]; rejections: Rejection[] } {
  const records: unknown[] = [];
  const rejections: Rejection[] = [];
  formats.get(format)?.compile(options, limits)(payload, {
    record: (value) => records.push(value),
    reject: (rejection) => rejections.push(rejection),
  });
  return { records, rejections };
}

describe("the registry of formats", () => {
  it("holds exactly the files of the folder", () => {
    const files = readdirSync(__dirname).filter((file) => !/^(format|text|registry)\.ts$|\.test\.ts$/.test(file));
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

  it("never throws, cuts every payload into one record at least and tells the same twice", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 1100 }),
      fc.string({ unit: fc.constantFrom("{", "[", '"', "\\", ",", "\r", "\n", "1", "é", "a"), maxLength: 60 })
        .map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(fc.property(bytes, (payload) => {
      const { records, rejections } = decode(format, payload);
      expect(records.length + rejections.length).toBeGreaterThan(0);
      expect(decode(format, payload)).toEqual({ records, rejections });
      for (const { detail } of rejections) expect(detail.length).toBeLessThanOrEqual(200);
    }), { seed: 1, numRuns: 500 });
  });

  it("leaves the payload as it was", () => {
    const payload = Buffer.from('{"a": 1}\n');
    decode(format, payload);
    expect(payload.toString()).toBe('{"a": 1}\n');
  });
});
