import { hashText } from "../model/hash.ts";

/** Stands for every value of a label that has no room of its own. */
export const OTHER = "__other__";

/** How a pack bounds the values of a label, apart from `max`, which needs memory. */
export interface LabelRules {
  /** All others become `__other__`. */
  readonly values: readonly string[] | undefined;
  /** So many buckets, numbered from 0: equal values share one. */
  readonly hash: number | undefined;
  /** So many characters (code points) from the beginning. */
  readonly truncate: number | undefined;
}

/** Cuts first, then looks into the closed set, then hashes; undefined where there is nothing to do. */
export function compileLabelRule({ values, hash, truncate }: LabelRules): ((text: string) => string) | undefined {
  const known = values && new Set(values);
  const steps = [
    truncate === undefined ? undefined : (text: string) => firstPoints(text, truncate),
    known === undefined ? undefined : (text: string) => (known.has(text) ? text : OTHER),
    hash === undefined ? undefined : (text: string) => bucketOf(text, hash),
  ].filter((step) => step !== undefined);
  return steps.length === 0 ? undefined : (text) => steps.reduce((value, step) => step(value), text);
}

function firstPoints(text: string, count: number): string {
  return text.length <= count ? text : Array.from(text).slice(0, count).join("");
}

function bucketOf(text: string, buckets: number): string {
  const pair = { low: 0, high: 0 };
  hashText(text, 0, pair);
  return String(pair.low % buckets);
}
