import { overlap } from "../pack/calendar.ts";
import type { MuteMessage, MuteWindow } from "../pack/mute.ts";
import type { CalendarPlan, Plan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import type { SeriesSlab } from "../state/series.ts";
import type { StreamState } from "./stream-state.ts";

/** A time in which anomalies of some series are expected; kept in the state. */
export interface Mute extends MuteWindow {
  /** Log time at which it is forgotten, ms. */
  readonly forgottenMs: number;
}

/** A mute or a calendar window that covers the log time. */
export interface MuteInForce {
  /** Id of the mute, or `<pack>/<window>` of a calendar. */
  readonly id: string;
  /** Names of its streams in the plan. */
  readonly streams: readonly string[];
  /** Only series with these; {} = all. */
  readonly labels: Readonly<Record<string, string>>;
  readonly toMs: number;
  readonly reason: string;
}

/** Series that mutes may cover, and how they are found. */
export interface CoveredSeries {
  readonly series: SeriesSlab;
  readonly keys: KeyTable;
  readonly labelNames: readonly string[];
  /** Names that a mute may target. */
  readonly stream: string;
  readonly pack: string;
  /** Length of the windows that its observations stand for, ms; 0 = they stand for a moment. */
  readonly spanMs: number;
}

/** Mutes held at once; further ones are refused. */
const MOST_MUTES = 1000;
/** A mute is held for so long, in log time, after it is over or was asked for: recordings are replayed that much later. */
const HELD_MS = 7 * 86_400_000;

/** Takes a message into the list; a mute of the same id replaces the one before. Answers why it can't be taken, if so. */
export function takeMute(mutes: Mute[], message: MuteMessage, logMs: number): string | undefined {
  if ("end" in message) return endMute(mutes, message.end, logMs);
  const at = mutes.findIndex(({ id }) => id === message.id);
  if (at < 0 && mutes.length >= MOST_MUTES) return `there are ${MOST_MUTES} mutes already; end one`;
  const mute = { ...message, forgottenMs: Math.max(message.toMs, logMs) + HELD_MS };
  if (at < 0) mutes.push(mute);
  else mutes[at] = mute;
  return undefined;
}

/** What it has muted stays muted; what comes from now on is not. */
function endMute(mutes: Mute[], ended: string, logMs: number): string | undefined {
  const at = mutes.findIndex(({ id }) => id === ended);
  const mute = mutes[at];
  if (mute === undefined) return `there is no mute ${ended}`;
  const toMs = Math.min(mute.toMs, logMs);
  if (toMs > mute.fromMs && toMs < mute.toMs) mutes[at] = { ...mute, toMs };
  else mutes.splice(at, 1);
  return undefined;
}

/** Forgets what is long over. */
export function dropOldMutes(mutes: Mute[], logMs: number): void {
  const held = mutes.filter(({ forgottenMs }) => forgottenMs > logMs);
  mutes.splice(0, mutes.length, ...held);
}

/** Log time at which the first one is to be forgotten. */
export function mutesDueMs(mutes: readonly Mute[]): number {
  return mutes.reduce((due, { forgottenMs }) => Math.min(due, forgottenMs), Infinity);
}

/** All series of these streams with their KPIs. */
export function coveredSeries(streams: readonly StreamState[]): CoveredSeries[] {
  return streams.flatMap(({ plan, keys, measures, absence, kpis }): CoveredSeries[] => {
    const of = { stream: plan.name, pack: plan.pack };
    return [
      ...measures.map((measure) => ({ ...of, series: measure.series, keys, labelNames: plan.mapper.labelNames, spanMs: measure.plan.everyMs })),
      ...(absence === undefined ? [] : [{ ...of, series: absence.series, keys: absence.keys, labelNames: [], spanMs: 0 }]),
      ...kpis.map((kpi) => ({ ...of, series: kpi.series, keys: kpi.keys, labelNames: kpi.plan.labelNames, spanMs: kpi.plan.windowMs })),
    ];
  });
}

/** What tells of an event of these series whether it is muted; undefined where nothing can cover them. */
export function muteCheck(mutes: readonly Mute[], calendar: readonly CalendarPlan[], covered: CoveredSeries): SeriesSlab["isMuted"] {
  const { spanMs } = covered;
  const windows = calendar.filter((window) => isAbout(window, covered)).map(({ occurrences }) => occurrences);
  const asked = mutes.flatMap((mute) => {
    const labels = wantedLabels(mute, covered);
    return labels === undefined ? [] : [{ mute, labels }];
  });
  if (windows.length === 0 && asked.length === 0) return undefined;
  return (key, eventMs) => {
    const span = spanMs === 0 ? { fromMs: eventMs, toMs: eventMs + 1 } : { fromMs: eventMs - spanMs, toMs: eventMs };
    return asked.some(({ mute, labels }) => overlap(mute, span) && hasLabels(covered.keys, key, labels))
      || windows.some((window) => window.during(span) !== undefined);
  };
}

function isAbout({ pack, streams }: CalendarPlan, covered: Pick<CoveredSeries, "stream" | "pack">): boolean {
  return pack === covered.pack && (streams === undefined || streams.includes(covered.stream));
}

/** The mute's labels by their places; undefined if it is about other series. */
function wantedLabels({ target, labels }: Mute, { stream, pack, labelNames }: CoveredSeries): (readonly [number, string])[] | undefined {
  if (target !== stream && target !== pack) return undefined;
  const wanted = Object.entries(labels).map(([name, value]) => [labelNames.indexOf(name), value] as const);
  return wanted.every(([at]) => at >= 0) ? wanted : undefined;
}

function hasLabels(keys: KeyTable, key: number, wanted: readonly (readonly [number, string])[]): boolean {
  if (wanted.length === 0) return true;
  const values = keys.text(key).split("\0");
  return wanted.every(([at, value]) => values[at] === value);
}

/** Mutes and windows of the calendar that cover `logMs`. */
export function mutesInForce(mutes: readonly Mute[], plan: Plan | undefined, logMs: number): MuteInForce[] {
  const now = { fromMs: logMs, toMs: logMs + 1 };
  const streams = plan?.streams ?? [];
  const asked = mutes.filter((mute) => overlap(mute, now)).map(({ id, target, labels, toMs, reason }) => ({
    id, labels, toMs, reason,
    streams: streams.filter(({ name, pack }) => target === name || target === pack).map(({ name }) => name),
  }));
  const planned = (plan?.calendar ?? []).flatMap((window) => {
    const span = window.occurrences.during(now);
    if (span === undefined) return [];
    const about = streams.filter(({ name, pack }) => isAbout(window, { stream: name, pack })).map(({ name }) => name);
    return [{ id: `${window.pack}/${window.name}`, streams: about, labels: {}, toMs: span.toMs, reason: window.reason }];
  });
  return [...asked, ...planned];
}
