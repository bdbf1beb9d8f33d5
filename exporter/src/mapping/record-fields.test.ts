import { describe, expect, it } from "@jest/globals";
import { FlatRecord, NUMBER_VALUE, TEXT_VALUE } from "../model/flat-record.ts";
import type { RecordContext } from "./mapper.ts";
import { compilePath } from "./path.ts";
import { RecordFields } from "./record-fields.ts";

const context: RecordContext = { tokens: ["mine", "north"], headers: undefined, storeTimeMs: 0 };
const PATHS = ["$.a", "$.b", "$.b.c", "$.list[1]", "{site}", "$.a", "$.__proto__", "$.toString", '$["0"]', "$"];

/** What the paths give once the record's fields were taken, beside what each gives by itself. */
function both(records: readonly unknown[]): { taken: unknown[][]; alone: unknown[][] } {
  const fields = new RecordFields();
  const scope = { tokens: ["device", "site"], hasEach: false };
  const reads = PATHS.map((path) => compilePath(path, { ...scope, fields }));
  const plain = PATHS.map((path) => compilePath(path, scope));
  const taken = records.map((record) => {
    fields.take(record, context.tokens);
    return reads.map((read) => read(record, context));
  });
  return { taken, alone: records.map((record) => plain.map((read) => read(record, context))) };
}

/** { a: 2.5, b: "x" } */
function flatRecord(...names: string[]): FlatRecord {
  const record = new FlatRecord(4);
  record.names = names;
  record.reset(new TextEncoder().encode("x"));
  const [a, b] = [names.indexOf("a"), names.indexOf("b")];
  record.kinds[a] = NUMBER_VALUE;
  record.numbers[a] = 2.5;
  record.kinds[b] = TEXT_VALUE;
  record.starts[b] = 0;
  record.ends[b] = 1;
  return record;
}

describe("RecordFields", () => {
  it.each([
    { name: "records of one shape", records: [{ a: 1, b: { c: 2 } }, { a: 3, b: { c: 4 } }] },
    { name: "fields left out, or in another order", records: [{ a: 1, b: 2, list: [1, 2] }, { b: 3 }, { list: [4, 5], a: 6 }, {}] },
    { name: "what is no object", records: [{ a: 1 }, null, undefined, 5, "a", [7, 8], [{ a: 1 }]] },
    { name: "names that objects inherit", records: [JSON.parse('{"__proto__": 1, "toString": 2}'), { a: 1 }] },
    { name: "many fields", records: [Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, i]).concat([["a", 9]])), { a: 1 }] },
    { name: "flat records between others", records: [{ a: 1 }, flatRecord("a", "b"), { b: 1 }, flatRecord("z", "b", "a")] },
  ])("gives what paths give by themselves: $name", ({ records }) => {
    const { taken, alone } = both(records);
    expect(taken).toEqual(alone);
  });

  it("knows which reads it answers itself", () => {
    const fields = new RecordFields();
    const compile = (path: string) => compilePath(path, { tokens: ["device"], hasEach: false, fields });
    expect(["$.a", "{device}", "$.a.b", "$"].map((path) => fields.numberOf(compile(path)) >= 0)).toEqual([true, true, false, false]);
    expect(fields.numberOf(undefined)).toBe(-1);
  });
});
