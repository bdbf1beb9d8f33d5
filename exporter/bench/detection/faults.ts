import { valueOf } from "./ordinary.ts";
import type { Ordinary } from "./ordinary.ts";

/** One event of a faulty series. */
interface FaultyEvent {
  readonly timeMs: number;
  readonly value: number;
}

/** A fault at some row of an ordinary series, at one size. */
export interface FaultAt {
  readonly series: Ordinary;
  /** First row that the fault changes. */
  readonly row: number;
  readonly size: number;
  /** 1 or −1; counts and amounts only rise: nothing is eight deviations below where it ends at 0. */
  readonly sign: number;
  /** Rows until the value usually changes, 1 or a little more. */
  readonly changeRows: number;
}

/** What can go wrong with a series, as the simulators inject it where they do. */
export interface FaultKind {
  readonly id: string;
  /** Sizes from small to large. */
  readonly sizes: readonly number[];
  /** The one that must be found. */
  readonly required: number;
  /** What a size is, for the table. */
  readonly unit: string;
  /** Whether it is found at once or only over many events. */
  readonly isSharp: boolean;
  /** Event behind the fault's beginning up to which an onset counts. */
  within(fault: FaultAt): number;
  /** The event `after` events behind the fault's beginning; undefined behind the end of the series. */
  event(fault: FaultAt, after: number): FaultyEvent | undefined;
}

const DEVIATIONS = [2, 4, 6, 8, 12];
const INTERVALS = [3, 5, 10, 20];
const SHARP_WITHIN = 10;
/** As long as the simulators' burst lasts at an event a second, halved. */
const BURST_EVENTS = 10;
const DRIFT_EVENTS = 200;
const VARIANCE_WITHIN = 100;

/** The row as it is with other noise. */
function eventAt(series: Ordinary, row: number, noise: (own: number) => number): FaultyEvent | undefined {
  const [timeMs, own] = [series.timesMs[row], series.noise[row]];
  return timeMs === undefined || own === undefined ? undefined : { timeMs, value: valueOf(series, row, noise(own)) };
}

/** The ordinary noise, moved by `share` of the fault's size in standard deviations. */
function moved({ series, row, size, sign }: FaultAt, after: number, share: number): FaultyEvent | undefined {
  return eventAt(series, row + after, (own) => own + sign * size * share * series.sd);
}

function sharp(id: string, share: (after: number) => number): FaultKind {
  return {
    id, sizes: DEVIATIONS, required: 8, unit: "sd", isSharp: true,
    within: () => SHARP_WITHIN,
    event: (fault, after) => moved(fault, after, share(after)),
  };
}

/** First row behind a gap of `size` intervals in which nothing came. */
function rowBehindGap({ series: { timesMs, intervalMs }, row, size }: FaultAt): number {
  const endMs = (timesMs[row - 1] ?? NaN) + size * intervalMs;
  const behind = timesMs.findIndex((timeMs) => timeMs >= endMs);
  return behind < 0 ? timesMs.length : behind;
}

/** How many events bring the same value. */
function stuckEvents({ size, changeRows }: FaultAt): number {
  return Math.ceil(size * changeRows);
}

/** The value from before the fault, as long as it is stuck. */
function stuck(fault: FaultAt, after: number): FaultyEvent | undefined {
  const event = eventAt(fault.series, fault.row + after, (own) => own);
  const last = eventAt(fault.series, fault.row - 1, (own) => own);
  if (event === undefined || last === undefined || after >= stuckEvents(fault)) return event;
  return { timeMs: event.timeMs, value: last.value };
}

/** Every fault that is measured. */
export const FAULT_KINDS: readonly FaultKind[] = [
  sharp("spike", (after) => (after === 0 ? 1 : 0)),
  sharp("level shift", () => 1),
  // Uneven, as an amount that is multiplied is: from half its size to one and a half times.
  sharp("burst", (after) => (after < BURST_EVENTS ? 1 + 0.5 * Math.sin(2.4 * after + 1) : 0)),
  {
    id: "dropout", sizes: INTERVALS, required: 10, unit: "intervals", isSharp: true,
    within: () => SHARP_WITHIN,
    event: (fault, after) => eventAt(fault.series, rowBehindGap(fault) + after, (own) => own),
  },
  {
    id: "stuck", sizes: INTERVALS, required: 10, unit: "intervals", isSharp: true,
    // Its size is a length: before that it has not been stuck for so long.
    within: (fault) => stuckEvents(fault) + SHARP_WITHIN,
    event: stuck,
  },
  {
    id: "variance", sizes: [2, 4, 8, 16], required: 4, unit: "times", isSharp: false,
    within: () => VARIANCE_WITHIN,
    event: ({ series, row, size }, after) => eventAt(series, row + after, (own) => own * Math.sqrt(size)),
  },
  {
    id: "drift", sizes: DEVIATIONS, required: 8, unit: "sd", isSharp: false,
    within: () => DRIFT_EVENTS,
    event: (fault, after) => moved(fault, after, Math.min(1, (after + 1) / DRIFT_EVENTS)),
  },
];
