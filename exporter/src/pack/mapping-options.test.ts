import { describe, expect, it } from "@jest/globals";
import { checkPlan, compilePlan } from "./compile.ts";
import { PackError } from "./faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";

const storeTimeMs = Date.UTC(2026, 0, 2);
const headers = { get: (name: string) => (name === "X-Site" ? "north" : "") };

const textOf = (lines: readonly string[]) => ({
  packs: [{ name: "shop", yaml: ["streams:", "  sales:", "    subject: shop.sales.{till}", ...lines.map((line) => `    ${line}`)].join("\n") }],
  settings: DEFAULT_FOLD_SETTINGS,
});

/** What one record gives: labels and values by name, or the reason why it gives nothing. */
function mapped(lines: readonly string[], record: unknown): unknown {
  const [stream] = compilePlan(textOf(lines)).streams;
  const mapper = stream?.mapper;
  const rejection = mapper?.map(record, { tokens: ["t1"], headers, storeTimeMs });
  if (mapper === undefined || rejection !== undefined) return rejection?.detail;
  if (mapper.event.leftOutBy !== "") return "unwanted";
  const named = (names: readonly string[], values: Iterable<unknown>): unknown => Object.fromEntries([...values].map((value, i) => [names[i], value]));
  return { ...(named(mapper.labelNames, mapper.event.labels) as object), ...(named(mapper.measureNames, mapper.event.values) as object) };
}

function faults(lines: readonly string[]): string {
  try {
    return checkPlan(textOf(lines)).warnings.map(({ rule }) => rule).join();
  } catch (error) {
    return error instanceof PackError ? error.message : "not a PackError";
  }
}

const measure = (options: string): string[] => [`measures: { m: { ${options} } }`];
const label = (options: string): string[] => [`labels: { l: ${options} }`, "measures: { m: { from: $.m } }"];

describe("options of measures", () => {
  it.each([
    { name: "an expression", lines: measure('from: "= $.total / $.count", unit: ms'), record: { total: 10, count: 4 }, expected: { m: 0.0025 } },
    { name: "an expression of a missing field", lines: measure('from: "= $.total / $.count", default: 7'), record: { total: 10 }, expected: { m: 7 } },
    { name: "a word for a number", lines: measure("from: $.state, enum: { open: 1, closed: 0 }"), record: { state: "open" }, expected: { m: 1 } },
    { name: "true for a number", lines: measure("from: $.state, enum: { true: 1, false: 0 }"), record: { state: false }, expected: { m: 0 } },
    { name: "a word that is not in the list", lines: measure("from: $.state, enum: { open: 1, closed: 0 }"), record: { state: "ajar" }, expected: '$.state must be a finite number, got "ajar", which is none of open, closed' },
    { name: "a boolean", lines: measure("from: $.on, type: boolean"), record: { on: "yes" }, expected: { m: 1 } },
    { name: "a word that is no boolean", lines: measure("from: $.on, type: boolean"), record: { on: "perhaps" }, expected: '$.on must be a finite number, got "perhaps", which is neither true nor false' },
    { name: "a number as text with blanks", lines: measure("from: $.n, type: number"), record: { n: " 12 " }, expected: { m: 12 } },
    { name: "a default for null", lines: measure("from: $.n, default: 0"), record: { n: null }, expected: { m: 0 } },
    { name: "a default that does not hide a fault", lines: measure("from: $.n, default: 0"), record: { n: [] }, expected: "a finite number, got an array" },
    { name: "a negative gauge", lines: measure("from: $.n"), record: { n: -1 }, expected: { m: -1 } },
    { name: "a negative amount of a rate", lines: measure("from: $.n, kind: rate"), record: { n: -1 }, expected: "$.n must not be negative, got -1" },
    { name: "a negative amount of a rate with a default", lines: measure("from: $.n, kind: rate, default: 0"), record: { n: -1 }, expected: "m must not be negative, got -1" },
    { name: "a header", lines: ["labels: { site: header(X-Site) }", ...measure("from: $.n")], record: { n: 1 }, expected: { site: "north", m: 1 } },
    { name: "events that a condition counts", lines: ["measures: { all: { as: rate }, errors: { as: rate, where: '$.level == \"error\"' } }"], record: { level: "info" }, expected: { all: 1, errors: NaN } },
    { name: "events that a condition does count", lines: ["measures: { all: { as: rate }, errors: { as: rate, where: '$.level == \"error\"' } }"], record: { level: "error" }, expected: { all: 1, errors: 1 } },
    { name: "a failure of an expression", lines: measure('from: "= $.a + $.b"'), record: { a: 1, b: "x" }, expected: "got a failure: no such overload: dyn<double> + dyn<string>" },
    { name: "a derived measure", lines: measure('from: "= sentiment($.text)"'), record: { text: "meh" }, expected: { m: 0 } },
  ])("$name", ({ lines, record, expected }) => {
    if (typeof expected === "string") expect(mapped(lines, record)).toContain(expected);
    else expect(mapped(lines, record)).toEqual(expected);
  });
});

