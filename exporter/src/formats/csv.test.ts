import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { csv } from "./csv.ts";
import type { FormatOptions } from "./format.ts";

function decode(text: string, options: FormatOptions = {}): unknown[] {
  const out: unknown[] = [];
  csv.compile(options, { maxBytes: 1e6, maxDepth: 3 })(Buffer.from(text), {
    record: (value) => out.push(value),
    reject: ({ reason, detail }) => out.push(`${reason}: ${detail}`),
  });
  return out;
}

describe("csv", () => {
  it.each([
    { name: "columns named by the header line", text: "a,b\n1,2\n3,4\n", expected: [{ a: "1", b: "2" }, { a: "3", b: "4" }] },
    { name: "CRLF, no end of the last line, blank lines", text: "a,b\r\n\r\n1,2\r\n\r\n3,4", expected: [{ a: "1", b: "2" }, { a: "3", b: "4" }] },
    { name: "declared columns", text: "1,2\n", options: { columns: ["x", "y"] }, expected: [{ x: "1", y: "2" }] },
    { name: "another delimiter", text: "a;b\n1,5;2\n", options: { delimiter: ";" }, expected: [{ a: "1,5", b: "2" }] },
    { name: "quoted delimiters, quotes and line ends", text: 'a,b\n"x,""y""","1\n2"\n', expected: [{ a: 'x,"y"', b: "1\n2" }] },
    { name: "empty fields", text: "a,b\n,\n", expected: [{ a: "", b: "" }] },
    { name: "spaces as part of a field", text: "a,b\n 1 ,2\n", expected: [{ a: " 1 ", b: "2" }] },
    { name: "a carriage return within a line", text: "a\n1\r2\n", expected: [{ a: "1\r2" }] },
    { name: "a column named __proto__", text: "a,__proto__\n1,2\n", expected: [Object.fromEntries([["a", "1"], ["__proto__", "2"]])] },
    { name: "a row too short", text: "a,b\n1\n3,4\n", expected: ["bad_syntax: line 2 has 1 fields, expected 2", { a: "3", b: "4" }] },
    { name: "a row too long", text: "a,b\n1,2,3\n", expected: ["bad_syntax: line 2 has 3 fields, expected 2"] },
    { name: "a quote within a field", text: 'a\nx"y\n3\n', expected: ["bad_syntax: line 2: quote within a field that does not begin with one", { a: "3" }] },
    { name: "text behind a closing quote", text: 'a\n"x"y\n3\n', expected: ["bad_syntax: line 2: text behind a closing quote", { a: "3" }] },
    { name: "a quote never closed", text: 'a\n"x\n3\n', expected: ["bad_syntax: line 2: quote that is never closed"] },
    { name: "the line of a fault behind a quoted line end", text: 'a,b\n"1\n2",3\n4\n', expected: [{ a: "1\n2", b: "3" }, "bad_syntax: line 4 has 1 fields, expected 2"] },
    { name: "a header line without rows", text: "a,b\n", expected: ["bad_syntax: payload holds no row"] },
    { name: "a column named twice", text: "a,a\n1,2\n", expected: ["bad_syntax: header line names a column twice"] },
    { name: "a header line with a loose quote", text: 'a"b\n1\n', expected: ["bad_syntax: header line: quote within a field that does not begin with one"] },
  ])("reads $name", ({ text, options, expected }) => {
    expect(decode(text, options)).toEqual(expected);
  });

  it("reads back whatever was written by the rules", () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é"), maxLength: 6 });
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const rows = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
    fc.assert(fc.property(rows, fc.constantFrom("\n", "\r\n"), (table, lineEnd) => {
      const columns = (table[0] ?? []).map((_, at) => `c${at}`);
      const text = table.map((row) => row.map(quote).join(",") + lineEnd).join("");
      expect(decode(text, { columns })).toEqual(table.map((row) => Object.fromEntries(row.map((value, at) => [`c${at}`, value]))));
    }), { seed: 1 });
  });

  it("takes a line of 100,000 fields in linear time", () => {
    expect(decode(`${",".repeat(100_000)}\n`, { columns: ["a"] })).toEqual(["bad_syntax: line 1 has 100001 fields, expected 1"]);
  });
});
