import type { KpiKind } from "./kpi.ts";

/** Number of events in the window. */
export const count: KpiKind = { id: "count", needsMeasure: false, result: (_sum, events) => events };
