import { describe, expect, it } from "@jest/globals";
import { checkPlan, compilePlan } from "./compile.ts";
import { PackError } from "./faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";
import type { FoldText } from "./fold-text.ts";
import type { Plan } from "./plan.ts";

const settings = DEFAULT_FOLD_SETTINGS;

const IOT = `
streams:
  sensor:
    subject: iot.sensor.{device}
    id: $.id
    time: { from: $.at, format: yyyy-MM-dd HH:mm:ss, zone: Europe/London }
    labels: { site: $.site, device: '{device}' }
    measures:
      temperature: { from: $.temperature, unit: fahrenheit, detect: moving-average }
      price: { from: $.price, unit: inr/100 }
      posts: { kind: rate, every: 1m, detect: { z-score: {} } }
    keep: { note: $.note }
  lines:
    subject: iot.lines
    format: csv
    columns: [a, b]
    delimiter: ";"
    measures: { total: { from: $.b, kind: counter, unit: KiB } }
kpis:
  readings: { of: sensor, as: count, by: [site, device] }
  spent: { of: sensor.price, as: sum, by: [site], window: 1h, transform: log }
`;

function compile(...packs: [name: string, yaml: string][]): Plan {
  return compilePlan(textOf(packs));
}

function textOf(packs: [name: string, yaml: string][]): FoldText {
  return { packs: packs.map(([name, yaml]) => ({ name, yaml })), settings };
}

