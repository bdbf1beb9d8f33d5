import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileExpression } from "./expression.ts";
import { Failure } from "./failure.ts";

const headers = { get: (name: string) => (name === "X-Site" ? "north" : "") };
const outer: unknown = JSON.parse('{"order": "o1", "rate": 2}');
const record: unknown = JSON.parse(`{
  "total": 10, "count": 4, "text": "I love it", "type": "order", "nested": { "deep": [ { "x": 7 } ] }, "a b": 1, "none": null,
  "tags": ["red", "big"], "items": [ { "price": 2.5 }, { "price": 4 } ], "at": "2026-01-02T03:04:05Z", "flag": true, "digits": "12",
  "__proto__": { "polluted": 1 }
}`);

function value(text: string): unknown {
  const { read } = compileExpression(text, { tokens: ["device"], hasEach: true });
  return read(record, { tokens: ["d1"], headers, storeTimeMs: 0, outer });
}

describe("compileExpression", () => {
  it.each([
    { text: "$.total / $.count", expected: 2.5 },
    { text: "$.total * 2 + 1", expected: 21 },
    { text: "2 * $.total", expected: 20 },
    { text: "$.total % 4", expected: 2 },
    { text: "$.total-$.count", expected: 6 },
    { text: "size($.tags)", expected: 2 },
    { text: "$.type.size()", expected: 5 },
    { text: "$.nested.deep[0].x", expected: 7 },
    { text: '$["a b"]', expected: 1 },
    { text: "$.tags[$.count - 4.0 == 0 ? 1 : 0]", expected: "big" },
    { text: '$.type == "order" && $.total > 5', expected: true },
    { text: '{device} + "-" + header(X-Site)', expected: "d1-north" },
    { text: "$$.rate * $.total", expected: 20 },
    { text: '"$.total {device} has($.x)"', expected: "$.total {device} has($.x)" },
    { text: "has($.missing) ? $.missing : 3", expected: 3 },
    { text: "has($.total) && !has($.none)", expected: true },
    { text: '"red" in $.tags', expected: true },
    { text: "$.items.exists(item, item.price > 3.0)", expected: true },
    { text: "$.items.filter(item, item.price > 3.0).size()", expected: 1 },
    { text: 'int($.digits) + 1', expected: 13 },
    { text: "timestamp($.at).getHours()", expected: 3 },
    { text: "timestamp($.at)", expected: "2026-01-02T03:04:05.000Z" },
    { text: '$.text.matches("^I l[a-z]+e it$")', expected: true },
    { text: "abs(-2.5) + least(1.0, 2.0) + greatest(1.0, 2.0)", expected: 5.5 },
    { text: "$.flag ? 1 : 0", expected: 1 },
    { text: "$.total / 0", expected: Infinity },
  ])("$text is $expected", ({ text, expected }) => {
    expect(value(text)).toEqual(expected);
  });

  it.each([
    { text: "sentiment($.text)", least: 0.5, most: 0.7 },
    { text: 'sentiment("The worst, I hate it")', least: -0.9, most: -0.7 },
    { text: 'sentiment("not good")', least: -0.7, most: -0.5 },
    { text: 'sentiment("the parcel arrived on monday")', least: 0, most: 0 },
    { text: 'sentiment("")', least: 0, most: 0 },
    { text: 'sentiment("constructor __proto__ toString")', least: 0, most: 0 },
  ])("$text lies from $least to $most", ({ text, least, most }) => {
    expect(value(text)).toBeGreaterThanOrEqual(least);
    expect(value(text)).toBeLessThanOrEqual(most);
  });

  it.each(["$.missing * 2", "$.none", "$.missing.deep > 1", "$.nested[$.type]", "$.tags[5.0 > $.total ? 0 : 9]"])("%s gives nothing", (text) => {
    expect(value(text)).toBeUndefined();
  });

  it.each([
    { text: "$.type * 2", found: "a failure: no such overload: dyn<string> * int" },
    { text: "$.total + $.type", found: "a failure: no such overload: dyn<double> + dyn<string>" },
    { text: "int($.total) / 0", found: "a failure: division by zero" },
    { text: "sentiment($.total)", found: /^a failure: / },
  ])("$text fails by saying why", ({ text, found }) => {
    expect(value(text)).toBeInstanceOf(Failure);
    expect(value(text)).toEqual({ found: typeof found === "string" ? found : expect.stringMatching(found) });
  });

  it.each([
    { name: "no CEL", text: "$.total +", why: /^an expression in CEL \(/ },
    { name: "a name that is no path", text: "total > 1", why: "an expression in CEL (Unknown variable: total)" },
    { name: "an unknown function", text: "eval($.text)", why: /^an expression in CEL \(/ },
    { name: "a method of JavaScript", text: '$.text.constructor("x")', why: /^an expression in CEL \(/ },
    { name: "types that never fit", text: '"a" > 1', why: /^an expression in CEL \(/ },
    { name: "an unknown token", text: "{site}", why: "a token of the subject ({device})" },
    { name: "a bad pattern", text: '$.text.matches("(")', why: /^an expression with patterns of RE2 syntax/ },
    { name: "a look-behind, which no linear engine has", text: '$.text.matches("(?<=a)b")', why: /^an expression with patterns of RE2 syntax/ },
    { name: "a walk within a walk", text: "$.items.all(a, $.items.all(b, a == b))", why: "an expression that walks one list at the most" },
    { name: "a walk over a list of its own", text: "[1, 2].map(a, a)", why: /^an expression that walks a list of the record/ },
    { name: "a text that doubles", text: "cel.bind(a, $.text + $.text, a + a)", why: "an expression without cel.bind and join" },
    { name: "a text beyond 1,000 characters", text: `$.total${" + 1".repeat(300)}`, why: "an expression of 1000 characters at the most" },
    { name: "deep nesting", text: `${"(".repeat(200)}1${")".repeat(200)}`, why: /^an expression in CEL \(/ },
  ])("refuses $name", ({ text, why }) => {
    const compile = (): unknown => compileExpression(text, { tokens: ["device"], hasEach: true });
    expect(compile).toThrow(expect.objectContaining({ name: "RuleError", message: typeof why === "string" ? why : expect.stringMatching(why) }));
  });
});

describe("hostile records", () => {
  const read = (text: string, hostile: unknown): unknown =>
    compileExpression(text, { tokens: [], hasEach: false }).read(hostile, { tokens: [], headers: undefined, storeTimeMs: 0 });

  it("can't reach what objects inherit, nor change it", () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "name": "__proto__", "own": {"__proto__": {"x": 1}}, "constructor": {"prototype": {"polluted": true}}}');
    expect(read("$.own[$.name].x", hostile)).toBe(1);
    expect(read("$[$.name].polluted", hostile)).toBeInstanceOf(Failure);
    expect(read("$.toString", hostile)).toBeUndefined();
    expect(read("$.own[$.name].toString", hostile)).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each([
    { name: "a catastrophic pattern", text: '$.text.matches("^(a+)+$")', hostile: { text: `${"a".repeat(2_000)}!` }, expected: false },
    { name: "a pattern of the record's own", text: "$.text.matches($.pattern)", hostile: { text: "a".repeat(2_000), pattern: "(a|a)*b" }, expected: false },
  ])("$name takes no more time than the text is long", ({ text, hostile, expected }) => {
    const started = process.cpuUsage();
    expect(read(text, hostile)).toBe(expected);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(0.5);
  });

  it.each([
    { name: "a text too long for a pattern", text: '$.text.matches("x")', hostile: { text: "a".repeat(3_000) } },
    { name: "a text too long for anything", text: "sentiment($.text)", hostile: { text: "good ".repeat(10_000) } },
    { name: "a list too long to be walked", text: "$.list.exists(x, x == 1)", hostile: { list: Array.from({ length: 2_000 }, () => 0) } },
    { name: "a pattern too long", text: "$.text.matches($.text)", hostile: { text: "a".repeat(300) } },
    { name: "a pattern that is none", text: "$.text.matches($.text)", hostile: { text: "(" } },
  ])("$name is a failure", ({ text, hostile }) => {
    expect(read(text, hostile)).toBeInstanceOf(Failure);
  });

  it("never throws, whatever record and expression are", () => {
    const texts = ["$.a + $.b", "$.a.b == $.b", "size($.a) > 1", "$.a.exists(x, x == $.b)", "sentiment($.a)", "$.a[$.b]", "has($.a) ? $.a : $.b", "$.a.matches($.b)"];
    const compiled = texts.map((text) => compileExpression(text, { tokens: [], hasEach: false }));
    const field = fc.jsonValue({ maxDepth: 4 });
    fc.assert(fc.property(fc.oneof(field, fc.record({ a: field, b: field }, { requiredKeys: [] })), (hostile) => {
      for (const { read: readOne } of compiled) readOne(hostile, { tokens: [], headers: undefined, storeTimeMs: 0 });
    }), { seed: 1, numRuns: 500 });
  });

  it("never throws but by the rule, whatever is written", () => {
    const word = fc.constantFrom("$.a", "$$.a", "{x}", "(", ")", "[", "]", "+", "has(", ".map(", "x, ", "\"a\"", "1", ".matches(", "?", ":", "&&", "'", "$", "header(", "in", "\\");
    fc.assert(fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      try {
        compileExpression(words.join(""), { tokens: ["x"], hasEach: true });
      } catch (error) {
        expect(error).toHaveProperty("name", "RuleError");
      }
    }), { seed: 1, numRuns: 1000 });
  });
});
