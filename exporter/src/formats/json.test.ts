import { describe, expect, it } from "@jest/globals";
import { json } from "./json.ts";

function decode(text: string): unknown[] {
  const out: unknown[] = [];
  json.compile({}, { maxBytes: 1000, maxDepth: 3 })(Buffer.from(text), {
    record: (value) => out.push(value),
    reject: ({ reason }) => out.push(`rejected: ${reason}`),
  });
  return out;
}

describe("json", () => {
  it.each([
    { name: "an object", text: '{"a": 1.5}', expected: { a: 1.5 } },
    { name: "an array of numbers as one record", text: "[1, 2]", expected: [1, 2] },
    { name: "an array of nothing", text: "[]", expected: "rejected: bad_syntax" },
    { name: "a bare number", text: "7", expected: 7 },
    { name: "a number too large for a double", text: "1e999", expected: Infinity },
    { name: "of a key written twice the last", text: '{"a": 1, "a": 2}', expected: { a: 2 } },
    { name: "text behind the value", text: "{} {}", expected: "rejected: bad_syntax" },
    { name: "NaN, which is not JSON", text: "NaN", expected: "rejected: bad_syntax" },
    { name: "nesting beyond the limit", text: "[[[[]]]]", expected: "rejected: too_deep" },
    { name: "only openers", text: "[".repeat(900), expected: "rejected: too_deep" },
  ])("reads $name", ({ text, expected }) => {
    expect(decode(text)).toEqual([expected]);
  });

  it.each([
    { name: "objects", text: '[{"a": 1}, {"a": 2}, 3]', expected: [{ a: 1 }, { a: 2 }, 3] },
    { name: "arrays", text: "[[1, 2], [3, 4]]", expected: [[1, 2], [3, 4]] },
  ])("cuts an array of $name into its items", ({ text, expected }) => {
    expect(decode(text)).toEqual(expected);
  });

  it("keeps __proto__ a field of the record alone", () => {
    const [record] = decode('{"__proto__": {"polluted": 1}}');
    expect(Object.keys(record as object)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
