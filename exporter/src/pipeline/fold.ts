import { CONTROL_MUTE, CONTROL_PACK, CONTROL_PREFIX, UNMATCHED_STREAM } from "../contract/subjects.ts";
import type { RecordSink } from "../formats/format.ts";
import type { RecordContext } from "../mapping/mapper.ts";
import { messageHash } from "../model/hash.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import { compilePlan } from "../pack/compile.ts";
import { parseFoldText } from "../pack/fold-text.ts";
import { MuteError, parseMute } from "../pack/mute.ts";
import type { Plan } from "../pack/plan.ts";
import type { FoldState } from "./fold-state.ts";
import type { FoldEffects, PackChange, Position } from "./ports.ts";
import { sourceOf } from "./source-header.ts";
import type { StreamState } from "./stream-state.ts";
import { countFiltered, countRejection } from "./totals.ts";

/** A log that is silent for longer than this was not being written: its windows do not show silence. */
const LONGEST_SILENCE_MS = 5_000;

/** Rejected records of one message that are told: each is copied with its whole message. All are counted. */
const MOST_TOLD = 16;

/** Keeps the ordinals of two messages' records apart; of longer messages some are equal, which only sampling sees. */
const RECORDS_A_MESSAGE = 65_536;

/** Window entries closed before `apply` returns to its caller. */
const CLOSE_BUDGET = 512;

/**
 * The deterministic fold over the log: messages in, state changed, effects told.
 * Nothing in it reads a clock, and nothing depends on how messages are batched.
 */
export class Fold {
  readonly state: FoldState;
  plan: Plan | undefined;
  readonly #effects: FoldEffects;
  readonly #context: RecordContext = { tokens: [], headers: undefined, index: 0, storeTimeMs: 0 };
  readonly #sink: RecordSink;
  /** The message under way, its stream, and how many records it gave so far. */
  #event: RawEvent | undefined;
  #stream: StreamState | undefined;
  #index = 0;
  #told = 0;
  #last: RawEvent | undefined;
  /** No window closes before this log time. */
  #dueMs = 0;
  /** True while `apply` is being called again for one message. */
  #closing = false;

