import { z } from "zod";
import { ALERT_SEVERITIES, DEFAULT_TEAM } from "../contract/alerts.ts";
import { CASTS } from "../mapping/refine.ts";
import { parseDurationMs } from "./duration.ts";

/** What streams, measures and KPIs may be called: they become parts of metric names. */
export const NAME = /^[a-z][a-z0-9_]{0,63}$/;
/** Reads on after "must be". */
export const NAME_RULE = "a name of small letters, digits and underscores that begins with a letter, 64 at the most";

const name = z.string().regex(NAME, NAME_RULE);
const labelName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a label's name of letters, digits and underscores");
const path = z.string({ error: "a path like $.name or {token}, or behind = an expression" });
const condition = z.string({ error: 'a condition like $.type == "order"' });
const linePattern = z.string({ error: "a pattern like %{COMBINED}" });

const duration = (least: string, most: string) => {
  const rule = `a duration like 30s, 10m or 1h, from ${least} to ${most}`;
  return z.string({ error: rule }).transform((text, context) => {
    const ms = parseDurationMs(text);
    if (ms !== undefined && ms >= (parseDurationMs(least) ?? 0) && ms <= (parseDurationMs(most) ?? 0)) return ms;
    context.issues.push({ code: "custom", message: rule, input: text });
    return z.NEVER;
  });
};

const text = (rule: string) => z.string({ error: rule });
const mapping = (rule: string) => ({ error: `${rule}, each on a line of its own below` });

/** `detect: name` stands for `detect: { name: {} }`. */
const detect = z.preprocess(
  (value) => (typeof value === "string" ? { [value]: {} } : value),
  z.record(z.string(), z.record(z.string(), z.number({ error: "a number" }), mapping("settings")), {
    error: "a detector's name, or { name: { setting: number } }",
  }),
).prefault("z-score");

/** `time: path` stands for `time: { from: path }`. */
const time = z.preprocess(
  (value) => (typeof value === "string" ? { from: value } : value),
  z.strictObject({
    from: path,
    format: text("auto, rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns or a pattern like yyyy-MM-dd HH:mm:ss").default("auto"),
    zone: text("an IANA time zone like Europe/London").optional(),
    required: z.boolean({ error: "true or false" }).default(false),
  }, { error: "a path like $.time, or { from, format, zone, required }" }),
);

const constant = z.union([z.string(), z.number(), z.boolean()], { error: "a text, a number, true or false" });
const count = (most: number) => {
  const error = `a whole number from 1 to ${most}`;
  return z.int({ error }).min(1, error).max(most, error);
};

/** What labels and kept attributes share; a path stands for `{ from: path }`. */
const field = {
  from: path,
  type: z.enum(CASTS, { error: `one of ${CASTS.join(", ")}` }).optional(),
  default: constant.optional(),
};
const fromPath = (value: unknown): unknown => (typeof value === "string" ? { from: value } : value);

const label = z.preprocess(fromPath, z.strictObject({
  ...field,
  values: z.array(constant.transform(String), { error: "a list of values" }).min(1, "a list of values").optional(),
  max: count(100_000).optional(),
  hash: count(10_000).optional(),
  truncate: count(128).optional(),
}, { error: "a path like $.name or {token}, or { from, type, default, values, max, hash, truncate }" }));

const kept = z.preprocess(fromPath, z.strictObject(field, { error: "a path like $.name, or { from, type, default }" }));

/** `as:` is another word for `kind:`, as in KPIs. */
const measure = z.preprocess(withKind, z.strictObject({
  from: path.optional(),
  type: z.enum(["number", "boolean"], { error: "one of number, boolean" }).optional(),
  default: z.number({ error: "a number" }).optional(),
  enum: z.record(z.string(), z.number({ error: "a number" }), { error: "words and their numbers, like { open: 1, closed: 0 }" }).optional(),
  where: condition.optional(),
  unit: text("a unit like celsius, bytes or inr/100").default(""),
  kind: z.enum(["gauge", "counter", "rate"], { error: "one of gauge, counter, rate" }).default("gauge"),
  every: duration("1s", "1d").optional(),
  detect,
}, mapping("the measure's options")));

const filterSetting = z.union([z.string(), z.number()], { error: "a number or a text" });

