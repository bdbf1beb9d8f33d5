import type { RawEvent } from "../model/raw-event.ts";
import type { RejectionReason } from "../model/rejection.ts";
import { DEFAULT_FOLD_SETTINGS, foldTextJson } from "../pack/fold-text.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import { canonicalLines } from "./canonical.ts";
import { FoldState } from "./fold-state.ts";
import { Fold } from "./fold.ts";
import type { PackChange } from "./ports.ts";
import { pageLengths, restoreState, takeSnapshot } from "./snapshot.ts";
import type { SnapshotHeader } from "./snapshot.ts";
import { viewOf } from "./state-view.ts";
import type { SeriesReading, SeriesTable, StreamTotals } from "./view.ts";

/** 2026-03-01T00:00:00Z: second 0 of a scene. */
const BEGIN_MS = Date.UTC(2026, 2, 1);

/** For tests: a fold text of packs by name. */
export function packText(packs: Readonly<Record<string, string>>, settings: Partial<FoldSettings> = {}): string {
  return foldTextJson({
    packs: Object.entries(packs).map(([name, yaml]) => ({ name, yaml })),
    settings: { ...DEFAULT_FOLD_SETTINGS, ...settings },
  });
}

/** For tests: event time `seconds` into a scene, as packs read it. */
export function at(seconds: number): string {
  return new Date(BEGIN_MS + seconds * 1000).toISOString();
}

/** For tests: an effect of a fold. */
export interface ToldRejection {
  readonly id: string;
  readonly stream: string;
  readonly reason: RejectionReason;
}

/** For tests: a fold, the log that it has folded, and what it told. Times are seconds of the scene. */
export class FoldScene {
  fold: Fold;
  readonly log: RawEvent[] = [];
  readonly told: ToldRejection[] = [];
  readonly changes: PackChange[] = [];
  /** Why mute messages were refused. */
  readonly refused: string[] = [];

  /** `text` (packText) is in force from the first message; "" = none. */
  constructor(text: string) {
    this.fold = this.#foldOf(new FoldState());
    const change: PackChange = text === "" ? { ok: true } : this.fold.usePacks(text);
    if (!change.ok) throw new RangeError(change.why);
  }

  /** Stores a message at a second of log time and folds it; objects become JSON. */
  send(seconds: number, subject: string, payload: unknown = "", headers?: Readonly<Record<string, string>>): void {
    const event = this.message(seconds, subject, payload, headers);
    while (!this.fold.apply(event));
  }

  /** Stores a message without folding it. */
  message(seconds: number, subject: string, payload: unknown = "", headers?: Readonly<Record<string, string>>): RawEvent {
    const event: RawEvent = {
      subject,
      sequence: this.log.length + 1,
      storeTimeMs: BEGIN_MS + seconds * 1000,
      storeTimeNs: 0,
      payload: payload instanceof Uint8Array ? payload : Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)),
      headers: headers && { get: (name) => headers[name] ?? "" },
    };
    this.log.push(event);
    return event;
  }

  /** A tick at each second from `from` to `to`. */
  tick(from: number, to: number): void {
    for (let second = from; second <= to; second++) this.send(second, "eddy.control.tick");
  }

  /** What a kill and a start do: through the bytes of a checkpoint. */
  restart(): void {
    const { header, pages } = takeSnapshot(this.fold);
    const parsed = JSON.parse(header) as SnapshotHeader;
    const bytes = pageLengths(parsed).map((_, i) => Buffer.from(pages.take(i)));
    pages.end();
    this.fold = this.#foldOf(restoreState(parsed, bytes));
  }

  totals(stream: string): StreamTotals | undefined {
    return viewOf(this.fold.state).totals().find((totals) => totals.stream === stream);
  }

  /** One series by `stream.measure` and its label values; undefined if there is none. Event times as seconds of the scene. */
  read(name: string, ...labels: string[]): SeriesReading | undefined {
    const table = this.#table(name);
    const key = keysOf(table).find((candidate) => table.labels(candidate).join() === labels.join());
    if (key === undefined) return undefined;
    const reading = {} as SeriesReading;
    table.read(key, reading);
    reading.lastEventMs -= BEGIN_MS;
    reading.anomalyStartMs -= BEGIN_MS;
    return reading;
  }

  /** Label values of all series of a measure, sorted. */
  labels(name: string): string[] {
    const table = this.#table(name);
    return keysOf(table).map((key) => table.labels(key).join()).sort();
  }

  canonical(): string {
    return [...canonicalLines(this.fold)].join("");
  }

  #table(name: string): SeriesTable {
    const table = viewOf(this.fold.state).tables().find(({ stream, measure }) => `${stream}.${measure}` === name);
    if (table === undefined) throw new RangeError(`no table ${name}`);
    return table;
  }

  #foldOf(state: FoldState): Fold {
    return new Fold(state, {
      rejected: (_event, id, stream, { reason }) => { this.told.push({ id, stream, reason }); },
      packsChanged: (change) => { this.changes.push(change); },
      muteRefused: (why) => { this.refused.push(why); },
    });
  }
}

function keysOf(table: SeriesTable): number[] {
  return Array.from({ length: table.size() }, (_, key) => key).filter((key) => table.isUsed(key));
}
