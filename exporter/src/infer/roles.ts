import type { Field } from "./fields.ts";
import { CODED, DIMENSION, NUMBERED, PRIVATE, hasWord } from "./words.ts";

/** What a field is to a stream. */
export type Role = "label" | "measure" | "kept";

const MOST_VALUES = 100;
const LONGEST_LABEL = 60;
const MOST_LABELS = 8;
const MOST_MEASURES = 64;
/** Most series (combinations of labels) that a sample may come to. */
const MOST_SERIES = 1_000;

/** The role of each field, in their order: bounded in labels, series and measures; what is left over is kept. */
export function rolesOf(fields: readonly Field[], tokens: readonly (readonly string[])[]): Map<Field, Role> {
  const roles = new Map(fields.map((field) => [field, roleOf(field)]));
  const labels = fields.filter((field) => roles.get(field) === "label");
  for (const field of tooMany(labels, tokens)) roles.set(field, "kept");
  for (const field of fields.filter((one) => roles.get(one) === "measure").slice(MOST_MEASURES)) roles.set(field, "kept");
  return roles;
}

function roleOf(field: Field): Role {
  if (!field.isPlain || field.present === 0) return "kept";
  if (field.isNumber) return numberRole(field);
  return isLabel(field) ? "label" : "kept";
}

/** A number is an amount unless its name says that it stands for a thing, a kind or a place. */
function numberRole(field: Field): Role {
  const { words, values } = field;
  const last = words.slice(-1);
  const isWhole = values.every((value) => value === undefined || Number.isInteger(Number(value)));
  if (isWhole && hasWord(last, CODED)) return isLabel(field) ? "label" : "kept";
  if (hasWord(last, NUMBERED) || (isWhole && hasWord(last, PRIVATE))) return hasWord(words, DIMENSION) && isLabel(field) ? "label" : "kept";
  return "measure";
}

/** Few values for the number of records, short ones, and nothing of a person's own. */
function isLabel({ words, present, distinct, longest, values, isBoolean }: Field): boolean {
  if (isBoolean) return distinct > 1;
  if (longest > LONGEST_LABEL || hasWord(words, PRIVATE) || values.some(isNoLabel)) return false;
  const isDimension = hasWord(words, DIMENSION);
  if (distinct === 1) return isDimension;
  // Never one that no record shares with another, unless its name says that some will.
  return (distinct < present || isDimension) && distinct <= Math.min(MOST_VALUES, Math.max(3, present * (isDimension ? 0.5 : 0.25)));
}

/** Addresses, dates and text with control characters. */
function isNoLabel(value: unknown): boolean {
  return typeof value === "string" && (/\p{Cc}/u.test(value) || /^\d{4}-\d\d-\d\d/.test(value) || /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(value));
}

/** The labels to give up, those of most values first, until the sample has few enough series. */
function tooMany(labels: readonly Field[], tokens: readonly (readonly string[])[]): Field[] {
  const left = [...labels].sort((a, b) => a.distinct - b.distinct);
  const given: Field[] = left.splice(MOST_LABELS);
  while (left.length > 0 && seriesOf(left, tokens) > MOST_SERIES) {
    const widest = left.pop();
    if (widest !== undefined) given.push(widest);
  }
  return given;
}

function seriesOf(labels: readonly Field[], tokens: readonly (readonly string[])[]): number {
  return new Set(tokens.map((held, at) => JSON.stringify([labels.map(({ values }) => values[at]), held]))).size;
}