describe("options of labels", () => {
  it.each([
    { name: "a value of a closed set", options: "{ from: $.l, values: [web, shop] }", value: "web", expected: "web" },
    { name: "another value", options: "{ from: $.l, values: [web, shop] }", value: "phone", expected: "__other__" },
    { name: "no value of a closed set", options: "{ from: $.l, values: [web, shop] }", value: undefined, expected: "" },
    { name: "a number of a closed set", options: "{ from: $.l, values: [200, 404] }", value: 404, expected: "404" },
    { name: "a default", options: "{ from: $.l, default: none }", value: "", expected: "none" },
    { name: "a default beyond the closed set", options: "{ from: $.l, values: [web], default: none }", value: undefined, expected: "__other__" },
    { name: "characters from the beginning", options: "{ from: $.l, truncate: 2 }", value: "💶💷💴", expected: "💶💷" },
    { name: "a boolean", options: "{ from: $.l, type: boolean }", value: 1, expected: "true" },
    { name: "a number", options: "{ from: $.l, type: number }", value: "007", expected: "7" },
    { name: "an expression", options: '"= $.m > 5 ? \'large\' : \'small\'"', value: undefined, expected: "large" },
    { name: "an expression of a token", options: "\"= {till} + '!'\"", value: undefined, expected: "t1!" },
  ])("$name", ({ options, value, expected }) => {
    expect(mapped(label(options), { l: value, m: 10 })).toEqual({ l: expected, m: 10 });
  });

  it("puts equal values into one of so many buckets", () => {
    const buckets = new Set(Array.from({ length: 500 }, (_, i) => (mapped(label("{ from: $.l, hash: 8 }"), { l: `c${i}`, m: 1 }) as { l: string }).l));
    expect([...buckets].sort()).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });
});

describe("options of streams", () => {
  it.each([
    { name: "a record that is meant", record: { type: "sale", m: 1 }, expected: { m: 1 } },
    { name: "a record that is not", record: { type: "refund" }, expected: "unwanted" },
    { name: "a record without the field", record: { m: 1 }, expected: "unwanted" },
    { name: "a record that can't be told", record: { type: { nested: 1 }, m: 1 }, expected: "unwanted" },
  ])("$name", ({ record, expected }) => {
    expect(mapped(['where: $.type == "sale"', "measures: { m: { from: $.m } }"], record)).toEqual(expected);
  });

  it("knows its collection, and how many values a label may have", () => {
    const [stream] = compilePlan(textOf(["collection: sales_data", "labels: { b: { from: $.b, max: 9 }, a: $.a }", "measures: { m: { from: $.m } }"])).streams;
    expect(stream).toMatchObject({ collection: "sales_data", labelLimits: [0, 9] });
  });

  it("reads items and the record around them", () => {
    const [stream] = compilePlan(textOf(["each: $.items[*]", "labels: { order: $$.id }", "measures: { m: { from: '= $.price * $$.rate' } }"])).streams;
    const record = { id: "o1", rate: 2, items: [{ price: 3 }, { price: 4 }] };
    const context = { tokens: ["t1"], headers, storeTimeMs, outer: record };
    const mapper = stream?.mapper;
    const items = mapper?.items;
    expect(items?.(record, context)).toEqual(record.items);
    expect(mapper?.map(record.items[1], context)).toBeUndefined();
    expect(mapper?.event).toMatchObject({ labels: ["o1"], values: Float64Array.of(8) });
    expect(items?.({ items: [] }, context)).toMatchObject({ reason: "missing_field" });
    expect(items?.({ items: "many" }, context)).toMatchObject({ reason: "bad_type" });
  });

  it.each([
    { name: "the outer record without each", lines: ["labels: { order: $$.id }", ...measure("from: $.m")], expected: "labels.order must be a path that begins with one $" },
    { name: "each of no list", lines: ["each: $.items", ...measure("from: $.m")], expected: "each must be a path to a list like $.items[*]" },
    { name: "a measure of text", lines: measure("from: '= $.a > 1 ? \"x\" : \"y\"'"), expected: "measures.m.from must be an expression that gives a number (it gives a string)" },
    { name: "a condition of a number", lines: ["where: size($.a)", ...measure("from: $.m")], expected: "where must be a condition, true or false (it gives a int)" },
    { name: "a kept attribute that is a label by name", lines: ["labels: { who: $.who }", "keep: { who: $.customer }", ...measure("from: $.m")], expected: "keep.who must be apart from label who: a kept attribute is never a label" },
    { name: "a kept attribute that is a label by path", lines: ["labels: { who: $.customer }", "keep: { customer: $.customer }", ...measure("from: $.m")], expected: "keep.customer must be apart from label who: a kept attribute is never a label" },
    { name: "an enumeration beside a type", lines: measure("from: $.m, type: boolean, enum: { a: 1 }"), expected: "measures.m.type must be left out where enum is given" },
    { name: "a default of nothing", lines: measure("as: rate, default: 1"), expected: "measures.m.default must be left out where there is no from" },
    { name: "a label without room", lines: label("{ from: $.l, max: 0 }"), expected: "labels.l.max must be a whole number from 1 to 100000" },
    { name: "an unknown option of a label", lines: label("{ from: $.l, vales: [a] }"), expected: "labels.l.vales must be one of the options from, type, default, values, max, hash, truncate" },
  ])("refuses $name", ({ lines, expected }) => {
    expect(faults(lines)).toContain(expected);
  });
});
