import type { KpiKind } from "./kpi.ts";

/** Sum of a measure over the events of the window; 0 where none came. */
export const sum: KpiKind = { id: "sum", needsMeasure: true, result: (total) => total };
