import type { DecodeLimits } from "../formats/format.ts";
import type { Field } from "./fields.ts";
import { isThere, readFields } from "./fields.ts";
import { rolesOf } from "./roles.ts";
import type { SeenMessage, Shape } from "./sample.ts";
import { SAMPLE_LIMITS } from "./sample.ts";
import { decode } from "./shape-of.ts";

/** A stream's events before they have a meaning. */
export interface SeenRecords {
  /** Those of the items first where there is `each`. */
  readonly fields: readonly Field[];
  readonly each: string | undefined;
  /** The tokens of each event's subject. */
  readonly tokens: readonly (readonly string[])[];
}

const ENOUGH = 0.95;

/**
 * Reads the fields of messages. Where the records hold no number but a list of objects that do, its items are the events:
 * readings that were sent together.
 */
export function readRecords(messages: readonly SeenMessage[], shape: Shape, limits: DecodeLimits): SeenRecords {
  const decoded = decode(messages, shape, limits);
  const records = decoded.records.slice(0, SAMPLE_LIMITS.messages);
  const tokens = records.map((_record, at) => (decoded.messages[at]?.subject ?? "").split("."));
  const fields = readFields(records);
  const whole: SeenRecords = { fields, each: undefined, tokens };
  if ([...rolesOf(fields, tokens).values()].includes("measure")) return whole;
  const list = fields.find((field) => isList(field, records.length));
  return list === undefined ? whole : (ofItems(list, records, tokens) ?? whole);
}

function isList({ values }: Field, records: number): boolean {
  return values.filter((value) => Array.isArray(value) && value.length > 0 && value.every(isObject)).length >= records * ENOUGH;
}

function ofItems(list: Field, records: readonly unknown[], tokens: SeenRecords["tokens"]): SeenRecords | undefined {
  const items: unknown[] = [];
  const owners: number[] = [];
  list.values.forEach((held, at) => {
    if (!Array.isArray(held)) return;
    for (const item of held as readonly unknown[]) {
      items.push(item);
      owners.push(at);
    }
  });
  const inner = readFields(items);
  const outer = readFields(owners.map((at) => records[at]), "$$").filter(({ steps }) => steps.join("\0") !== list.steps.join("\0"));
  const ownTokens = owners.map((at) => tokens[at] ?? []);
  if (![...rolesOf(inner, ownTokens).values()].includes("measure")) return undefined;
  return { fields: [...inner, ...outer], each: `${list.path}[*]`, tokens: ownTokens };
}

function isObject(value: unknown): boolean {
  return isThere(value) && typeof value === "object" && !Array.isArray(value);
}
