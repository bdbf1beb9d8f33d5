import { describe, expect, it } from "@jest/globals";
import { isDeeper, readText } from "./payload-text.ts";

describe("readText", () => {
  it.each([
    { name: "ASCII", payload: Buffer.from("abc"), expected: "abc" },
    { name: "umlauts and emoji", payload: Buffer.from("grüß 🙂"), expected: "grüß 🙂" },
    { name: "a byte order mark, stripped", payload: Buffer.from("\ufeff{}"), expected: "{}" },
    { name: "a replacement character that was sent", payload: Buffer.from("\ufffd"), expected: "\ufffd" },
    { name: "a view into a larger buffer", payload: new TextEncoder().encode("xabcx").subarray(1, 4), expected: "abc" },
  ])("reads $name", ({ payload, expected }) => {
    expect(readText(payload, { maxBytes: 100, maxDepth: 3 })).toBe(expected);
  });

  it("counts bytes, not characters, against the limit", () => {
    expect(readText(Buffer.from("üü"), { maxBytes: 3, maxDepth: 3 }))
      .toEqual({ reason: "too_large", detail: "payload is 4 bytes, allowed are 3" });
  });
});

describe("isDeeper", () => {
  it.each([
    { name: "as deep as allowed", text: "[[[1]]]", expected: false },
    { name: "one level more", text: "[[[[1]]]]", expected: true },
    { name: "objects and arrays together", text: '{"a":[{"b":[1]}]}', expected: true },
    { name: "many arrays side by side", text: "[[],[],[],[],[]]", expected: false },
    { name: "brackets in a string", text: '["[[[[[["]', expected: false },
    { name: "brackets behind an escaped quote", text: '["\\"[[[[[["]', expected: false },
    { name: "brackets behind a string that ends in a backslash", text: '["\\\\",[[[1]]]]', expected: true },
    { name: "a string without an end", text: '[[[ "[[[[', expected: false },
  ])("sees $name", ({ text, expected }) => {
    expect(isDeeper(text, 3)).toBe(expected);
  });

  it("takes a depth of 100,000 without recursion", () => {
    expect(isDeeper("[".repeat(100_000), 64)).toBe(true);
  });
});