describe("compilePlan", () => {
  const plan = compile(["iot", IOT]);

  it("sorts streams, measures and labels by name", () => {
    expect(plan.streams.map(({ name }) => name)).toEqual(["iot_lines", "iot_sensor"]);
    expect(plan.streams[1]?.measures.map(({ name }) => name)).toEqual(["posts", "price", "temperature"]);
    expect(plan.streams[1]?.mapper.measureNames).toEqual(["posts", "price", "temperature"]);
    expect(plan.streams[1]?.mapper.labelNames).toEqual(["device", "site"]);
  });

  it("fills kinds, units and windows", () => {
    const rows = plan.streams.flatMap(({ measures }) => measures.map(({ name, kind, unit, shown, everyMs }) => [name, kind, unit, shown, everyMs]));
    expect(rows).toEqual([
      ["total", "counter", "bytes", 1, 0],
      ["posts", "rate", "", 1, 60_000],
      ["price", "gauge", "inr", 100, 0],
      ["temperature", "gauge", "celsius", 1, 0],
    ]);
  });

  it("keys detectors by id, version and every setting", () => {
    const keys = plan.streams.flatMap(({ measures }) => measures.map(({ detect }) => detect.key));
    expect(keys).toEqual([/^auto@\d+\{"tier":/, /^z-score@\d+\{"/, /^auto@\d+\{"/, /^moving-average@\d+\{"/].map((key) => expect.stringMatching(key)));
    expect(keys[2]).toBe(keys[0]);
  });

  it("takes several detectors as one, words, and amounts as people see them", () => {
    const yaml = `
streams:
  cart:
    subject: cart.{shop}
    labels: { shop: "{shop}" }
    measures:
      total: { from: $.total, unit: inr/100, detect: { z-score: {}, threshold: { above: 90, clear: 5 }, seasonal: { by: hour-of-week }, peers: { by: shop } } }
`;
    const [detect] = compilePlan({ packs: [{ name: "cart", yaml }], settings: DEFAULT_FOLD_SETTINGS }).streams.flatMap(({ measures }) => measures.map((measure) => measure.detect));
    expect(detect?.key.split("+").map((key) => key.replace(/@.*/, ""))).toEqual(["z-score", "threshold", "seasonal", "peers"]);
    expect(detect?.key).toContain('"above":9000,"below":null,"clear":500');
    expect(detect?.key).toContain('"by":"hour-of-week"');
    expect(detect?.groupBy).toEqual(["shop"]);
    expect(detect?.detector.size).toBe(24 + 16 + 24 + 16 * 168 + 8);
  });

  it("remembers ids for ten minutes where one is declared", () => {
    expect(plan.streams.map(({ dedupeMs }) => dedupeMs)).toEqual([0, 600_000]);
  });

  it("maps from bytes to base units", () => {
    const [lines, sensor] = plan.streams;
    const context = { tokens: ["mine"], headers: undefined, storeTimeMs: Date.UTC(2024, 6, 1) };
    const found: unknown[] = [];
    const sink = { record: (value: unknown) => found.push(value), reject: (rejection: unknown) => found.push(rejection) };
    lines?.decode(Buffer.from("1;2\n"), sink);
    sensor?.decode(Buffer.from('{"temperature": 212, "at": "2024-06-01 12:00:00"}'), sink);
    expect(lines?.mapper.map(found[0], context)).toBeUndefined();
    expect(sensor?.mapper.map(found[1], context)).toBeUndefined();
    expect([...(lines?.mapper.event.values ?? [])]).toEqual([2048]);
    expect(sensor?.mapper.event).toEqual({
      timeMs: Date.UTC(2024, 5, 1, 11), id: "", labels: ["mine", ""], values: Float64Array.of(1, NaN, 100), leftOutBy: "",
    });
  });

  it("resolves KPIs to their stream, measure and labels", () => {
    expect(plan.kpis).toMatchObject([
      { stream: "iot", name: "readings", as: "count", source: 1, measure: -1, labelNames: ["device", "site"], labelIndexes: [0, 1], windowMs: 60_000, unit: "", shown: 1 },
      { stream: "iot", name: "spent", as: "sum", source: 1, measure: 1, labelNames: ["site"], labelIndexes: [1], windowMs: 3_600_000, unit: "inr", shown: 100 },
    ]);
  });

  it("puts the transform of a KPI before its detector", () => {
    expect(plan.kpis.map(({ detect }) => detect.key)).toEqual([expect.stringMatching(/^auto@/), expect.stringMatching(/^log@\d+:auto@/)]);
  });

  it("names a stream that is called like its pack by the pack alone", () => {
    const recording = "streams: { recording: { subject: 'recording.{x}', measures: { value: { from: $.v } } } }";
    expect(compile(["recording", recording]).streams[0]?.name).toBe("recording");
  });

  it("is the same whatever the order of packs and of what they declare", () => {
    const one = "streams:\n  b: { subject: a.b, measures: { y: { from: $.y }, x: { from: $.x } } }\n  a: { subject: a.a, measures: { x: { from: $.x } } }\n";
    const two = "streams:\n  a: { subject: a.a, measures: { x: { from: $.x } } }\n  b: { subject: a.b, measures: { x: { from: $.x }, y: { from: $.y } } }\n";
    const shape = ({ streams, captures }: Plan): unknown => ({ captures, streams: streams.map(({ name, measures }) => [name, measures.map((measure) => measure.name)]) });
    expect(shape(compile(["a", one], ["iot", IOT]))).toEqual(shape(compile(["iot", IOT], ["a", two])));
  });

  it("warns of labels that scrapes add, with a better name", () => {
    const yaml = "streams:\n  orders:\n    subject: shop.orders\n    labels:\n      region: $.region\n    measures: { total: { from: $.total } }\n";
    expect(checkPlan(textOf([["shop", yaml]])).warnings).toEqual([{
      pack: "shop", line: 5, option: "streams.orders.labels.region", rule: "a label that scrapes don't commonly add",
      value: '"region"', hint: "rename it to orders_region",
    }]);
  });

  it("tells the faults of all packs at once, in the order of their lines", () => {
    const broken = "streams:\n  a: { subject: x.a, format: jsn, measures: { v: { from: v } } }\n  b: { subject: x..b, measures: { v: { from: $.v } } }\n";
    let lines: string[] = [];
    try {
      compile(["x", broken], ["y", "streams: {}\nkpi: {}\n"], ["iot", IOT]);
    } catch (error) {
      lines = error instanceof PackError ? error.message.split("\n") : [];
    }
    expect(lines).toEqual([
      'x/pack.yml:2: streams.a.measures.v.from must be a path like $.name, $.list[0], $["any name"] or {token}, got "v"',
      'x/pack.yml:2: streams.a.format must be one of cloudevents, csv, json, logfmt, ndjson, text, got "jsn" (did you mean json?)',
      'x/pack.yml:3: streams.b.subject must be a NATS subject like iot.sensor.{device}, with * for any token and > for the rest at the end, got "x..b"',
      'y/pack.yml:2: kpi must be one of the options captures, streams, kpis, calendar, alerts, got "kpi" (did you mean kpis?)',
    ]);
  });
});
