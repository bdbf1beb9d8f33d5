import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { labelValue } from "./labels.ts";

describe("labelValue", () => {
  it.each([
    { name: "text", value: "north", expected: "north" },
    { name: "empty text", value: "", expected: "" },
    { name: "nothing", value: undefined, expected: "" },
    { name: "null", value: null, expected: "" },
    { name: "a number", value: 12.5, expected: "12.5" },
    { name: "minus zero", value: -0, expected: "0" },
    { name: "true", value: true, expected: "true" },
    { name: "quotes and backslashes", value: '"\\', expected: '"\\' },
    { name: "128 bytes", value: "a".repeat(128), expected: "a".repeat(128) },
    { name: "129 bytes", value: "a".repeat(129), expected: "a".repeat(128) },
    { name: "a code point across the end", value: `${"a".repeat(126)}🙂`, expected: "a".repeat(126) },
    { name: "a code point up to the end", value: `${"a".repeat(124)}🙂b`, expected: `${"a".repeat(124)}🙂` },
    { name: "many of three bytes", value: "€".repeat(50), expected: "€".repeat(42) },
  ])("takes $name", ({ value, expected }) => {
    expect(labelValue(value)).toBe(expected);
  });

  it.each([
    { name: "an object", value: {} },
    { name: "a list", value: [] },
    { name: "infinity", value: Infinity },
    { name: "NUL", value: "a\0" },
    { name: "a line end", value: "a\nb" },
    { name: "DEL", value: "\x7f" },
    { name: "a C1 control character", value: "\x85" },
    { name: "half a surrogate pair at the end", value: "a\ud800" },
    { name: "half a surrogate pair before text", value: "\ud800a" },
    { name: "the second half alone", value: "\udc00" },
  ])("refuses $name", ({ value }) => {
    expect(labelValue(value)).toBeUndefined();
  });

  it("gives at most 128 bytes of UTF-8 that begin the text, and cuts no more than it must", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const value = labelValue(text);
      if (value === undefined) return;
      const bytes = Buffer.byteLength(value);
      expect(text.startsWith(value)).toBe(true);
      expect(bytes).toBeLessThanOrEqual(128);
      if (value.length < text.length) expect(bytes).toBeGreaterThan(124);
      expect(Buffer.from(value).toString()).toBe(value);
    }), { seed: 1 });
  });
});
