import type { Anomaly, AnomalyReport } from "../contract/anomalies.ts";
import type { Clock } from "../model/clock.ts";
import type { SeriesTable, StateView } from "../pipeline/view.ts";
import { severityOf } from "../stats/severity.ts";
import { emptyReading } from "./reading.ts";
import { Turn } from "./turn.ts";

/** Which of the anomalies that last are told. */
export interface LastingQuery {
  /** So many at the most, the gravest and newest. */
  readonly most: number;
  /** Only of this stream, or KPIs of this pack. */
  readonly stream?: string | undefined;
}

const SLICE_KEYS = 512;
const GRAVITY = { none: 0, info: 1, warning: 2, critical: 3 } as const;

/**
 * Looks through all series for anomalies that last, in turns of the loop of a few milliseconds; some 0.1 µs a key
 * and no more memory than for twice the answer.
 */
export async function lastingAnomalies(view: StateView, { most, stream }: LastingQuery, clock: Clock): Promise<AnomalyReport> {
  const turn = new Turn(clock);
  let found: Anomaly[] = [];
  let total = 0;
  for (const table of view.tables()) {
    if (stream !== undefined && table.stream !== stream) continue;
    for (let key = 0; key < table.size(); key++) {
      if (key % SLICE_KEYS === 0 && turn.isOver()) await turn.next();
      if (!table.isUsed(key) || !table.lasts(key)) continue;
      total++;
      found.push(anomalyAt(table, key));
      if (found.length >= 2 * most) found = gravest(found, most);
    }
  }
  return { at: new Date(view.logTimeMs()).toISOString(), total, anomalies: gravest(found, most) };
}

function gravest(found: readonly Anomaly[], most: number): Anomaly[] {
  return [...found].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity] || Date.parse(b.since) - Date.parse(a.since)).slice(0, most);
}

/** What is to be said of one series whose anomaly lasts. */
function anomalyAt(table: SeriesTable, key: number): Anomaly {
  const reading = emptyReading();
  table.read(key, reading);
  const values = table.labels(key);
  const labels = table.labelNames.map((name, i): [string, string] => [name, values[i] ?? ""]).filter(([, value]) => value !== "");
  const reason = table.reason(key);
  return {
    stream: table.stream,
    measure: table.measure,
    unit: table.unit,
    labels: Object.fromEntries(labels),
    value: known(reading.value),
    expected: known(reading.expected),
    lower: known(reading.lower),
    upper: known(reading.upper),
    since: timeText(reading.anomalyStartMs),
    rise: { at: timeText(reading.riseMs), value: known(reading.riseValue), expected: known(reading.riseExpected) },
    readiness: reading.readiness,
    state: reading.score,
    severity: severityOf(reading.score),
    reason: reason === undefined ? null : { ...reason, figures: Object.fromEntries(Object.entries(reason.figures).map(([name, value]) => [name, known(value)])) },
  };
}

/** JSON knows neither NaN nor infinity. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function timeText(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : "";
}
