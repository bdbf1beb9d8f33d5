import type { Reason } from "../detectors/reasons.ts";
import { emptyReading } from "../metrics/reading.ts";
import { labelText } from "../metrics/text.ts";
import type { SeriesReading, SeriesTable, StateView } from "../pipeline/view.ts";

/** One series and where it stands. */
export interface SeriesShown {
  /** `iot_sensor.temperature{device="mine"}` */
  readonly name: string;
  readonly table: SeriesTable;
  readonly reading: SeriesReading;
  /** What of the reading tells of the events and not of the moment: value, total, anomalies. */
  readonly shown: Readonly<Record<string, number>>;
  /** Why its state rose last; undefined before. */
  readonly reason: Reason | undefined;
}

/** All series of a state, by stream, measure and labels. Cost: some µs each. */
export function seriesOf(view: StateView): SeriesShown[] {
  const all = view.tables().flatMap((table) =>
    Array.from({ length: table.size() }, (_, key) => key).filter((key) => table.isUsed(key)).map((key) => seriesAt(table, key)));
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The series of a key that is in use. */
export function seriesAt(table: SeriesTable, key: number): SeriesShown {
  const reading = emptyReading();
  table.read(key, reading);
  const { value, total, anomalies } = reading;
  const shown = [
    ...(Number.isNaN(value) ? [] : [[table.kind === "rate" ? "per_second" : "value", value] as const]),
    ...(Number.isNaN(total) ? [] : [["total", total] as const]),
    ...(anomalies === 0 ? [] : [["anomalies", anomalies] as const]),
  ];
  return { name: `${table.stream}.${table.measure}{${labelText(table.labelNames, table.labels(key))}}`, table, reading, shown: Object.fromEntries(shown), reason: table.reason(key) };
}
