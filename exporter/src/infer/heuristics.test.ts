import { describe, expect, it } from "@jest/globals";
import { isCounter } from "./counter.ts";
import { readFields } from "./fields.ts";
import { findId } from "./id-field.ts";
import { rolesOf } from "./roles.ts";
import { findTime } from "./time-field.ts";
import { unitOf } from "./unit-of.ts";
import { wordsOf } from "./words.ts";

const NOW_MS = Date.UTC(2026, 5, 1);
const BEGIN_MS = Date.UTC(2026, 0, 2);

/** Forty records, each by its number. */
const records = (record: (at: number) => unknown): unknown[] => Array.from({ length: 40 }, (_none, at) => record(at));

describe("the words of a name", () => {
  it.each([
    { name: "CustomerID", expected: ["customer", "id"] },
    { name: "load_ms", expected: ["load", "ms"] },
    { name: "HTTPStatusCode", expected: ["http", "status", "code"] },
    { name: "@timestamp", expected: ["timestamp"] },
  ])("of $name", ({ name, expected }) => {
    expect(wordsOf(name)).toEqual(expected);
  });
});

describe("the time", () => {
  it.each([
    { name: "RFC 3339", record: (at: number) => ({ time: new Date(BEGIN_MS + at).toISOString() }), expected: { from: "$.time", format: "rfc3339", isZoneUnknown: false } },
    { name: "milliseconds", record: (at: number) => ({ ts: BEGIN_MS + at }), expected: { from: "$.ts", format: "epoch_ms", isZoneUnknown: false } },
    { name: "seconds as text", record: (at: number) => ({ epoch: String(BEGIN_MS / 1000 + at) }), expected: { from: "$.epoch", format: "epoch_s", isZoneUnknown: false } },
    { name: "a pattern without a zone", record: (at: number) => ({ day: `0${1 + (at % 9)}.03.2025 08:15` }), expected: { from: "$.day", format: "dd.MM.yyyy HH:mm", isZoneUnknown: true } },
    { name: "the month first, where no day would fit otherwise", record: (at: number) => ({ date: `3/${at % 2 === 0 ? 9 : 28}/2025 7:05` }), expected: { from: "$.date", format: "M/d/yyyy H:mm", isZoneUnknown: true } },
    { name: "the one that moves, of two", record: (at: number) => ({ load_timestamp: BEGIN_MS, timestamp: BEGIN_MS + at }), expected: { from: "$.timestamp", format: "epoch_ms", isZoneUnknown: false } },
    { name: "the one of the event, not of its end", record: (at: number) => ({ end_time: new Date(BEGIN_MS + at).toISOString(), start_time: new Date(BEGIN_MS + at).toISOString() }), expected: { from: "$.start_time", format: "rfc3339", isZoneUnknown: false } },
    { name: "none in numbers of another meaning", record: (at: number) => ({ bytes_sent: 1_700_000_000 + at }), expected: undefined },
    { name: "none in the future", record: (at: number) => ({ time: new Date(NOW_MS + 86_400_000 + at).toISOString() }), expected: undefined },
  ])("is found: $name", ({ record, expected }) => {
    expect(findTime(readFields(records(record)), NOW_MS)).toEqual(expected);
  });
});

describe("the id", () => {
  it.each([
    { name: "by its name", record: (at: number) => ({ order_id: `o-${at}` }), expected: "$.order_id" },
    { name: "by how it is written", record: (at: number) => ({ tag: `3f2c0000-9b1d-4e0a-8c57-${String(at).padStart(12, "0")}` }), expected: "$.tag" },
    { name: "the event's own before another", record: (at: number) => ({ order_id: `o-${at}`, id: at }), expected: "$.id" },
    { name: "not one that comes again", record: (at: number) => ({ id: at % 20 }), expected: undefined },
    { name: "not a trace's", record: (at: number) => ({ trace_id: `t-${at}` }), expected: undefined },
    { name: "not a measurement that never comes again", record: (at: number) => ({ value: at + 0.5 }), expected: undefined },
  ])("is found $name", ({ record, expected }) => {
    expect(findId(readFields(records(record)), undefined)).toBe(expected);
  });
});

