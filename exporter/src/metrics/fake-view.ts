import type { Reason } from "../detectors/reasons.ts";
import type { SeriesReading, SeriesTable, StateView } from "../pipeline/view.ts";
import { emptyReading } from "./reading.ts";

/** For tests: one series of a table. */
export interface FakeSeries extends Partial<SeriesReading> {
  readonly labels: readonly string[];
  readonly lasts?: boolean;
  readonly reason?: Reason;
}

/** For tests: a table of listed series, all seen at log time 0 unless they say otherwise. */
export function fakeTable(of: Partial<SeriesTable> & { readonly series: readonly (FakeSeries | undefined)[] }): SeriesTable {
  return {
    stream: "iot_sensor",
    measure: "temperature",
    kind: "gauge",
    unit: "celsius",
    labelNames: ["device"],
    generation: 0,
    size: () => of.series.length,
    isUsed: (key) => of.series[key] !== undefined,
    labels: (key) => [...(of.series[key]?.labels ?? [])],
    read: (key, reading) => { Object.assign(reading, emptyReading(), of.series[key]); },
    lasts: (key) => of.series[key]?.lasts ?? false,
    reason: (key) => of.series[key]?.reason,
    ...of,
  };
}

/** For tests: a state with these tables and nothing else. */
export function fakeView(tables: readonly SeriesTable[], of: Partial<StateView> = {}): StateView {
  return {
    logTimeMs: () => 0,
    totals: () => [],
    tables: () => tables,
    discarded: () => 0,
    rewound: () => 0,
    mutes: () => [],
    sourceSkipped: () => new Map(),
    ...of,
  };
}
