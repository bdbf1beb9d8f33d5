import { measureValue } from "../mapping/measures.ts";
import { wordsOf } from "./words.ts";

/** One field of a stream's records and what was seen in it. */
export interface Field {
  /** As in packs: `$.name`, or `$$.name` outside the items of each. */
  readonly path: string;
  /** Names on the way, without the `$`. */
  readonly steps: readonly string[];
  /** Words of its last name. */
  readonly words: readonly string[];
  /** By record; undefined where the record has none. */
  readonly values: readonly unknown[];
  /** Records in which it is there. */
  readonly present: number;
  readonly distinct: number;
  /** Every value that is there is a number, or decimal text. */
  readonly isNumber: boolean;
  readonly isBoolean: boolean;
  /** Every value that is there is text, a number or a boolean. */
  readonly isPlain: boolean;
  /** Longest as text. */
  readonly longest: number;
}

const MOST_FIELDS = 400;
const DEEPEST = 6;

/** Null and "" stand for nothing, as in the mapping. */
export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** The fields of records, in the order in which they were met; of more than 400 the first. */
export function readFields(records: readonly unknown[], root = "$"): Field[] {
  const columns = new Map<string, { steps: readonly string[]; values: unknown[] }>();
  records.forEach((record, at) => {
    walk(record, [], (steps, value) => {
      const path = pathOf(root, steps);
      let column = columns.get(path);
      if (column === undefined) {
        if (columns.size >= MOST_FIELDS) return;
        column = { steps, values: new Array<unknown>(records.length) };
        columns.set(path, column);
      }
      column.values[at] = value;
    });
  });
  return [...columns].map(([path, { steps, values }]) => fieldOf(path, steps, values));
}

function walk(value: unknown, steps: readonly string[], visit: (steps: readonly string[], value: unknown) => void): void {
  if (typeof value !== "object" || value === null || Array.isArray(value) || steps.length >= DEEPEST || isKeyed(value)) {
    visit(steps, value);
    return;
  }
  for (const [name, held] of Object.entries(value)) walk(held, [...steps, name], visit);
}

/** An object whose names are data, such as hosts: its members are objects of one shape under names that are no words of a schema. */
function isKeyed(value: object): boolean {
  const entries = Object.entries(value);
  if (entries.length < 2 || !entries.every(([, held]) => typeof held === "object" && held !== null && !Array.isArray(held))) return false;
  const [first = [], ...others] = entries.map(([, held]) => Object.keys(held as object));
  const isAlike = others.every((names) => similarity(new Set(first), new Set(names)) >= 0.6);
  return isAlike && (entries.length > 8 || entries.some(([name]) => !/^[A-Za-z_]\w*$/.test(name)));
}

/** Whether every value that is there, as text, looks so. */
export function allMatch({ values, isPlain }: Field, shape: RegExp): boolean {
  return isPlain && values.every((value) => !isThere(value) || shape.test(String(value as string | number | boolean)));
}

/** Shared members by all members, 0 to 1; 1 for two empty sets. */
export function similarity(one: ReadonlySet<string>, two: ReadonlySet<string>): number {
  const shared = [...one].filter((name) => two.has(name)).length;
  const all = one.size + two.size - shared;
  return all === 0 ? 1 : shared / all;
}

function pathOf(root: string, steps: readonly string[]): string {
  return root + steps.map((name) => (/^[A-Za-z_][\w-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)).join("");
}

function fieldOf(path: string, steps: readonly string[], values: readonly unknown[]): Field {
  const there = values.filter(isThere);
  const isPlain = there.every((value) => typeof value !== "object");
  return {
    path, steps, values, isPlain,
    words: wordsOf(steps.at(-1) ?? "value"),
    present: there.length,
    distinct: isPlain ? new Set(there).size : there.length,
    isNumber: there.length > 0 && there.every((value) => typeof value !== "boolean" && typeof measureValue(value) === "number"),
    isBoolean: there.length > 0 && there.every((value) => typeof value === "boolean" || value === "true" || value === "false"),
    longest: isPlain ? there.reduce((most: number, value) => Math.max(most, String(value).length), 0) : Infinity,
  };
}
