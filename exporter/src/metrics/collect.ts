import type { Clock } from "../model/clock.ts";
import { staleAfterMs } from "../pipeline/readiness.ts";
import type { SeriesReading, SeriesTable, StateView } from "../pipeline/view.ts";
import { LabelCache } from "./label-cache.ts";
import { NotableKeys, WHOLE_TABLE_KEYS } from "./notable.ts";
import { emptyReading } from "./reading.ts";
import { Turn } from "./turn.ts";

/** How much one exposition may hold. */
export interface SeriesLimits {
  /** Samples of series in all. */
  readonly maxSeries: number;
  readonly maxSeriesPerMetric: number;
}

/** What a series can have a sample of; NaN = none. */
const COLUMNS = ["value", "total", "score", "expected", "lower", "upper", "anomalies", "start", "lastEvent"] as const;
export type Column = (typeof COLUMNS)[number];

/** The exposed series of one table at one moment each. */
export interface TableSamples {
  readonly table: SeriesTable;
  /** Inner label text of the series' own labels. */
  readonly labels: readonly string[];
  /** Beside `labels`. Times in seconds. */
  readonly columns: Readonly<Record<Column, readonly number[]>>;
}

/** All series of one exposition. */
export interface Collected {
  readonly tables: readonly TableSamples[];
  /** Samples in `tables`. */
  readonly samples: number;
  /** Samples, at the most, that the limits left out. */
  readonly hidden: number;
}

/** Families in which every series has a sample: SERIES_FAMILIES. */
const SCORED_SAMPLES = 7;
const SLICE_KEYS = 128;

/** An anomaly lasts while its state is at this score or above. */
const LASTING_SCORE = 0.7;

/**
 * Copies what is to be exposed out of the state, in turns of the loop of a few milliseconds; each series is read
 * at one moment. Where limits bind, tables and keys that come first win, so that the choice stays the same.
 */
export class SeriesCollector {
  readonly #clock: Clock;
  readonly #limits: SeriesLimits;
  readonly #labels = new LabelCache();
  readonly #notable: NotableKeys;

  constructor(clock: Clock, limits: SeriesLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#notable = new NotableKeys(clock, limits.maxSeriesPerMetric);
  }

  async collect(view: StateView): Promise<Collected> {
    const budget = new Budget(this.#limits);
    const turn = new Turn(this.#clock);
    const tables: TableSamples[] = [];
    let count = 0;
    for (const table of view.tables()) {
      const keys = table.size() > WHOLE_TABLE_KEYS ? await this.#notable.keys(table) : allKeys(table.size());
      const samples = new Rows(table);
      budget.beginTable();
      for (const [i, key] of keys.entries()) {
        if (i % SLICE_KEYS === 0 && turn.isOver()) await turn.next();
        if (!table.isUsed(key)) continue;
        const share = budget.take(table.kind === "rate" ? 2 : 1);
        if (share !== "none") samples.add(key, this.#labels.text(table, key), view.logTimeMs(), share === "all");
      }
      tables.push(samples);
      count += countSamples(samples);
    }
    // Writing begins a turn of its own.
    await turn.next();
    return { tables, samples: count, hidden: budget.hidden };
  }
}

function allKeys(size: number): number[] {
  return Array.from({ length: size }, (_, key) => key);
}

function countSamples({ columns }: TableSamples): number {
  return COLUMNS.reduce((sum, column) => sum + columns[column].reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0), 0);
}

/** What the limits still allow. A series counts with all the samples that it may have, so that it doesn't come and go with them. */
class Budget {
  hidden = 0;
  readonly #perMetric: number;
  #left: number;
  #inTable = 0;
  #scored = 0;

  constructor({ maxSeries, maxSeriesPerMetric }: SeriesLimits) {
    this.#left = maxSeries;
    this.#perMetric = maxSeriesPerMetric;
  }

  beginTable(): void {
    this.#inTable = 0;
  }

  /** What a series with `own` samples beside the scored families may show. */
  take(own: number): "all" | "own" | "none" {
    if (this.#inTable >= this.#perMetric || own > this.#left) {
      this.hidden += own + SCORED_SAMPLES;
      return "none";
    }
    this.#inTable++;
    this.#left -= own;
    if (this.#scored >= this.#perMetric || this.#left < SCORED_SAMPLES) {
      this.hidden += SCORED_SAMPLES;
      return "own";
    }
    this.#scored++;
    this.#left -= SCORED_SAMPLES;
    return "all";
  }
}

/** The samples of one table while they are collected. */
class Rows implements TableSamples {
  readonly table: SeriesTable;
  readonly labels: string[] = [];
  readonly columns: Record<Column, number[]> = {
    value: [], total: [], score: [], expected: [], lower: [], upper: [], anomalies: [], start: [], lastEvent: [],
  };
  readonly #reading: SeriesReading = emptyReading();

  constructor(table: SeriesTable) {
    this.table = table;
  }

  add(key: number, labels: string, logTimeMs: number, scored: boolean): void {
    const reading = this.#reading;
    this.table.read(key, reading);
    this.labels.push(labels);
    const isFresh = logTimeMs - reading.lastLogMs <= staleAfterMs(reading.intervalMs);
    // Silence raises a score that no event does: it is shown for as long as the anomaly lasts.
    const state = (value: number): number => (scored && (isFresh || reading.score >= LASTING_SCORE) ? value : NaN);
    const gauge = (value: number): number => (isFresh ? value : NaN);
    // A detector that warms up has no say yet: the score is 0 and nothing is expected.
    const band = (value: number): number => (scored && reading.ready ? gauge(value) : NaN);
    const { columns } = this;
    columns.value.push(this.table.kind === "counter" ? reading.value : gauge(reading.value));
    columns.total.push(reading.total);
    columns.score.push(state(reading.score));
    columns.expected.push(band(reading.expected));
    columns.lower.push(band(reading.lower));
    columns.upper.push(band(reading.upper));
    columns.anomalies.push(scored ? reading.anomalies : NaN);
    columns.start.push(state(reading.anomalyStartMs) / 1000);
    // Not there before the first window of a rate is closed. Outlives the value: how long a series has been silent is read from it.
    columns.lastEvent.push(scored && reading.lastEventMs > 0 ? reading.lastEventMs / 1000 : NaN);
  }
}
