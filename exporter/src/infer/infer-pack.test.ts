import { describe, expect, it } from "@jest/globals";
import { checkPlan } from "../pack/compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import { cutFile } from "./cut-file.ts";
import { inferPack } from "./infer-pack.ts";
import type { InferredPack } from "./infer-pack.ts";
import type { SeenMessage } from "./sample.ts";

const LIMITS = { maxBytes: DEFAULT_FOLD_SETTINGS.maxPayloadBytes, maxDepth: DEFAULT_FOLD_SETTINGS.maxDepth };
const lines = (line: (at: number) => string): string => Array.from({ length: 40 }, (_none, at) => line(at)).join("\n");
const minute = (at: number): string => new Date(Date.UTC(2026, 0, 2, 3, at)).toISOString();

const infer = (messages: readonly SeenMessage[]): InferredPack => inferPack(messages, "a test", { fold: DEFAULT_FOLD_SETTINGS, nowMs: Date.UTC(2026, 5, 1) });
const ofFile = (text: string): InferredPack => infer(cutFile(text, LIMITS).map((piece) => ({ subject: "yard.gate", payload: new TextEncoder().encode(piece) })));
const message = (subject: string, body: unknown): SeenMessage => ({ subject, payload: new TextEncoder().encode(JSON.stringify(body)) });

describe("the format of a file", () => {
  it.each([
    { name: "lines of JSON", text: lines((at) => JSON.stringify({ time: minute(at), n: at })), expected: { format: "ndjson" } },
    { name: "a JSON array", text: JSON.stringify([{ n: 1 }, { n: 2 }]), expected: { format: "json" } },
    { name: "a table with a header", text: `time,n\n${lines((at) => `${minute(at)},${at}`)}`, expected: { format: "csv", delimiter: undefined, columns: undefined } },
    { name: "a table with semicolons", text: `time;n;"a,b"\n${lines((at) => `${minute(at)};${at};"1,2"`)}`, expected: { format: "csv", delimiter: ";", columns: undefined } },
    { name: "a table without a header", text: lines((at) => `${minute(at)},${at},x`), expected: { format: "csv", columns: ["column_1", "column_2", "column_3"] } },
    { name: "logfmt", text: lines((at) => `ts=${minute(at)} level=info n=${at}`), expected: { format: "logfmt" } },
    { name: "an access log", text: lines((at) => `192.0.2.1 - - [02/Jan/2026:03:04:05 +0000] "GET /${at} HTTP/1.1" 200 ${at} "-" "curl"`), expected: { format: "text", pattern: ["%{COMBINED}"] } },
    { name: "a log with commas in its times", text: lines((at) => `2026-01-02 03:04:${10 + at},123 INFO started`), expected: { format: "text", pattern: ["%{TIMESTAMP:time} %{LEVEL:level} %{REST:message}"] } },
    { name: "lines of which nothing is known", text: lines((at) => `something happened ${at}`), expected: { format: "text", pattern: ["%{REST:message}"] } },
  ])("is found: $name", ({ text, expected }) => {
    const { streams, share } = ofFile(text);
    expect(streams[0]?.shape).toMatchObject(expected);
    expect(share.mapped).toBe(share.records);
  });
});

describe("an inferred pack", () => {
  it("passes the check without a warning, whatever the fields are called", () => {
    const { pack, yaml } = ofFile(lines((at) => JSON.stringify({ time: minute(at), type: ["a", "b"][at % 2], job: "x", le: ["p", "q"][at % 2], "odd name: '": at, true: at, "1xx": at })));
    expect(checkPlan({ packs: [{ name: pack, yaml }], settings: DEFAULT_FOLD_SETTINGS }).warnings).toEqual([]);
  });

  it("counts events of which some hold no number", () => {
    const { yaml, share } = ofFile(lines((at) => JSON.stringify(at % 2 === 0 ? { time: minute(at), size: at } : { time: minute(at) })));
    expect(share).toEqual({ records: 40, mapped: 40, rejected: {} });
    expect(yaml).toContain("events: { kind: rate, every: 1m }");
  });

  it("counts messages that are a word each, and their words", () => {
    const { yaml, share } = infer(Array.from({ length: 40 }, (_none, at) => message("door.state", ["open", "closed"][at % 2])));
    expect(share).toEqual({ records: 40, mapped: 40, rejected: {} });
    expect(yaml).toMatch(/value: \$ # 2 values seen/);
  });

  it("says what it could not map", () => {
    const { yaml, share } = ofFile(lines((at) => (at === 9 ? "{" : JSON.stringify({ time: minute(at), size: at }))));
    expect(share.rejected).toEqual({ bad_syntax: 1 });
    expect(yaml).toContain("# It maps 39 of the 40 records that were seen (97.5 %); rejected: 1 bad_syntax.");
  });

  it("makes each reading of a batch an event", () => {
    const { streams } = ofFile(lines((at) => JSON.stringify({ site: ["n", "s"][at % 2], readings: [{ t: minute(at), value: at }, { t: minute(at), value: -at }] })));
    expect(streams[0]).toMatchObject({ each: "$.readings[*]", time: { from: "$.t" }, labels: [{ from: "$$.site" }], measures: [{ from: "$.value" }], records: 80 });
  });

  it("takes a number alone for a measure", () => {
    const { streams } = infer(Array.from({ length: 40 }, (_none, at) => message(`room.${at % 2}.heat`, at)));
    expect(streams[0]).toMatchObject({ subject: "room.{room}.heat", measures: [{ name: "value", from: "$" }] });
  });
});

describe("subjects", () => {
  const cars = Array.from({ length: 40 }, (_none, at) => message(`fleet.cars.${at % 4}`, { time: minute(at), car: String(at % 4), speed: at }));
  const doors = Array.from({ length: 40 }, (_none, at) => message(`fleet.doors.${at % 3}`, { at: minute(at), opened: at, by: "x" }));

  it("make a stream of each shape, and a label of what varies within one", () => {
    const { streams, share } = infer([...cars, ...doors]);
    expect(streams.map(({ name, subject }) => ({ name, subject }))).toEqual([{ name: "cars", subject: "fleet.cars.{car}" }, { name: "doors", subject: "fleet.doors.{door}" }]);
    expect(share.mapped).toBe(80);
  });

  it("are captured by themselves where the pack can't have their first word as its name", () => {
    expect(infer([message("Lab-7", { n: 1 })]).yaml).toContain("captures: [Lab-7]");
  });
});
