import type { Condition } from "./condition.ts";
import { describe, Failure } from "./failure.ts";
import { labelValue } from "./labels.ts";
import type { Read } from "./read.ts";

/** What a value may be made before it is used. */
export const CASTS = ["string", "number", "boolean"] as const;
export type Cast = (typeof CASTS)[number];

const TRUE: ReadonlySet<string> = new Set(["true", "yes", "on", "1"]);
const FALSE: ReadonlySet<string> = new Set(["false", "no", "off", "0"]);

const CASTING: Readonly<Record<Cast, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  number: (value) => {
    if (typeof value === "boolean") return value ? 1 : 0;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : new Failure(`${describe(value)}, which is no number`);
  },
  boolean: (value) => {
    const word = String(value).toLowerCase();
    if (TRUE.has(word)) return true;
    return FALSE.has(word) ? false : new Failure(`${describe(value)}, which is neither true nor false`);
  },
};

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Makes every value that is there a string, number or boolean; a Failure where it can't be one. */
export function withCast(read: Read, cast: Cast): Read {
  const convert = CASTING[cast];
  return (record, context) => {
    const value = read(record, context);
    return isAbsent(value) || value instanceof Failure ? value : convert(value);
  };
}

/** The value, or `fallback` where there is none: nothing, null or empty text. */
export function withDefault(read: Read, fallback: string | number | boolean): Read {
  return (record, context) => {
    const value = read(record, context);
    return isAbsent(value) ? fallback : value;
  };
}

/** The number that stands for a word; a Failure for a word that is not in the list. */
export function withNumbers(read: Read, numbers: Readonly<Record<string, number>>): Read {
  const known = new Map(Object.entries(numbers));
  return (record, context) => {
    const value = read(record, context);
    if (isAbsent(value) || value instanceof Failure) return value;
    return known.get(String(value)) ?? new Failure(`${describe(value)}, which is none of ${[...known.keys()].join(", ")}`);
  };
}

/** The value where the condition holds, else nothing. */
export function withCondition(read: Read, condition: Condition): Read {
  return (record, context) => {
    const holds = condition(record, context);
    if (holds === true) return read(record, context);
    return holds === false ? undefined : new Failure(holds.detail);
  };
}

/** A label's text after `rule`; a label that is absent stays so. */
export function withLabelRule(read: Read, rule: (text: string) => string): Read {
  return (record, context) => {
    const value = read(record, context);
    const text = labelValue(value);
    if (text === undefined) return value;
    return text === "" ? "" : rule(text);
  };
}
