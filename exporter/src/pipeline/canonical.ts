import type { KeyTable } from "../state/key-table.ts";
import { SERIES } from "../state/series.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { Slab } from "../state/slab.ts";
import type { TimingWheel } from "../state/timing-wheel.ts";
import type { Windows } from "../state/windows.ts";
import type { FoldTables } from "./fold-state.ts";
import type { Fold } from "./fold.ts";
import type { Groups } from "./groups.ts";
import type { StreamState } from "./stream-state.ts";

/**
 * The state as text, a line each thing, in an order and form that depend on nothing but its meaning: two folds of
 * the same log give the same text to the byte, whatever was restarted in between. Not for reading back.
 */
export function* canonicalLines(fold: Fold): Generator<string> {
  const { state } = fold;
  const { tables } = state;
  const { sequence, storeTimeMs, storeTimeNs, hash } = fold.position();
  yield line("fold", { epoch: tables.epoch, sequence, storeTimeMs, storeTimeNs, hash, logMs: tables.logMs, discarded: tables.discarded, rewound: tables.rewound });
  yield line("text", tables.text);
  yield* tableLines(tables);
  for (const stream of byName(state.streams, ({ plan }) => plan.name)) yield* streamLines(stream);
  for (const kpi of byName(state.kpis, ({ plan }) => `${plan.stream} ${plan.name}`)) {
    const name = `${kpi.plan.stream} ${kpi.plan.name}`;
    yield* seriesLines(name, sortedKeys(kpi.keys), kpi.series);
    yield* windowLines(name, kpi.keys, kpi.windowed.windows);
  }
}

function* streamLines(stream: StreamState): Generator<string> {
  const keys = sortedKeys(stream.keys);
  for (const { name, values } of stream.limits?.labels ?? []) yield line(`values ${stream.plan.name} ${name}`, sortedKeys(values).map(([text]) => text));
  for (const { plan, series, windowed, silence, groups } of byName(stream.measures, (measure) => measure.plan.name)) {
    const name = `${stream.plan.name} ${plan.name}`;
    yield* seriesLines(name, keys, series);
    if (groups !== undefined) yield* groupLines(name, groups);
    if (silence !== undefined) yield* wheelLines(name, keys, silence.wheel);
    if (windowed !== undefined) yield* windowLines(name, stream.keys, windowed.windows);
  }
  yield* filterLines(stream, keys);
  yield* absenceLines(stream);
  if (stream.ids !== undefined) yield line(`ids ${stream.plan.name}`, stream.ids.list().sort());
}

/** Fields of a series' record that are one byte. */
const BYTES: ReadonlySet<number> = new Set([SERIES.open, SERIES.ready, SERIES.reason]);

function* tableLines({ sources, counts, clocks, absences, mutes }: FoldTables): Generator<string> {
  yield* sorted("source", sources);
  yield* sorted("counts", counts);
  yield* sorted("clock", clocks);
  yield* sorted("absence", absences ?? {});
  for (const mute of byName(mutes ?? [], ({ id }) => id)) yield line("mute", mute);
}

/** A key of a table: its label values, joined, and its number. */
type NamedKey = readonly [text: string, key: number];

function sortedKeys(keys: KeyTable): NamedKey[] {
  const list: NamedKey[] = [];
  for (let key = 0; key < keys.size(); key++) if (keys.isUsed(key)) list.push([keys.text(key), key]);
  return list.sort(([a], [b]) => compare(a, b));
}

function* seriesLines(name: string, keys: readonly NamedKey[], series: SeriesSlab): Generator<string> {
  for (const [text, key] of keys) {
    if (!series.isUsed(key)) continue;
    const view = series.records.view(key);
    const offset = series.records.offset(key);
    const record = Object.fromEntries(
      Object.entries(SERIES).map(([field, at]) => [field, BYTES.has(at) ? view.getUint8(offset + at) : view.getFloat64(offset + at, true)]),
    );
    yield line(`series ${name}`, { labels: text.split("\0"), ...record, detector: hex(series.detector(key), series.seat(key)) });
  }
}

function* windowLines(name: string, keys: KeyTable, windows: Windows): Generator<string> {
  const lines: string[] = [];
  windows.forEach(({ key, window, sum, count, zeroes }) => {
    lines.push(line(`window ${name}`, { window, labels: keys.text(key).split("\0"), sum, count, zeroes }));
  });
  yield* lines.sort(compare);
}

/** What siblings share. */
function* groupLines(name: string, { table, records }: Groups): Generator<string> {
  for (const [text, group] of sortedKeys(table)) yield line(`group ${name}`, { labels: text.split("\0"), state: hex(records, group) });
}

/** When each key's silence is looked at next. */
function* wheelLines(name: string, keys: readonly NamedKey[], wheel: TimingWheel): Generator<string> {
  for (const [text, key] of keys) if (wheel.isArmed(key)) yield line(`wheel ${name}`, { labels: text.split("\0"), atMs: wheel.armedAtMs(key) });
}

function* absenceLines({ plan, absence }: StreamState): Generator<string> {
  if (absence !== undefined) yield* seriesLines(`${plan.name} absent`, sortedKeys(absence.keys), absence.series);
}

/** What filters remember of the keys that they have seen. */
function* filterLines({ plan, filters }: StreamState, keys: readonly NamedKey[]): Generator<string> {
  for (const { measure, key: filter, slab } of filters?.columns ?? []) {
    for (const [text, key] of keys) {
      const state = hex(slab, key);
      if (/[^0]/.test(state)) yield line(`filter ${plan.name} ${plan.measures[measure]?.name ?? ""} ${filter}`, { labels: text.split("\0"), state });
    }
  }
}

function hex(slab: Slab, key: number): string {
  if (!slab.has(key)) return "";
  const view = slab.view(key);
  const offset = slab.offset(key);
  let text = "";
  for (let i = 0; i < slab.recordBytes; i++) text += view.getUint8(offset + i).toString(16).padStart(2, "0");
  return text;
}

function* sorted(kind: string, table: Readonly<Record<string, unknown>>): Generator<string> {
  for (const [name, value] of Object.entries(table).sort(([a], [b]) => compare(a, b))) yield line(`${kind} ${name}`, value);
}

function byName<T>(list: readonly T[], nameOf: (item: T) => string): T[] {
  return [...list].sort((a, b) => compare(nameOf(a), nameOf(b)));
}

/** By code unit, the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function line(kind: string, value: unknown): string {
  return `${kind} ${JSON.stringify(value)}\n`;
}
