import type { MeasureKind } from "../plan.ts";

/** A measure or KPI of a pack, as a condition may name it. */
export interface Measured {
  /** `levels.on_hand`, or a KPI's name. */
  readonly name: string;
  /** Labels `stream` and `measure` of its series. */
  readonly stream: string;
  readonly measure: string;
  readonly kind: MeasureKind | "kpi";
  /** Base unit as shown: money in the major one. */
  readonly unit: string;
  /** The series' own labels, sorted. */
  readonly labels: readonly string[];
}

/** Adds label matchers to every metric that an expression reads: `at('host="a"')`; "" adds none. */
export type Selected = (matchers: string) => string;

/** A value in a condition: one number a series. */
export interface Vector {
  readonly promql: Selected;
  /** Labels of its series beside those of the scrape. */
  readonly labels: readonly string[];
  readonly unit: string;
  /** Names of the metrics that it reads. */
  readonly metrics: readonly string[];
  /** What it is made from first of all. */
  readonly of: Measured;
}

/** A side of a comparison. */
export type Term = Vector | number;

/** `{a,b}` of the matchers that are not empty. */
export function selector(metric: string, ...matchers: readonly string[]): string {
  const given = matchers.filter((matcher) => matcher !== "");
  return given.length === 0 ? metric : `${metric}{${given.join(",")}}`;
}