describe("the role of a field", () => {
  it.each([
    { name: "text of few values is a label", record: (at: number) => ({ color: ["red", "blue"][at % 2] }), expected: "label" },
    { name: "text of many values is kept", record: (at: number) => ({ color: `#${at}` }), expected: "kept" },
    { name: "a person is kept", record: (at: number) => ({ user: ["ann", "ben"][at % 2] }), expected: "kept" },
    { name: "an address is kept", record: (at: number) => ({ peer: `10.0.0.${at % 2}` }), expected: "kept" },
    { name: "a number is a measure", record: (at: number) => ({ load: at }), expected: "measure" },
    { name: "decimal text is a measure", record: (at: number) => ({ load: `${at}.5` }), expected: "measure" },
    { name: "a code of few values is a label", record: (at: number) => ({ status_code: at % 2 === 0 ? 200 : 404 }), expected: "label" },
    { name: "a number that stands for a thing is kept", record: (at: number) => ({ invoice_no: 1000 + at }), expected: "kept" },
    { name: "a number that stands for a device is a label", record: (at: number) => ({ device_id: at % 4 }), expected: "label" },
    { name: "a boolean of both values is a label", record: (at: number) => ({ paid: at % 2 === 0 }), expected: "label" },
    { name: "text that is a number only sometimes is kept", record: (at: number) => ({ load: at === 7 ? "n/a" : at }), expected: "kept" },
    { name: "a list is kept", record: () => ({ items: [1, 2] }), expected: "kept" },
    { name: "an object by the names of hosts is kept whole", record: () => ({ zones: { "a.org": { n: 1 }, "b.org": { n: 2 } } }), expected: "kept" },
  ])("$name", ({ record, expected }) => {
    const fields = readFields(records(record));
    expect([...rolesOf(fields, fields.map(() => [])).values()]).toEqual([expected]);
  });

  it("leaves eight labels at the most, those of the fewest values", () => {
    const fields = readFields(records((at) => Object.fromEntries(Array.from({ length: 12 }, (_none, of) => [`kind${of}x`, `v${at % (of < 4 ? 6 : 2)}`]))));
    const roles = rolesOf(fields, records(() => []) as string[][]);
    expect(fields.filter((field) => roles.get(field) === "label").map(({ path }) => path)).toEqual([4, 5, 6, 7, 8, 9, 10, 11].map((of) => `$.kind${of}x`));
  });
});

describe("a counter", () => {
  it.each([
    { name: "rises in each series", record: (at: number) => ({ n: (at % 2) * 1000 + at }), expected: true },
    { name: "may stand still", record: (at: number) => ({ n: Math.floor(at / 2) }), expected: true },
    { name: "never goes back by a little", record: (at: number) => ({ n: at === 30 ? 20 : at }), expected: false },
    { name: "has risen often enough to tell", record: (at: number) => ({ n: Math.floor(at / 20) }), expected: false },
  ])("$name", ({ record, expected }) => {
    const [field] = readFields(records(record));
    expect(field && isCounter(field, records((at) => String(at % 2)) as string[])).toBe(expected);
  });
});

describe("the unit of a name", () => {
  it.each([
    { name: "load_ms", expected: { unit: "ms", words: ["load"] } },
    { name: "temperature_c", expected: { unit: "celsius", words: ["temperature"] } },
    { name: "vitamin_c", expected: { unit: "", words: ["vitamin", "c"] } },
    { name: "bytes", expected: { unit: "bytes", words: ["bytes"] } },
    { name: "bytes_sent", expected: { unit: "bytes", words: ["bytes", "sent"] } },
    { name: "cpuPercent", expected: { unit: "percent", words: ["cpu"] } },
    { name: "s", expected: { unit: "", words: ["s"] } },
    { name: "price", expected: { unit: "", words: ["price"] } },
  ])("$name", ({ name, expected }) => {
    expect(unitOf(wordsOf(name))).toEqual(expected);
  });
});
