import { CONTROL_TICK } from "../contract/subjects.ts";
import { SeriesCollector } from "../metrics/collect.ts";
import { seriesFamilies } from "../metrics/series-families.ts";
import { streamFamilies } from "../metrics/stream-families.ts";
import type { Reason } from "../detectors/reasons.ts";
import type { Clock } from "../model/clock.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { FoldText } from "../pack/fold-text.ts";
import { mutesInForce } from "../pipeline/mutes.ts";
import type { MuteInForce } from "../pipeline/mutes.ts";
import type { Readiness } from "../pipeline/readiness.ts";
import type { StateView } from "../pipeline/view.ts";
import type { MappingStep } from "../mapping/mapper.ts";
import { readPack } from "../pack/read-pack.ts";
import { fieldSources } from "./field-sources.ts";
import type { FieldSources } from "./field-sources.ts";
import { mappingSteps } from "./mapping-steps.ts";
import { seriesOf } from "./series-of.ts";
import { Trial } from "./trial.ts";
import type { RecordShown } from "./trial.ts";

/** What becomes of one event in an Eddy that has seen nothing else. */
export interface Explanation {
  readonly subject: string;
  /** What stands for its time where it has none, ms since 1970. */
  readonly storeTimeMs: number;
  /** Undefined = no pack declares the subject. */
  readonly stream: string | undefined;
  readonly pack: string | undefined;
  readonly sources: FieldSources | undefined;
  readonly records: readonly RecordShown[];
  /** What each part of the mapping gave, a list each record or item; empty for what is no record. */
  readonly steps: readonly (readonly MappingStep[])[];
  readonly filtered: Readonly<Record<string, number>>;
  /** Samples of /metrics that are there because of the event. */
  readonly metrics: readonly string[];
  /** Series by name, also those of windows, which were closed for that. */
  readonly series: Readonly<Record<string, object>>;
  /** Whether the detector of each series is ready, its state, and why. */
  readonly judged: Readonly<Record<string, { readonly readiness: Readiness; readonly state: number; readonly reason: Reason | undefined }>>;
  /** Windows of the pack's calendar that cover the time of an event, each once. */
  readonly muted: readonly MuteInForce[];
  /** Undefined = there is none of this kind. */
  readonly firstRejection: { readonly reason: string; readonly detail: string } | undefined;
}

/** Everything that one event shows. */
const WIDE = { maxSeries: 100_000, maxSeriesPerMetric: 100_000 };
/** Longer than any window with its lateness. */
const AFTERWARDS_MS = 30 * 86_400_000;

/** Puts one message through the packs, into an empty state, and reads back what came of it. The packs must be sound. */
export async function explainEvent(text: FoldText, event: RawEvent, clock: Clock): Promise<Explanation> {
  const trial = new Trial(text);
  const { stream, records, filtered } = trial.apply(event);
  const metrics = await metricLines(trial.view, clock);
  const judged = seriesOf(trial.view).map(({ name, reading, reason }) => [name, { readiness: reading.readiness, state: reading.score, reason }] as const);
  trial.apply({
    subject: CONTROL_TICK, sequence: event.sequence + 1, storeTimeMs: event.storeTimeMs + AFTERWARDS_MS, storeTimeNs: 0,
    payload: new Uint8Array(), headers: undefined,
  });
  const rejection = records.flatMap((record) => ("event" in record ? [] : [record.rejection]))[0];
  return {
    subject: event.subject, storeTimeMs: event.storeTimeMs, stream: stream?.name, pack: stream?.pack,
    sources: stream && sourcesOf(text, stream.pack, stream.name),
    records, steps: trial.fold.plan === undefined ? [] : mappingSteps(trial.fold.plan, event), filtered, metrics, judged: Object.fromEntries(judged),
    series: Object.fromEntries(seriesOf(trial.view).map(({ name, shown }) => [name, shown])),
    muted: mutedBy(trial, stream?.name, records),
    firstRejection: rejection,
  };
}

function mutedBy({ fold }: Trial, stream: string | undefined, records: readonly RecordShown[]): MuteInForce[] {
  if (stream === undefined) return [];
  const covering = records.flatMap((record) => ("event" in record ? mutesInForce([], fold.plan, record.event.timeMs) : []));
  const about = covering.filter(({ streams }) => streams.includes(stream));
  return [...new Map(about.map((window) => [`${window.id} ${window.toMs}`, window])).values()];
}

function sourcesOf(text: FoldText, pack: string, stream: string): FieldSources | undefined {
  const found = text.packs.find(({ name }) => name === pack);
  const spec = found && readPack(found).spec;
  return spec && fieldSources(spec, pack, stream);
}

/** As a scrape shows them, without the totals that stand at 0. */
async function metricLines(view: StateView, clock: Clock): Promise<string[]> {
  const series = seriesFamilies(await new SeriesCollector(clock, WIDE).collect(view), new Set());
  const totals = streamFamilies(view).flatMap(({ lines }) => [...lines]).filter((line) => !line.endsWith(" 0\n"));
  return [...series.flatMap(({ lines }) => [...lines]), ...totals].map((line) => line.trimEnd());
}
