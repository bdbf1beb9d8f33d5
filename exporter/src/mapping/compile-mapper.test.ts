import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileMapper } from "./compile-mapper.ts";
import type { Mapper, RecordContext } from "./mapper.ts";
import { compilePath } from "./path.ts";
import type { MapperSpec } from "./spec.ts";
import { compileTime } from "./time.ts";
import { parseUnit } from "./units.ts";

const storeTimeMs = Date.UTC(2024, 1, 29, 12);
const context: RecordContext = { tokens: ["mine"], headers: undefined, storeTimeMs };
const at = (path: string): MapperSpec["labels"][number]["read"] => compilePath(path, { tokens: ["device"], hasEach: false });

function sensor(changes: Partial<MapperSpec> = {}): Mapper {
  return compileMapper({
    labels: [{ name: "site", read: at("$.site") }, { name: "device", read: at("{device}") }],
    measures: [
      { name: "humidity", path: "$.humidity", read: at("$.humidity"), convert: parseUnit("percent").convert, adds: false },
      { name: "temperature", path: "$.temperature", read: at("$.temperature"), convert: undefined, adds: false },
    ],
    keep: [{ name: "note", read: at("$.note") }],
    id: at("$.id"),
    time: { path: "$.time", read: at("$.time"), parse: compileTime("auto"), isRequired: false },
    maxFutureMs: 3_600_000,
    ...changes,
  });
}

