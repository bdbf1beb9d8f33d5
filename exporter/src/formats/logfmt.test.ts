import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { logfmt } from "./logfmt.ts";

const decodeBytes = logfmt.compile({}, { maxBytes: 1e6, maxDepth: 3 });

function decode(text: string): unknown[] {
  const out: unknown[] = [];
  decodeBytes(Buffer.from(text), {
    record: (value) => out.push(value),
    reject: ({ reason, detail }) => out.push(`${reason}: ${detail}`),
  });
  return out;
}

describe("logfmt", () => {
  it.each([
    { name: "pairs", text: "level=info status=200\n", expected: [{ level: "info", status: "200" }] },
    { name: "quoted values with escapes", text: 'msg="he said \\"no\\"\\n" a="b c"', expected: [{ msg: 'he said "no"\n', a: "b c" }] },
    { name: "an equals sign within a value", text: "url=/a?b=c token=abc==", expected: [{ url: "/a?b=c", token: "abc==" }] },
    { name: "empty values", text: 'a= b=""', expected: [{ a: "", b: "" }] },
    { name: "a key without a value", text: "cached a=1", expected: [{ cached: "true", a: "1" }] },
    { name: "of a key written twice the last", text: "a=1 a=2", expected: [{ a: "2" }] },
    { name: "blanks of any number", text: "  a=1\t b=2  \r\n", expected: [{ a: "1", b: "2" }] },
    { name: "lines whose keys differ", text: "a=1 b=2\nb=3\nab=4 b=5\n", expected: [{ a: "1", b: "2" }, { b: "3" }, { ab: "4", b: "5" }] },
    { name: "a key named __proto__", text: "__proto__=1", expected: [Object.fromEntries([["__proto__", "1"]])] },
    { name: "a value without a key", text: "a=1 =2\nb=1", expected: ["bad_syntax: character 5: a key must stand before the equals sign", { b: "1" }] },
    { name: "a quote in a key", text: 'a"b=1', expected: ['bad_syntax: character 2: quote in a key'] },
    { name: "a quote in a value", text: 'a=b"c', expected: ["bad_syntax: character 4: quote in a value that does not begin with one"] },
    { name: "a quote never closed", text: 'a="b c', expected: ["bad_syntax: character 3: quote that is never closed"] },
    { name: "a quote closed by an escaped one only", text: 'a="b\\"', expected: ["bad_syntax: character 3: quote that is never closed"] },
    { name: "text behind a closing quote", text: 'a="b"c', expected: ["bad_syntax: character 6: text behind a closing quote"] },
    { name: "an escape that JSON has not", text: 'a="\\q"', expected: ["bad_syntax: character 3: text in quotes that JSON can't read"] },
  ])("reads $name", ({ text, expected }) => {
    expect(decode(text)).toEqual(expected);
  });

  it("reads back whatever was written by the rules", () => {
    const key = fc.string({ unit: fc.constantFrom("a", "b", "é", "-", "."), minLength: 1, maxLength: 4 });
    const value = fc.string({ unit: fc.constantFrom("a", " ", '"', "=", "\\", "\n", "é"), maxLength: 6 });
    const record = fc.dictionary(key, value, { minKeys: 1, noNullPrototype: true });
    fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), (records) => {
      const lines = records.map((fields) => Object.entries(fields).map(([name, text]) => `${name}=${JSON.stringify(text)}`).join(" "));
      expect(decode(lines.join("\n"))).toEqual(records);
    }), { seed: 1 });
  });

  it("takes a line of 100,000 pairs in linear time", () => {
    expect(decode("a=1 ".repeat(100_000))).toEqual([{ a: "1" }]);
  });
});
