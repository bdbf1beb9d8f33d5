import { reasonOf } from "../detectors/reasons.ts";
import type { Reason } from "../detectors/reasons.ts";
import { REJECTION_REASONS } from "../model/rejection.ts";
import { ABSENT } from "../pack/plan.ts";
import type { StreamPlan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import { scoreOfEvidence } from "../stats/evidence.ts";
import type { FoldState } from "./fold-state.ts";
import { readinessOf } from "./readiness.ts";
import { isAnomalous, stateAt } from "./scoring.ts";
import type { StreamCounts } from "./totals.ts";
import type { SeriesReading, SeriesTable, StateView, StreamTotals } from "./view.ts";

/** The state of a fold as the outside may read it. Its tables stay the same objects until a reload, for readers' caches. */
export function viewOf(state: FoldState): StateView {
  const { tables } = state;
  let made: { of: FoldState["streams"]; tables: SeriesTable[] } | undefined;
  return {
    logTimeMs: () => tables.logMs,
    totals: () => Object.entries(tables.counts).map(([stream, counts]): StreamTotals => ({
      stream,
      received: counts.received,
      rejected: occurred(REJECTION_REASONS.map((reason, i) => [reason, counts.rejected[i] ?? 0])),
      filtered: filteredOf(counts, state.streams.find(({ plan }) => plan.name === stream)?.plan),
      late: counts.late,
      refused: counts.refused,
      evicted: counts.evicted,
      keys: state.streams.find(({ plan }) => plan.name === stream)?.keys.count() ?? 0,
    })),
    tables: () => {
      if (made?.of !== state.streams) made = { of: state.streams, tables: tablesOf(state) };
      return made.tables;
    },
    discarded: () => tables.discarded,
    rewound: () => tables.rewound,
    mutes: () => state.mutesInForce(),
    sourceSkipped: () => occurred(Object.entries(tables.sources).map(([source, { skipped }]) => [source, skipped])),
  };
}

function filteredOf(counts: StreamCounts, plan: StreamPlan | undefined): ReadonlyMap<string, number> {
  const declared = plan === undefined ? [] : [...plan.mapper.leavesOutBy, ...plan.measures.flatMap(({ filters }) => filters.map(({ id }) => id))];
  return new Map([...declared.map((filter): [string, number] => [filter, 0]), ...occurred([["duplicates", counts.duplicates]]), ...Object.entries(counts.filtered ?? {})]);
}

function occurred(entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  return new Map(entries.filter(([, count]) => count > 0));
}

function tablesOf(state: FoldState): SeriesTable[] {
  const nowMs = (): number => state.tables.logMs;
  const measures = state.streams.flatMap((stream) =>
    stream.measures.map(({ plan, series }) =>
      table({
        stream: stream.plan.name, measure: plan.name, kind: plan.kind, unit: plan.unit, shown: plan.shown,
        labelNames: stream.plan.mapper.labelNames, keys: stream.keys, series, nowMs,
      })),
  );
  const absences = state.streams.flatMap(({ plan, absence }) =>
    absence === undefined ? [] : table({
      stream: plan.name, measure: ABSENT.name, kind: "gauge", unit: ABSENT.unit, shown: 1,
      labelNames: [], keys: absence.keys, series: absence.series, nowMs,
    }),
  );
  const kpis = state.kpis.map(({ plan, keys, series }) =>
    table({
      stream: plan.stream, measure: plan.name, kind: "kpi", unit: plan.unit, shown: plan.shown,
      labelNames: plan.labelNames, keys, series, nowMs,
    }),
  );
  return [...measures, ...absences, ...kpis];
}

interface TableParts extends Pick<SeriesTable, "stream" | "measure" | "kind" | "unit" | "labelNames"> {
  readonly shown: number;
  readonly keys: KeyTable;
  readonly series: SeriesSlab;
  nowMs(): number;
}

function table(parts: TableParts): SeriesTable {
  const { keys, series } = parts;
  return {
    stream: parts.stream,
    measure: parts.measure,
    kind: parts.kind,
    unit: parts.unit,
    labelNames: parts.labelNames,
    get generation() {
      return keys.generation;
    },
    size: () => keys.size(),
    isUsed: (key) => keys.isUsed(key) && series.isUsed(key),
    labels: (key) => (parts.labelNames.length === 0 ? [] : keys.text(key).split("\0")),
    read: (key, reading) => { read(parts, key, reading); },
    lasts: (key) => isAnomalous(series.records.view(key), series.records.offset(key), parts.nowMs()),
    reason: (key) => reason(parts, key),
  };
}

function read(parts: TableParts, key: number, reading: SeriesReading): void {
  const { kind, shown } = parts;
  const record = parts.series.records.view(key);
  const offset = parts.series.records.offset(key);
  const field = (at: number): number => record.getFloat64(offset + at, true);
  const nowMs = parts.nowMs();
  // Counters score and expect rates of the same unit, so all values but times are shown alike.
  const observed = field(SERIES.events) > 0;
  const total = field(SERIES.total) / shown;
  const value = observed ? field(SERIES.value) / shown : NaN;
  reading.value = kind === "counter" ? total : value;
  reading.total = kind === "rate" ? total : NaN;
  reading.lastEventMs = field(SERIES.lastEventMs);
  reading.lastLogMs = field(SERIES.lastLogMs);
  reading.intervalMs = field(SERIES.intervalMs);
  reading.ready = record.getUint8(offset + SERIES.ready) === 1;
  reading.score = scoreOfEvidence(stateAt(record, offset, nowMs));
  reading.expected = observed ? field(SERIES.expected) / shown : NaN;
  reading.lower = observed ? field(SERIES.lower) / shown : NaN;
  reading.upper = observed ? field(SERIES.upper) / shown : NaN;
  reading.anomalies = field(SERIES.anomalies);
  reading.anomalyStartMs = reading.anomalies > 0 ? field(SERIES.startMs) : NaN;
  reading.readiness = readinessOf(reading.ready, nowMs - reading.lastLogMs, reading.intervalMs);
  readRise(reading, field, shown);
}

function readRise(reading: SeriesReading, field: (at: number) => number, shown: number): void {
  const rose = field(SERIES.state) > 0;
  reading.riseValue = rose ? field(SERIES.riseValue) / shown : NaN;
  reading.riseExpected = rose ? field(SERIES.riseExpected) / shown : NaN;
  reading.riseMs = rose ? field(SERIES.riseEventMs) : NaN;
}

/** Counters and rates are scored as their increase a second, and told so. */
function reason({ kind, unit, shown, series }: TableParts, key: number): Reason | undefined {
  const record = series.records.view(key);
  const offset = series.records.offset(key);
  const field = (at: number): number => record.getFloat64(offset + at, true);
  return reasonOf(record.getUint8(offset + SERIES.reason), {
    value: field(SERIES.riseValue) / shown,
    expected: field(SERIES.riseExpected) / shown,
    lower: field(SERIES.lower) / shown,
    upper: field(SERIES.upper) / shown,
    unit: kind === "counter" || kind === "rate" ? `${unit} a second`.trimStart() : unit,
    a: field(SERIES.reasonA), b: field(SERIES.reasonB), c: field(SERIES.reasonC),
  }, shown);
}
