import { count } from "./count.ts";
import type { KpiKind } from "./kpi.ts";
import { sum } from "./sum.ts";

/** Every kind of KPI by its id: one line each. */
export const kpiKinds: ReadonlyMap<string, KpiKind> = new Map(
  [
    count,
    sum,
  ].map((kind) => [kind.id, kind]),
);