describe("compileMapper", () => {
  it("fills one event in sorted order of labels, in base units", () => {
    const mapper = sensor();
    const record = { id: "e1", time: storeTimeMs - 5, site: "north", temperature: 21.5, humidity: 54, note: { by: "me" } };
    expect(mapper.map(record, context)).toBeUndefined();
    expect(mapper.labelNames).toEqual(["device", "site"]);
    expect(mapper.measureNames).toEqual(["humidity", "temperature"]);
    expect(mapper.event).toEqual({ timeMs: storeTimeMs - 5, id: "e1", labels: ["mine", "north"], values: Float64Array.of(0.54, 21.5), leftOutBy: "" });
    expect(mapper.keep(record, context)).toEqual({ note: { by: "me" } });
  });

  it("keeps nothing of the record before", () => {
    const mapper = sensor();
    mapper.map({ id: "e1", time: storeTimeMs - 5, site: "north", temperature: 21.5, humidity: 54 }, context);
    mapper.map({ temperature: 1 }, context);
    expect(mapper.event).toEqual({ timeMs: storeTimeMs, id: "", labels: ["mine", ""], values: Float64Array.of(NaN, 1), leftOutBy: "" });
  });

  it.each([
    { name: "no measure", record: { site: "north" }, reason: "missing_field", detail: "none of the measures is there: $.humidity, $.temperature" },
    { name: "a list", record: [1], reason: "missing_field", detail: "none of the measures is there: $.humidity, $.temperature" },
    { name: "null", record: null, reason: "missing_field", detail: "none of the measures is there: $.humidity, $.temperature" },
    { name: "a measure in words", record: { temperature: "warm" }, reason: "bad_type", detail: '$.temperature must be a finite number, got "warm"' },
    { name: "one bad measure beside a good one", record: { temperature: 1, humidity: [] }, reason: "bad_type", detail: "$.humidity must be a finite number, got an array" },
    { name: "infinity", record: { temperature: Infinity }, reason: "not_finite", detail: "$.temperature must be a finite number, got Infinity" },
    { name: "NaN in words", record: { temperature: "NaN" }, reason: "not_finite", detail: '$.temperature must be a finite number, got "NaN"' },
    { name: "a time in words", record: { temperature: 1, time: "noon" }, reason: "no_time", detail: '$.time can\'t be read as a time, got "noon"' },
    { name: "a time before 1990", record: { temperature: 1, time: "1989-12-31T23:59:59Z" }, reason: "absurd_time", detail: '$.time must be after 1990 and not ahead of its receipt, got "1989-12-31T23:59:59Z"' },
    { name: "a time too far ahead", record: { temperature: 1, time: storeTimeMs + 3_600_001 }, reason: "absurd_time", detail: `$.time must be after 1990 and not ahead of its receipt, got ${storeTimeMs + 3_600_001}` },
    { name: "an infinite time", record: { temperature: 1, time: Infinity }, reason: "absurd_time", detail: "$.time must be after 1990 and not ahead of its receipt, got Infinity" },
    { name: "a label with a line end", record: { temperature: 1, site: "a\nb" }, reason: "bad_label", detail: 'label site must be text without control characters, got "a\\nb"' },
    { name: "a label that is an object", record: { temperature: 1, site: {} }, reason: "bad_label", detail: "label site must be text without control characters, got an object" },
    { name: "an id that is an object", record: { temperature: 1, id: {} }, reason: "bad_type", detail: "the id must be text or a number, got an object" },
  ])("rejects $name", ({ record, reason, detail }) => {
    expect(sensor().map(record, context)).toEqual({ reason, detail });
  });

  it("takes a time just within the allowed future", () => {
    const mapper = sensor();
    expect(mapper.map({ temperature: 1, time: storeTimeMs + 3_600_000 }, context)).toBeUndefined();
    expect(mapper.event.timeMs).toBe(storeTimeMs + 3_600_000);
  });

  it("rejects a value that overflows in its base unit", () => {
    const mapper = sensor({ measures: [{ name: "size", path: "$.size", read: at("$.size"), convert: parseUnit("TiB").convert, adds: false }] });
    expect(mapper.map({ size: 1e300 }, context)?.reason).toBe("not_finite");
  });

  it.each([
    { name: "absent", record: { temperature: 1 } },
    { name: "null", record: { temperature: 1, time: null } },
    { name: "empty", record: { temperature: 1, time: "" } },
  ])("needs a time where it is required: $name", ({ record }) => {
    const time = { path: "$.time", read: at("$.time"), parse: compileTime("auto"), isRequired: true };
    expect(sensor({ time }).map(record, context)).toEqual({ reason: "no_time", detail: "$.time must be there" });
  });

  describe("id", () => {
    const headers = { get: (name: string) => (name === "Nats-Msg-Id" ? "m1" : "") };
    it.each([
      { name: "the record's own before the header's", changes: {}, record: { id: "e1", temperature: 1 }, expected: "e1" },
      { name: "a number", changes: {}, record: { id: 7, temperature: 1 }, expected: "7" },
      { name: "the header's where the record has none", changes: {}, record: { temperature: 1 }, expected: "m1" },
      { name: "the header's with its place for a further record of the message", changes: {}, record: { temperature: 1 }, index: 2, expected: "m1#2" },
      { name: "none where the stream declares none", changes: { id: undefined }, record: { id: "e1", temperature: 1 }, expected: "" },
    ])("is $name", ({ changes, record, index = 0, expected }) => {
      const mapper = sensor(changes);
      mapper.map(record, { ...context, headers, index });
      expect(mapper.event.id).toBe(expected);
    });
  });

  it.each([
    { name: "below 0", value: -1, expected: "$.likes must not be negative, got -1" },
    { name: "below 0 in words", value: "-0.5", expected: '$.likes must not be negative, got "-0.5"' },
    { name: "0", value: 0, expected: undefined },
    { name: "-0", value: -0, expected: undefined },
    { name: "absent beside another", value: null, expected: undefined },
  ])("takes for a total what is not negative: $name", ({ value, expected }) => {
    const likes = { name: "likes", path: "$.likes", read: at("$.likes"), convert: undefined, adds: true };
    const heat = { name: "heat", path: "$.heat", read: at("$.heat"), convert: undefined, adds: false };
    const rejection = expected === undefined ? undefined : { reason: "bad_type", detail: expected };
    expect(sensor({ measures: [heat, likes] }).map({ likes: value, heat: -1 }, context)).toEqual(rejection);
  });

  it("counts 1 an event for a measure without a path, and asks for no other", () => {
    const mapper = sensor({ measures: [{ name: "posts", path: "", read: undefined, convert: undefined, adds: true }] });
    expect(mapper.map({}, context)).toBeUndefined();
    expect([...mapper.event.values]).toEqual([1]);
  });

  it.each([
    { name: "a number", record: 12, detail: "the record must be an object, got 12" },
    { name: "a text", record: "x", detail: 'the record must be an object, got "x"' },
    { name: "null", record: null, detail: "the record must be an object, got null" },
  ])("regression: counts what is no object only where it is read itself: $name", ({ record, detail }) => {
    const measures = [{ name: "posts", path: "", read: undefined, convert: undefined, adds: true }];
    expect(sensor({ measures }).map(record, context)).toEqual({ reason: "bad_type", detail });
    expect(sensor({ measures }).steps(record, context)).toContainEqual({ part: "measure", name: "", rejection: { reason: "bad_type", detail } });
    expect(sensor({ measures, takesScalars: true }).map(record, context)).toBeUndefined();
  });

  it("takes a record of which only a rate of events is there", () => {
    const counted = { name: "posts", path: "", read: undefined, convert: undefined, adds: true };
    const mapper = sensor({ measures: [counted, { name: "likes", path: "$.likes", read: at("$.likes"), convert: undefined, adds: true }] });
    expect(mapper.map({}, context)).toBeUndefined();
    expect(mapper.event.values).toEqual(Float64Array.of(1, NaN));
  });

  it("tells of each part what it gave, also behind one that rejects the record", () => {
    expect(sensor().steps({ id: {}, site: "a\nb", temperature: "warm", humidity: 54, time: "noon" }, context)).toMatchObject([
      { part: "measure", name: "humidity", value: 0.54 },
      { part: "measure", name: "temperature", rejection: { reason: "bad_type" } },
      { part: "time", rejection: { reason: "no_time" } },
      { part: "label", name: "device", value: "mine" },
      { part: "label", name: "site", rejection: { reason: "bad_label" } },
      { part: "id", rejection: { reason: "bad_type" } },
    ]);
    expect(sensor().steps({}, context)).toMatchObject([
      { name: "humidity" }, { name: "temperature" }, { part: "measure", name: "", rejection: { reason: "missing_field" } }, { part: "time" }, {}, {}, { part: "id" },
    ]);
    expect(sensor({ where: () => false }).steps({}, context)).toEqual([{ part: "where", name: "", value: false }]);
  });

  it("never throws, and what it accepts is sound", () => {
    const mapper = sensor();
    const field = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom("1e999", "NaN", "\ud800", storeTimeMs));
    const record = fc.oneof(fc.jsonValue(), fc.record({ id: field, time: field, site: field, temperature: field, humidity: field }, { requiredKeys: [] }));
    fc.assert(fc.property(record, (value) => {
      const rejection = mapper.map(value, context);
      if (rejection !== undefined) {
        expect(rejection.detail.length).toBeLessThanOrEqual(200);
        return;
      }
      expect(Number.isInteger(mapper.event.timeMs)).toBe(true);
      expect([...mapper.event.values].some((measured) => Number.isFinite(measured))).toBe(true);
      expect([...mapper.event.values]).not.toContain(Infinity);
    }), { seed: 1, numRuns: 2000 });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
