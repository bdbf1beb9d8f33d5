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
  /** Values of the subject's bound tokens, in order. */
  readonly tokens: readonly string[];
  readonly records: readonly RecordShown[];
  /** What filters left out, by filter. */
  readonly filtered: Readonly<Record<string, number>>;
  /** Events that came too late for a score or a window. */
  readonly late: number;
}

/** A fold into a state of its own that says of each message what became of it. For tools, not for speed. */
export class Trial {
  readonly fold = new Fold(new FoldState(), NO_EFFECTS);
  readonly view: StateView = viewOf(this.fold.state);

  /** @throws PackError */
  constructor(text: FoldText) {
    const change = this.fold.usePacks(foldTextJson(text));
    if (!change.ok) throw new Error(change.why);
  }

  /** Folds a message; its sequence must be higher than the one before. */
  apply(event: RawEvent): Verdict {
    const { stream, tokens, records } = this.#dissect(event);
    const before = this.#totals(stream);
    while (!this.fold.apply(event));
    const after = this.#totals(stream);
    return {
      stream, tokens, records,
      filtered: Object.fromEntries([...(after?.filtered ?? [])].flatMap(([filter, count]) => {
        const more = count - (before?.filtered.get(filter) ?? 0);
        return more === 0 ? [] : [[filter, more]];
      })),
      late: (after?.late ?? 0) - (before?.late ?? 0),
    };
  }

  #totals(stream: StreamPlan | undefined): StreamTotals | undefined {
    return this.view.totals().find((totals) => totals.stream === stream?.name);
  }

  /** The same calls as the fold makes, kept by record. */
  #dissect(event: RawEvent): Pick<Verdict, "stream" | "tokens" | "records"> {
    const match = this.fold.plan?.match(event.subject);
    const stream = match && this.fold.plan?.streams[match.stream];
    if (match === undefined || stream === undefined) {
      return { stream: undefined, tokens: [], records: [{ rejection: { reason: "no_stream", detail: `no pack declares a stream for subject ${event.subject}` } }] };
    }
    const records: RecordShown[] = [];
    const context: RecordContext = { tokens: match.tokens, headers: event.headers, storeTimeMs: event.storeTimeMs };
    stream.decode(event.payload, {
      record: (value) => { records.push(mapped(stream, value, context)); },
      reject: (rejection) => { records.push({ rejection }); },
    });
    return { stream, tokens: match.tokens, records };
  }
}

function mapped({ mapper, measures }: StreamPlan, record: unknown, context: RecordContext): RecordShown {
  const rejection = mapper.map(record, context);
  if (rejection !== undefined) return { rejection };
  const { timeMs, id, labels, values } = mapper.event;
  const keep = Object.entries(mapper.keep(record, context)).filter(([, value]) => value !== undefined);
  return {
    event: {
      timeMs, id,
      labels: Object.fromEntries(mapper.labelNames.flatMap((name, at) => (labels[at] === "" ? [] : [[name, labels[at] ?? ""]]))),
      values: Object.fromEntries(measures.flatMap(({ name, shown }, at) => {
        const value = (values[at] ?? NaN) / shown;
        return Number.isNaN(value) ? [] : [[name, value]];
      })),
      keep: Object.fromEntries(keep),
    },
  };
}
