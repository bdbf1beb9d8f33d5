import { CONTROL_PREFIX } from "../contract/subjects.ts";
import type { Reason } from "../detectors/reasons.ts";
import type { Clock } from "../model/clock.ts";
import type { RawEvent } from "../model/raw-event.ts";
import { parseFoldText } from "../pack/fold-text.ts";
import { covers } from "../pack/subject-pattern.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import { lastPack } from "../sources/nats/control.ts";
import { readLogState } from "../sources/nats/log-state.ts";
import { NatsError } from "../sources/nats/nats-error.ts";
import { NatsLogReader } from "../sources/nats/reader.ts";
import { openJetStream } from "../sources/nats/server.ts";
import { severityOf } from "../stats/severity.ts";
import { seriesAt } from "./series-of.ts";
import { Trial } from "./trial.ts";
import type { EventShown, RecordShown } from "./trial.ts";

/** One record of a live message. */
export interface LiveRecord {
  readonly event: RawEvent;
  /** Undefined = no pack declares its subject. */
  readonly stream: string | undefined;
  readonly record: RecordShown;
  /** What filters left out of its message, by filter. */
  readonly filtered: Readonly<Record<string, number>>;
  /** Anomaly state of its series by measure, 0 to 1; those that warm up are absent. */
  readonly scores: Readonly<Record<string, number>>;
  /** Why, by measure: of series whose state is at least of severity info. */
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** What to follow, and who hears of it. */
export interface TailOptions {
  readonly link: NatsLink;
  readonly clock: Clock;
  /** JetStream stream that is the log. */
  readonly stream: string;
  /** As NATS writes it, with * and >. */
  readonly subject: string;
  /** So much of the past is folded before, unseen, so that scores don't begin with warming up; ms, 0 = none. */
  readonly sinceMs: number;
  readonly onRecord: (record: LiveRecord) => void;
  /** Nothing more will come: the log is another one. */
  readonly onEnd: (why: string) => void;
}

/**
 * Follows the log under the packs that lie in it, by a reader and a state of its own: a running Eddy notices nothing.
 * Answers how to end. Throws NatsError.
 */
export async function tailLog(options: TailOptions): Promise<() => Promise<void>> {
  const { link, clock, stream, subject, sinceMs, onRecord, onEnd } = options;
  const manager = await openJetStream(link.connection);
  const log = await readLogState(manager, stream);
  const packs = await lastPack(manager, stream);
  if (packs === undefined) throw new NatsError("settings", `stream ${stream} holds no packs: no Eddy has read it yet`);
  const trial = new Trial(parseFoldText(packs.json));
  const filter = subject.split(".");
  const reader = new NatsLogReader({
    link, manager, clock, stream, created: log.created,
    from: sinceMs === 0 ? log.lastSequence + 1 : { ms: clock.now() - sinceMs, ns: 0 },
    onRestart: () => undefined,
    onUnsure: onEnd,
  });
  reader.onEvents = (events) => {
    for (const event of events) {
      const isControl = event.subject.startsWith(`${CONTROL_PREFIX}.`);
      if (!isControl && !covers(filter, event.subject.split("."))) continue;
      const { stream: plan, records, filtered } = trial.apply(event);
      if (isControl || event.sequence <= log.lastSequence) continue;
      for (const record of records) {
        onRecord({ event, stream: plan?.name, record, filtered, ...("event" in record && plan !== undefined ? stateOf(trial, plan.name, record.event) : { scores: {}, reasons: {} }) });
      }
    }
  };
  reader.start();
  return () => reader.close();
}

function stateOf(trial: Trial, stream: string, { labels, values }: EventShown): Pick<LiveRecord, "scores" | "reasons"> {
  const scores: Record<string, number> = {};
  const reasons: Record<string, Reason> = {};
  const state = trial.fold.state.streams.find(({ plan }) => plan.name === stream);
  const key = state?.keys.find(state.plan.mapper.labelNames.map((name) => labels[name] ?? "")) ?? -1;
  if (key < 0) return { scores, reasons };
  const tables = trial.view.tables().filter((table) => table.stream === stream && table.measure in values && table.kind !== "kpi" && table.isUsed(key));
  for (const { table, reading, reason } of tables.map((each) => seriesAt(each, key))) {
    if (!reading.ready) continue;
    scores[table.measure] = reading.score;
    if (reason !== undefined && severityOf(reading.score) !== "none") reasons[table.measure] = reason;
  }
  return { scores, reasons };
}