  constructor(state: FoldState, effects: FoldEffects) {
    this.state = state;
    this.#effects = effects;
    this.#sink = {
      record: (value) => { this.#record(value); },
      reject: (rejection) => { this.#reject(rejection); },
    };
    if (state.tables.text !== "") this.#usePlan(state.tables.text);
  }

  /** Puts packs and settings (foldTextJson) into force, unless they can't be compiled: then all stays as it was. */
  usePacks(text: string): PackChange {
    if (text === this.state.tables.text) return { ok: true };
    try {
      this.#usePlan(text);
    } catch (fault) {
      return { ok: false, why: fault instanceof Error ? fault.message : String(fault) };
    }
    this.state.tables.text = text;
    return { ok: true };
  }

  /** Sequence of the last message folded. */
  get sequence(): number {
    return this.state.tables.position.sequence;
  }

  /** False after an `apply` that returned false. */
  get isBetweenMessages(): boolean {
    return !this.#closing;
  }

  /** Where the state stands, with the hash of the message there. */
  position(): Position {
    const { position } = this.state.tables;
    if (this.#last !== undefined && position.hash === "") position.hash = messageHash(this.#last.subject, this.#last.payload);
    return { ...position };
  }

  /** Notes which log the position belongs to. */
  bind(stream: string, created: string): void {
    Object.assign(this.state.tables.position, { stream, created });
  }

  /** Begins a new epoch: another log, its sequences from the beginning; the state is kept, and from when on to read. */
  rewind(stream: string, created: string): void {
    const { tables } = this.state;
    tables.epoch++;
    tables.rewound++;
    for (const source of Object.keys(tables.sources)) Reflect.deleteProperty(tables.sources, source);
    Object.assign(tables.position, { stream, created, sequence: 0, hash: "" });
    this.#last = undefined;
  }

  /**
   * Folds one message. False: windows are closing and the budget of this call is spent; call again with the
   * same message, after letting other work run. A message at or behind the position is skipped.
   */
  apply(event: RawEvent): boolean {
    const { tables } = this.state;
    if (event.sequence <= tables.position.sequence) return true;
    if (!this.#advance(event.storeTimeMs)) return false;
    if (event.headers === undefined || !this.#isSecondCopy(event)) this.#dispatch(event);
    const { position } = tables;
    // The log is only ever trimmed: what is missing between two messages went by its limits.
    if (position.sequence > 0) tables.discarded += event.sequence - position.sequence - 1;
    position.sequence = event.sequence;
    position.storeTimeMs = event.storeTimeMs;
    position.storeTimeNs = event.storeTimeNs;
    position.hash = "";
    this.#last = event;
    return true;
  }

  #usePlan(text: string): void {
    const plan = compilePlan(parseFoldText(text));
    this.state.use(plan);
    this.plan = plan;
    this.#dueMs = 0;
  }

  /** Moves log time and closes what is due; false while there is more to close. */
  #advance(storeMs: number): boolean {
    const { tables, streams } = this.state;
    if (storeMs > tables.logMs) {
      if (storeMs - tables.logMs > LONGEST_SILENCE_MS) for (const stream of streams) stream.resume(storeMs);
      tables.logMs = storeMs;
      if (storeMs >= this.state.mutesDueMs) this.state.dropMutes();
    }
    if (tables.logMs < this.#dueMs) return true;
    let closed = 0;
    for (const stream of streams) {
      if (closed < CLOSE_BUDGET) closed += stream.closeDue(tables.logMs, CLOSE_BUDGET - closed);
    }
    this.#closing = closed >= CLOSE_BUDGET;
    if (this.#closing) return false;
    this.#dueMs = Math.min(...streams.map((stream) => stream.dueLogMs()));
    return true;
  }

  /**
   * True for a message that the server copied again from a source stream. Any publisher can write that header, and
   * whoever sends a copied message on does: of streams that the log doesn't copy it means nothing.
   */
  #isSecondCopy(event: RawEvent): boolean {
    const source = sourceOf(event.headers?.get("Nats-Stream-Source") ?? "");
    if (source === undefined || this.plan?.settings.sources.includes(source.stream) !== true) return false;
    const known = (this.state.tables.sources[source.stream] ??= { highest: 0, skipped: 0 });
    if (source.sequence <= known.highest) {
      known.skipped++;
      return true;
    }
    known.highest = source.sequence;
    return false;
  }

  #dispatch(event: RawEvent): void {
    if (event.subject.startsWith(CONTROL_PREFIX) && this.#control(event)) return;
    this.#event = event;
    this.#index = 0;
    this.#told = 0;
    const match = this.plan?.match(event.subject);
    this.#stream = match === undefined ? undefined : this.state.streams[match.stream];
    if (match === undefined || this.#stream === undefined) {
      this.#reject({ reason: "no_stream", detail: `no pack declares a stream for subject ${event.subject}; try: eddy infer ${event.subject}` });
      return;
    }
    const context = this.#context;
    context.tokens = match.tokens;
    context.headers = event.headers;
    context.storeTimeMs = event.storeTimeMs;
    this.#stream.plan.decode(event.payload, this.#sink, event.headers);
    this.#dueMs = Math.min(this.#dueMs, this.#stream.dueLogMs());
  }

  /** Control messages count in no total; ticks have done their work by moving log time. */
  #control(event: RawEvent): boolean {
    if (!event.subject.startsWith(`${CONTROL_PREFIX}.`)) return false;
    if (event.subject === CONTROL_PACK) this.#effects.packsChanged(this.usePacks(textOf(event.payload)));
    else if (event.subject === CONTROL_MUTE) this.#mute(textOf(event.payload));
    return true;
  }

  #mute(json: string): void {
    let why: string | undefined;
    try {
      why = this.state.mute(parseMute(json));
    } catch (fault) {
      if (!(fault instanceof MuteError)) throw fault;
      why = fault.message;
    }
    if (why !== undefined) this.#effects.muteRefused?.(why);
  }

  #record(value: unknown): void {
    const stream = this.#stream;
    const event = this.#event;
    if (stream === undefined || event === undefined) return;
    const { mapper } = stream.plan;
    if (mapper.items !== undefined) {
      this.#items(value, mapper.items(value, this.#context));
      return;
    }
    this.#context.index = this.#index;
    const rejection = mapper.map(value, this.#context);
    if (rejection !== undefined) {
      this.#reject(rejection);
      return;
    }
    stream.counts.received++;
    this.#apply(stream, event, value);
  }

  /** One record, several events: all or none, so that a record mended and sent again counts no item twice. */
  #items(record: unknown, items: readonly unknown[] | Rejection): void {
    const stream = this.#stream;
    const event = this.#event;
    if (stream === undefined || event === undefined) return;
    const context = this.#context;
    context.outer = record;
    const fault = "reason" in items ? items : this.#faultOf(items);
    if (fault !== undefined) {
      this.#reject(fault);
    } else if (!("reason" in items)) {
      stream.counts.received++;
      for (const item of items) {
        context.index = this.#index;
        // Without a fault, as it was found to be just now.
        stream.plan.mapper.map(item, context);
        this.#apply(stream, event, item);
      }
    }
    context.outer = undefined;
  }

  #faultOf(items: readonly unknown[]): Rejection | undefined {
    for (const [i, item] of items.entries()) {
      const rejection = this.#stream?.plan.mapper.map(item, this.#context);
      if (rejection !== undefined) return { reason: rejection.reason, detail: `item ${i}: ${rejection.detail}`.slice(0, 200) };
    }
    return undefined;
  }

  /** Takes what the mapper wrote into the state, unless it is none of the stream's. */
  #apply(stream: StreamState, event: RawEvent, record: unknown): void {
    const ordinal = event.sequence * RECORDS_A_MESSAGE + this.#index++;
    const mapped = stream.plan.mapper.event;
    if (mapped.leftOutBy !== "") {
      countFiltered(stream.counts, mapped.leftOutBy);
      return;
    }
    this.#effects.mapped?.(stream.plan, record, this.#context);
    stream.apply(mapped, event.storeTimeMs, this.state.tables.logMs, ordinal);
  }

  #reject(rejection: Rejection): void {
    const event = this.#event;
    if (event === undefined) return;
    const counts = this.#stream?.counts ?? this.state.counts(UNMATCHED_STREAM);
    counts.received++;
    countRejection(counts, rejection.reason);
    const index = this.#index++;
    if (this.#told++ >= MOST_TOLD) return;
    this.#effects.rejected(event, `${this.state.tables.epoch}:${event.sequence}:${index}`, this.#stream?.plan.name ?? "", rejection);
  }
}

function textOf(payload: Uint8Array): string {
  return new TextDecoder().decode(payload);
}
