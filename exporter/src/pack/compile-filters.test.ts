import { describe, expect, it } from "@jest/globals";
import { compilePlan } from "./compile.ts";
import { PackError } from "./faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";
import type { StreamPlan } from "./plan.ts";

/** A stream with these filters, from line 4 on; a gauge in °C, one in money, a counter and a rate. */
function pack(filters: readonly string[], options: readonly string[] = ["id: $.id"]): string {
  const measures = "{ heat: { from: $.heat, unit: fahrenheit }, price: { from: $.price, unit: inr/100 }, total: { from: $.total, kind: counter }, posts: { kind: rate } }";
  return ["streams:", "  sensor:", "    filters:", ...filters.map((filter) => `      - ${filter}`), "    subject: iot.sensor", ...options.map((option) => `    ${option}`), `    measures: ${measures}`].join("\n");
}

function compile(yaml: string): StreamPlan | undefined {
  return compilePlan({ packs: [{ name: "iot", yaml }], settings: DEFAULT_FOLD_SETTINGS }).streams[0];
}

/** `measure: filter keys` of all measures that have some. */
function keys(yaml: string): string[] {
  return (compile(yaml)?.measures ?? []).filter(({ filters }) => filters.length > 0).map(({ name, filters }) => `${name}: ${filters.map(({ key }) => key).join(" ")}`);
}

function faults(yaml: string): string[] {
  try {
    compile(yaml);
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.message.split("\n");
    throw error;
  }
}

