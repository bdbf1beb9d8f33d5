import { describe, expect, it } from "@jest/globals";
import { ndjson } from "./ndjson.ts";

function decode(text: string): unknown[] {
  const out: unknown[] = [];
  ndjson.compile({}, { maxBytes: 1000, maxDepth: 3 })(Buffer.from(text), {
    record: (value) => out.push(value),
    reject: ({ reason }) => out.push(`rejected: ${reason}`),
  });
  return out;
}

describe("ndjson", () => {
  it.each([
    { name: "one value a line", text: '{"a":1}\n{"a":2}\n', expected: [{ a: 1 }, { a: 2 }] },
    { name: "a last line without an end", text: "1\n2", expected: [1, 2] },
    { name: "CRLF and blank lines", text: "1\r\n\r\n \n2\r\n", expected: [1, 2] },
    { name: "a bad line between good ones", text: "1\n{\n2\n", expected: [1, "rejected: bad_syntax", 2] },
    { name: "a line too deep between good ones", text: "1\n[[[[1]]]]\n2\n", expected: [1, "rejected: too_deep", 2] },
  ])("reads $name", ({ text, expected }) => {
    expect(decode(text)).toEqual(expected);
  });
});
