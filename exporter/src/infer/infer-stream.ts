import type { DecodeLimits } from "../formats/format.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import { isCounter } from "./counter.ts";
import type { Field } from "./fields.ts";
import { isThere } from "./fields.ts";
import type { LabelFinding, MeasureFinding, StreamFindings } from "./findings.ts";
import { findId } from "./id-field.ts";
import type { SeenRecords } from "./records.ts";
import { readRecords } from "./records.ts";
import { rolesOf } from "./roles.ts";
import type { Role } from "./roles.ts";
import { shapeOf } from "./shape-of.ts";
import type { SubjectGroup } from "./subjects.ts";
import { findTime } from "./time-field.ts";
import { unitOf } from "./unit-of.ts";
import { freeName, packName, wordsOf } from "./words.ts";

/** What streams are read under. */
export interface InferSettings {
  readonly fold: FoldSettings;
  /** No event is later than this, ms since 1970. */
  readonly nowMs: number;
}

/** Labels that Prometheus, Eddy or most scrapes set themselves: the stream's name is put before them. */
const TAKEN_LABELS: ReadonlySet<string> = new Set([
  "le", "quantile", "job", "instance", "stream", "measure",
  "region", "zone", "cluster", "env", "environment", "service", "customer", "owner", "stage", "type",
]);

/** Finds out what the messages of one stream hold. */
export function inferStream(group: SubjectGroup, settings: InferSettings): StreamFindings {
  const limits = limitsOf(settings);
  const shape = shapeOf(group.messages, limits);
  const seen = readRecords(group.messages, shape, limits);
  const name = streamName(group.tokens);
  const time = findTime(seen.fields, settings.nowMs);
  // A CloudEvent is told apart by source and id together.
  const id = shape.format === "cloudevents" ? "$.source_id" : findId(seen.fields, time?.from);
  const left = seen.fields.filter(({ path }) => path !== time?.from && path !== id && !(shape.format === "cloudevents" && ENVELOPE.has(path)));
  const tokens = nameTokens(group.tokens, left, seen.tokens);
  const own = left.filter((field) => !tokens.some(({ twin }) => twin === field));
  const roles = rolesOf(own, seen.tokens);
  const isSparse = lacksMeasures(own.filter((field) => roles.get(field) === "measure"), seen.tokens.length);
  const taken = new Set<string>();
  const labels = [
    ...tokens.map((token) => ({ name: freeName(labelName([token.name], name), taken), from: `{${token.name}}`, distinct: token.distinct })),
    ...labelsOf(own, roles, name, taken),
  ];
  return {
    name, shape, time, id, labels,
    subject: subjectOf(group.tokens, tokens),
    each: seen.each,
    measures: measuresOf(own, roles, seen, isSparse || shape.format === "text" || shape.format === "logfmt"),
    keep: own.filter((field) => roles.get(field) === "kept" && field.present > 0).map(({ path, steps }) => ({ name: freeName(nameOf(steps), taken), from: path })),
    records: seen.tokens.length,
  };
}

/** What a payload must keep to be read at all. */
export function limitsOf({ fold }: InferSettings): DecodeLimits {
  return { maxBytes: fold.maxPayloadBytes, maxDepth: fold.maxDepth };
}

/** Of a CloudEvent's attributes those that say how it is written. */
const ENVELOPE: ReadonlySet<string> = new Set(["$.id", "$.source_id", "$.specversion", "$.datacontenttype", "$.dataschema"]);

function streamName(tokens: readonly (string | undefined)[]): string {
  const words = tokens.flatMap((token) => (token === undefined ? [] : [token]));
  const own = words.length > 1 ? words.slice(1) : words;
  return packName(own.flatMap(wordsOf), "events");
}

interface NamedToken {
  readonly at: number;
  readonly name: string;
  readonly distinct: number;
  /** The field that says the same. */
  readonly twin: Field | undefined;
}

/** A varying token is named after the field that holds the same, else after the word before it. */
function nameTokens(subject: readonly (string | undefined)[], fields: readonly Field[], tokens: SeenRecords["tokens"]): NamedToken[] {
  const taken = new Set<string>();
  return subject.flatMap((fixed, at) => {
    if (fixed !== undefined) return [];
    const twin = fields.find(({ values }) => values.length > 0 && values.every((value, record) => value === tokens[record]?.[at]));
    const before = subject[at - 1];
    const words = twin?.words ?? (before === undefined ? [`token${at + 1}`] : wordsOf(before).map(singular));
    return [{ at, twin, name: freeName(packName(words, `token_${at + 1}`), taken), distinct: new Set(tokens.map((held) => held[at])).size }];
  });
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, "y");
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function subjectOf(tokens: readonly (string | undefined)[], named: readonly NamedToken[]): string {
  return tokens.map((token, at) => token ?? `{${named.find((one) => one.at === at)?.name ?? ""}}`).join(".");
}

/** Whether a record has none of the measures: without a rate that counts events it would be rejected as missing_field. */
function lacksMeasures(measures: readonly Field[], records: number): boolean {
  if (measures.some(({ present }) => present === records)) return false;
  for (let at = 0; at < records; at++) if (!measures.some(({ values }) => isThere(values[at]))) return true;
  return false;
}

function labelsOf(fields: readonly Field[], roles: ReadonlyMap<Field, Role>, stream: string, taken: Set<string>): LabelFinding[] {
  return fields.filter((field) => roles.get(field) === "label")
    .map(({ steps, path, distinct }) => ({ name: freeName(labelName([nameOf(steps)], stream), taken), from: path, distinct }));
}

function labelName(words: readonly string[], stream: string): string {
  const name = packName(words, "label");
  return TAKEN_LABELS.has(name) ? `${stream}_${name}` : name;
}

function nameOf(steps: readonly string[]): string {
  return packName(steps.flatMap(wordsOf), "value");
}

function measuresOf(fields: readonly Field[], roles: ReadonlyMap<Field, Role>, { tokens }: SeenRecords, isLog: boolean): MeasureFinding[] {
  const labels = fields.filter((field) => roles.get(field) === "label");
  const series = tokens.map((held, at) => JSON.stringify([held, labels.map(({ values }) => values[at])]));
  const taken = new Set<string>();
  const found = fields.filter((field) => roles.get(field) === "measure").map((field): MeasureFinding => {
    const { unit, words } = unitOf(field.words);
    const name = packName([...field.steps.slice(0, -1).flatMap(wordsOf), ...words], "value");
    const kind = isCounter(field, series) ? "counter" : "gauge";
    return { name: freeName(kind === "counter" ? name.replace(/_total$/, "") : name, taken), from: field.path, unit, kind };
  });
  // Lines of a log count for themselves, and so do records that hold no number.
  return isLog ? [...found, { name: freeName("events", taken), from: undefined, unit: "", kind: "rate" }] : found;
}