describe("filters of a pack", () => {
  it.each([
    { name: "a filter of one measure", filters: ["range: { measure: heat, min: -40, max: 125 }"], expected: ['heat: range@1{"max":125,"min":-40}'] },
    { name: "amounts in the unit in which the measure is shown", filters: ["range: { measure: price, max: 1e6 }"], expected: ['price: range@1{"max":100000000}'] },
    { name: "a bare value for the main setting", filters: ["minimum-interval: 30s"], expected: ['heat: minimum-interval@1{"every":30000}', 'price: minimum-interval@1{"every":30000}', 'total: minimum-interval@1{"every":30000}'] },
    { name: "a bare name for no settings", filters: ["plausible", "median-of-three"], expected: ["heat: plausible@1{} median-of-three@1{}", "price: median-of-three@1{}"] },
    { name: "what can't be true first, else in the order written", filters: ["median-of-three: { measure: heat }", "sampling: { measure: heat, one_in: 10 }", "plausible: {}"], expected: ['heat: plausible@1{} median-of-three@1{} sampling@1{"one_in":10}'] },
    { name: "one kind twice with other settings", filters: ["minimum-interval: { measure: heat, every: 1s }", "minimum-interval: { measure: heat, every: 2s }"], expected: ['heat: minimum-interval@1{"every":1000} minimum-interval@1{"every":2000}'] },
    { name: "no filters for measures that it does not take", filters: ["deadband: { by: 1 }"], expected: ['heat: deadband@1{"at_least_every":60000,"by":1}', 'price: deadband@1{"at_least_every":60000,"by":100}'] },
    { name: "none", filters: ["duplicates: 5m"], expected: [] },
  ])("can be $name", ({ filters, expected }) => {
    expect(keys(pack(filters))).toEqual(expected);
  });

  it.each([
    { filters: ["duplicates: 5m"], options: ["id: $.id"], expected: 300_000 },
    { filters: ["duplicates: { within: 1h }"], options: ["id: $.id"], expected: 3_600_000 },
    { filters: ["duplicates"], options: ["id: $.id"], expected: 600_000 },
    { filters: ["plausible"], options: ["id: $.id", "dedupe: 5m"], expected: 300_000 },
  ])("remember ids for $expected ms by $filters and $options", ({ filters, options, expected }) => {
    expect(compile(pack(filters, options))?.dedupeMs).toBe(expected);
  });

  it.each([
    { name: "unknown", filters: ["plausible", "dedband: { by: 1 }"], expected: 'iot/pack.yml:5: streams.sensor.filters.1 must be one of deadband, drop, duplicates, median-of-three, minimum-interval, plausible, range, rate-of-change, sampling, got "dedband" (did you mean deadband?)' },
    { name: "with a setting of another filter", filters: ["range: { max: 1, evry: 1s }"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.range.evry must be one of the settings measure, min, max, got "evry"' },
    { name: "with a mistyped setting", filters: ["deadband: { ratoi: 0.1 }"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.deadband.ratoi must be one of the settings measure, by, ratio, at_least_every, got "ratoi" (did you mean ratio?)' },
    { name: "of no measure", filters: ["range: { measure: haet, max: 1 }"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.range.measure must be a measure of the stream: heat, posts, price, total, got "haet" (did you mean heat?)' },
    { name: "of a measure that it means nothing for", filters: ["deadband: { measure: total, by: 1 }"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.deadband must be for a gauge, got "total"' },
    { name: "of units of which nothing is known", filters: ["plausible: { measure: price }"], expected: /filters\.0\.plausible must be for a measure in bytes, celsius, .+, got "price"/ },
    { name: "with a bare value that stands for nothing", filters: ["range: 3"], expected: "iot/pack.yml:4: streams.sensor.filters.0.range must be { measure, min, max }, got 3" },
    { name: "with a bad duration", filters: ["minimum-interval: 10"], expected: "iot/pack.yml:4: streams.sensor.filters.0.minimum-interval must be a duration like 30s, 10m or 1h, from 1ms to 24h, got 10" },
    { name: "with a part of a whole number", filters: ["sampling: 2.5"], expected: "iot/pack.yml:4: streams.sensor.filters.0.sampling must be a whole number from 2 to 1000000, got 2.5" },
    { name: "with text for a number", filters: ["range: { max: high }"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.range.max must be a number, got "high"' },
    { name: "with a rate of 0", filters: ["rate-of-change: 0"], expected: "iot/pack.yml:4: streams.sensor.filters.0.rate-of-change must be a number above 0, got 0" },
    { name: "without what it needs", filters: ["range: {}"], expected: "iot/pack.yml:4: streams.sensor.filters.0.range must be min, max or both, got {}" },
    { name: "twice the same", filters: ["plausible", "plausible: { measure: heat }"], expected: 'iot/pack.yml:5: streams.sensor.filters.1.plausible must be another than one before it of measure heat, got {"measure":"heat"}' },
    { name: "in one entry with another", filters: ["{ plausible: {}, range: {} }"], expected: /filters\.0 must be one filter of deadband, .+, got/ },
    { name: "without an id to go by", filters: ["duplicates: 5m"], options: [], expected: 'iot/pack.yml:4: streams.sensor.filters.0 must be left out where there is no id, got "duplicates"' },
    { name: "beside dedupe", filters: ["duplicates: 5m"], options: ["id: $.id", "dedupe: 10m"], expected: 'iot/pack.yml:4: streams.sensor.filters.0 must be left out where dedupe is given, which is the same, got "duplicates"' },
    { name: "of ids twice", filters: ["duplicates: 5m", "duplicates: 6m"], expected: 'iot/pack.yml:5: streams.sensor.filters.1.duplicates must be there once, got "duplicates"' },
    { name: "with half a condition", filters: ["drop: '$.status =='"], expected: /^iot\/pack\.yml:4: streams\.sensor\.filters\.0\.drop must be an expression in CEL .+, got "\$\.status =="$/ },
    { name: "with a condition that gives a number", filters: ["drop: '1 + 1'"], expected: /filters\.0\.drop must be a condition, true or false .+, got "1 \+ 1"/ },
    { name: "that drop by no text", filters: ["drop: 1"], expected: 'iot/pack.yml:4: streams.sensor.filters.0.drop must be a condition like $.status == "test", got 1' },
    { name: "that drop by another word", filters: ["drop: { whne: '$.a == 1' }"], expected: /filters\.0\.drop\.whne must be one of the settings when, got "whne" \(did you mean when\?\)/ },
    { name: "that is a number", filters: ["3"], expected: "iot/pack.yml:4: streams.sensor.filters.0 must be a filter's name, or { name: value }, or { name: { setting: value } }, got 3" },
  ])("are refused: $name", ({ filters, options, expected }) => {
    const found = faults(pack(filters, options));
    if (expected instanceof RegExp) expect(found[0]).toMatch(expected);
    else expect(found).toEqual([expected]);
  });
});
