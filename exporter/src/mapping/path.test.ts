import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compilePath } from "./path.ts";

const context = { tokens: ["sensor-1", "north"], headers: undefined, storeTimeMs: 0 };

function read(path: string, record: unknown): unknown {
  return compilePath(path, { tokens: ["device", "site"], hasEach: false })(record, context);
}

describe("compilePath", () => {
  it.each([
    { path: "$", record: 7, expected: 7 },
    { path: "$.a", record: { a: 1 }, expected: 1 },
    { path: "$.a.b", record: { a: { b: 2 } }, expected: 2 },
    { path: "$.a.b.c", record: { a: { b: { c: 3 } } }, expected: 3 },
    { path: "$[1]", record: [1, 2], expected: 2 },
    { path: "$.a[0].b", record: { a: [{ b: 4 }] }, expected: 4 },
    { path: '$["a b"]', record: { "a b": 5 }, expected: 5 },
    { path: '$["a\\"b"].c', record: { 'a"b': { c: 6 } }, expected: 6 },
    { path: "$.some-name", record: { "some-name": 7 }, expected: 7 },
    { path: "{device}", record: {}, expected: "sensor-1" },
    { path: "{site}", record: 0, expected: "north" },
  ])("$path of $record is $expected", ({ path, record, expected }) => {
    expect(read(path, record)).toBe(expected);
  });

  it.each([
    { name: "a name that is not there", path: "$.b", record: { a: 1 } },
    { name: "a name behind a number", path: "$.a.b", record: { a: 1 } },
    { name: "a name behind null", path: "$.a.b", record: { a: null } },
    { name: "a name of a text", path: "$.length", record: "text" },
    { name: "an item beyond the end", path: "$[2]", record: [1, 2] },
    { name: "an item of an object", path: "$[0]", record: { 0: 1 } },
    { name: "the length of a list", path: "$.length", record: [1, 2] },
    { name: "a method of lists", path: "$.map", record: [1] },
    { name: "what every object inherits", path: "$.constructor", record: {} },
    { name: "the prototype", path: "$.__proto__", record: {} },
    { name: "what the prototype inherits", path: "$.__proto__.toString", record: {} },
  ])("finds nothing for $name", ({ path, record }) => {
    expect(read(path, record)).toBeUndefined();
  });

  it("reads names like those that are inherited where the record has them", () => {
    const record: unknown = JSON.parse('{"__proto__": {"toString": 1}, "length": 2}');
    expect(read("$.__proto__.toString", record)).toBe(1);
    expect(read("$.length", record)).toBe(2);
  });

  it.each(["", "a", ".a", "$a", "$.", "$..a", "$.a.", "$[a]", "$[-1]", "$['a']", "$.a b", '$["a]', "{device", "x{device}", "{other}"])("refuses %s", (path) => {
    expect(() => read(path, {})).toThrow(expect.objectContaining({ name: "RuleError" }));
  });

  it("never throws on any JSON value", () => {
    const paths = ["$.a", "$.a.b", "$.a[0].b.c", "$[0]", "$.__proto__.x", "$.length"].map((path) => compilePath(path, { tokens: [], hasEach: false }));
    fc.assert(fc.property(fc.jsonValue(), (record) => {
      for (const path of paths) expect(() => path(record, context)).not.toThrow();
    }), { seed: 1 });
  });
});
