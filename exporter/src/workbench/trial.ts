import { UNMATCHED_STREAM } from "../contract/subjects.ts";
import type { RecordContext } from "../mapping/mapper.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import type { FoldText } from "../pack/fold-text.ts";
import { foldTextJson } from "../pack/fold-text.ts";
import type { StreamPlan } from "../pack/plan.ts";
import { Fold } from "../pipeline/fold.ts";
import { FoldState } from "../pipeline/fold-state.ts";
import { NO_EFFECTS } from "../pipeline/ports.ts";
import { viewOf } from "../pipeline/state-view.ts";
import type { StateView, StreamTotals } from "../pipeline/view.ts";

/** A record that became an event, by the names of the pack. */
export interface EventShown {
  readonly timeMs: number;
  /** "" = none. */
  readonly id: string;
  /** Those that are there. */
  readonly labels: Readonly<Record<string, string>>;
  /** Those that are there, in base units, money in the major unit. */
  readonly values: Readonly<Record<string, number>>;
  readonly keep: Readonly<Record<string, unknown>>;
}

/** What one record of a message came to. */
export type RecordShown = { readonly event: EventShown } | { readonly rejection: Rejection };

/** What one message came to. */
export interface Verdict {
  /** Undefined = no pack declares its subject. */
  readonly stream: StreamPlan | undefined;
  /** In order; of rejected ones the first few. */
  readonly records: readonly RecordShown[];
  /** Rejected records, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  /** What filters left out, by filter. */
  readonly filtered: Readonly<Record<string, number>>;
  /** Events that came too late for a score or a window. */
  readonly late: number;
}

/** A fold into a state of its own that says of each message what became of it. For tools, not for speed. */
export class Trial {
  readonly fold: Fold;
  readonly view: StateView;
  #records: RecordShown[] = [];

  /** The packs must be sound. */
  constructor(text: FoldText) {
    this.fold = new Fold(new FoldState(), {
      ...NO_EFFECTS,
      rejected: (_event, _id, _stream, rejection) => { this.#records.push({ rejection }); },
      mapped: (stream, record, context) => { this.#records.push({ event: shown(stream, record, context) }); },
    });
    this.view = viewOf(this.fold.state);
    const change = this.fold.usePacks(foldTextJson(text));
    if (!change.ok) throw new Error(change.why);
  }

  /** Folds a message; its sequence must be higher than the one before. */
  apply(event: RawEvent): Verdict {
    const match = this.fold.plan?.match(event.subject);
    const stream = match && this.fold.plan?.streams[match.stream];
    const before = this.#totals(stream);
    this.#records = [];
    while (!this.fold.apply(event));
    const after = this.#totals(stream);
    return {
      stream,
      records: this.#records,
      rejected: increase(before.rejected, after.rejected),
      filtered: increase(before.filtered, after.filtered),
      late: after.late - before.late,
    };
  }

  #totals(stream: StreamPlan | undefined): Pick<StreamTotals, "rejected" | "filtered" | "late"> {
    const name = stream?.name ?? UNMATCHED_STREAM;
    return this.view.totals().find((totals) => totals.stream === name) ?? { rejected: new Map(), filtered: new Map(), late: 0 };
  }
}

function increase(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...after].flatMap(([name, count]) => {
    const more = count - (before.get(name) ?? 0);
    return more === 0 ? [] : [[name, more]];
  }));
}

function shown({ mapper, measures }: StreamPlan, record: unknown, context: RecordContext): EventShown {
  const { timeMs, id, labels, values } = mapper.event;
  const keep = Object.entries(mapper.keep(record, context)).filter(([, value]) => value !== undefined);
  return {
    timeMs, id,
    labels: Object.fromEntries(mapper.labelNames.flatMap((name, at) => (labels[at] === "" ? [] : [[name, labels[at] ?? ""]]))),
    values: Object.fromEntries(measures.flatMap((measure, at) => {
      const value = (values[at] ?? NaN) / measure.shown;
      return Number.isNaN(value) ? [] : [[measure.name, value]];
    })),
    keep: Object.fromEntries(keep),
  };
}