/** `filters: [name]` stands for `filters: [{ name: {} }]`, and a value in the place of {} for the filter's main setting. */
const filter = z.preprocess(
  (value) => (typeof value === "string" ? { [value]: {} } : value),
  z.record(z.string(), z.union([filterSetting, z.record(z.string(), filterSetting)], { error: "a value, or settings" }), {
    error: "a filter's name, or { name: value }, or { name: { setting: value } }",
  }),
);

/** `absent: true` stands for `absent: {}`. */
const absent = z.preprocess(
  (value) => (value === true ? {} : value),
  z.strictObject({
    every: duration("5s", "1h").prefault("10s"),
    onset: z.number({ error: "a number from 1 to 1000" }).min(1, "a number from 1 to 1000").max(1000, "a number from 1 to 1000").default(3),
  }, { error: "true, or { every, onset }" }),
);

const stream = z.strictObject({
  subject: text("a NATS subject like iot.sensor.{device}"),
  format: text("a format").default("json"),
  columns: z.array(text("a column's name"), { error: "a list of columns' names" }).min(1, "a list of columns' names").optional(),
  delimiter: z.string().regex(/^[^"\r\n]$/, "one character").optional(),
  pattern: z.union([linePattern, z.array(linePattern).min(1)], { error: "a pattern like %{COMBINED}, or a list of patterns" }).optional(),
  patterns: z.record(z.string(), linePattern, mapping("patterns, NAME: pattern")).optional(),
  collection: z.string().regex(NAME, NAME_RULE).optional(),
  id: path.optional(),
  dedupe: duration("1s", "7d").optional(),
  time: time.optional(),
  each: text("a path to a list like $.items[*]").optional(),
  where: condition.optional(),
  labels: z.record(labelName, label, mapping("labels, name: path")).default({}),
  measures: z.record(name, measure, mapping("measures")),
  absent: absent.optional(),
  filters: z.array(filter, { error: "a list of filters" }).default([]),
  keep: z.record(z.string(), kept, mapping("attributes, name: path")).default({}),
}, mapping("the stream's options"));

const kpi = z.strictObject({
  of: text("a stream of the pack like sensor, or a measure of it like sensor.energy"),
  as: text("a kind of KPI"),
  by: z.array(text("a label's name"), { error: "a list of the stream's labels" }).default([]),
  window: duration("1s", "7d").prefault("1m"),
  detect,
}, mapping("the KPI's options"));

const sentence = "a sentence that ends with a full stop";

const alert = z.strictObject({
  when: text("a condition like levels.on_hand < 5"),
  for: duration("0s", "7d").prefault("0s"),
  severity: z.enum(ALERT_SEVERITIES, { error: `one of ${ALERT_SEVERITIES.join(", ")}` }),
  team: z.string().regex(NAME, NAME_RULE).default(DEFAULT_TEAM),
  summary: z.string({ error: sentence }).regex(/^\S.{0,198}\.$/, sentence),
  description: text("a text with {value}, {limit} and {label}").max(1_000, "a text of 1,000 characters at the most").optional(),
  runbook: z.string().regex(/^[^\s{}"]+$/, "a URL, or a path below the base of all runbooks").optional(),
}, mapping("the alert's options"));

/** The one schema of pack.yml, version 1. Each message is the rule that the option must keep. */
export const packSchema = z.strictObject({
  captures: z.array(text("a NATS subject like iot.>"), { error: "a list of NATS subjects like iot.>" }).min(1, "a list of NATS subjects like iot.>").optional(),
  streams: z.record(name, stream, mapping("streams")),
  kpis: z.record(name, kpi, mapping("KPIs")).default({}),
  alerts: z.record(z.string().regex(/^[A-Z][A-Za-z0-9]{0,63}$/, "an alert's name like CartsAbandoned"), alert, mapping("alerts")).default({}),
}, mapping("streams and kpis"));

function withKind(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("as" in value) || "kind" in value) return value;
  const { as: kind, ...rest } = value;
  return { ...rest, kind };
}

/** A pack as written, defaults filled in. */
export type PackSpec = z.output<typeof packSchema>;
export type StreamSpec = PackSpec["streams"][string];
export type FieldOptions = StreamSpec["keep"][string];
export type LabelOptions = StreamSpec["labels"][string];
export type MeasureOptions = StreamSpec["measures"][string];
export type KpiSpec = PackSpec["kpis"][string];
export type AlertSpec = PackSpec["alerts"][string];
export type FilterSpec = StreamSpec["filters"][number];
export type DetectSpec = MeasureOptions["detect"];
