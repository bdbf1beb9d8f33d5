/** One way of turning the events of a window into one value. */
export interface KpiKind {
  /** As written in packs after `as:`. */
  readonly id: string;
  /** True if it needs a measure (`of: stream.measure`), false if it counts events (`of: stream`). */
  readonly needsMeasure: boolean;
  /** The window's value from the sum of its amounts and the number of its events. */
  result(sum: number, count: number): number;
}
