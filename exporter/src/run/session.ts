import type { JetStreamManager } from "@nats-io/jetstream";
import type { Clock } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import type { FoldText } from "../pack/fold-text.ts";
import { foldTextJson } from "../pack/fold-text.ts";
import type { Plan } from "../pack/plan.ts";
import type { Partition } from "../pipeline/partition.ts";
import { checkPosition } from "../sources/nats/check.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import { firstPack, lastPack, publishPack } from "../sources/nats/control.ts";
import { readLogState } from "../sources/nats/log-state.ts";
import type { LogState } from "../sources/nats/log-state.ts";
import { ensureDeadLetters, ensureLog } from "../sources/nats/log.ts";
import { reasonOf } from "../sources/nats/nats-error.ts";
import { NatsLogReader } from "../sources/nats/reader.ts";
import { openJetStream } from "../sources/nats/server.ts";
import { nextNanosecond } from "../sources/nats/timestamp.ts";
import type { Timestamp } from "../sources/nats/timestamp.ts";

/** What the log is and how it is kept. */
interface SessionOptions {
  readonly stream: string;
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  readonly sources: readonly string[];
}

/** What a session works with. */
export interface SessionParts {
  readonly link: NatsLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: SessionOptions;
  readonly partition: Partition;
  /** The reader was made anew. */
  onRestart(): void;
}

const RETRY_MS = 1_000;

/** Binds a partition to its log: makes and checks the stream, finds where to read on, and reads. */
export class LogSession {
  readonly manager: JetStreamManager;
  readonly #parts: SessionParts;
  #reader: NatsLogReader | undefined;
  /** The packs that the log holds last, and their sequence; 0 = they were there at the start. */
  #text: { text: FoldText; plan: Plan };
  #changedAt = 0;
  /** Last sequence of the log when reading began: behind it the fold has caught up. */
  #target = Infinity;
  #first = 0;
  #caughtUp = false;
  #receivedMs = 0;
  #closed = false;

  /** Connects to JetStream, makes the streams, puts packs into the log, and begins to read. Throws NatsError. */
  static async open(parts: SessionParts, text: FoldText, plan: Plan): Promise<LogSession> {
    const session = new LogSession(parts, await openJetStream(parts.link.connection), { text, plan });
    await session.#begin();
    return session;
  }

  private constructor(parts: SessionParts, manager: JetStreamManager, text: { text: FoldText; plan: Plan }) {
    this.#parts = parts;
    this.manager = manager;
    this.#text = text;
  }

  /** True once the fold has reached the end that the log had at start; stays true. */
  get caughtUp(): boolean {
    this.#caughtUp ||= this.#parts.partition.fold.sequence >= this.#target;
    return this.#caughtUp;
  }

  /** Share of what was stored before start that is folded, 0 to 1. */
  get progress(): number {
    if (this.caughtUp) return 1;
    const all = this.#target - this.#first + 1;
    return Math.max(0, Math.min(1, (this.#parts.partition.fold.sequence - this.#first + 1) / all));
  }

  /** Undefined while the log is being read, else why not. */
  get why(): string | undefined {
    return this.#reader === undefined ? "starting" : this.#reader.why;
  }

  /** When the last message came, by `Clock.elapsed`. */
  get receivedMs(): number {
    return this.#receivedMs;
  }

  /** Asks the log for more, or for nothing further. */
  flow(open: boolean): void {
    if (open) this.#reader?.resume();
    else this.#reader?.pause();
  }

  /** Puts other packs into the log and returns from which sequence on they hold. Throws NatsError. */
  async change(text: FoldText, plan: Plan): Promise<number> {
    // The newest in the log, which need not be in force yet.
    if (foldTextJson(text) === foldTextJson(this.#text.text)) return this.#changedAt;
    await this.#ensure(plan);
    const { sequence } = await publishPack(this.manager, text);
    this.#text = { text, plan };
    this.#changedAt = sequence;
    return sequence;
  }

  /** Messages of the log that are not folded yet; one request. */
  async lag(): Promise<number> {
    const { lastSequence } = await readLogState(this.manager, this.#parts.options.stream);
    return Math.max(0, lastSequence - this.#parts.partition.fold.sequence);
  }

  /** Stops reading; what was received is folded. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#reader?.close();
    await this.#parts.partition.settled();
  }

  async #begin(): Promise<void> {
    const { partition, options, log } = this.#parts;
    const { fold } = partition;
    await this.#ensure(this.#text.plan);
    await this.#putPacks();
    const state = await readLogState(this.manager, options.stream);
    const from = await this.#whereToRead(state);
    fold.bind(options.stream, state.created);
    this.#first = typeof from === "number" ? from : state.firstSequence;
    if (!this.#caughtUp) this.#target = state.lastSequence;
    log.info({ stream: options.stream, from, last: state.lastSequence }, "reading the log");
    this.#read(state.created, from);
  }

  async #ensure(plan: Plan): Promise<void> {
    const { options, log } = this.#parts;
    for (const done of await ensureLog(this.manager, { ...options, captures: plan.captures })) log.info({ done }, "log changed");
    await ensureDeadLetters(this.manager);
  }

  /** Without a checkpoint the first pack message retained holds from the first sequence; ours is put behind the last. */
  async #putPacks(): Promise<void> {
    const { partition: { fold }, options, log } = this.#parts;
    const ours = foldTextJson(this.#text.text);
    const last = await lastPack(this.manager, options.stream);
    if (fold.state.tables.text === "") {
      const first = (await firstPack(this.manager, options.stream))?.json ?? ours;
      const change = fold.usePacks(first);
      // Packs that only an older Eddy understood: what they governed is rejected, told and counted.
      if (!change.ok) log.error({ why: change.why }, "the first packs in the log can't be used");
    }
    if (last?.json === ours) {
      this.#changedAt = last.sequence;
      return;
    }
    const { sequence } = await publishPack(this.manager, this.#text.text);
    this.#changedAt = sequence;
    log.info({ sequence }, "packs put into the log");
  }

  async #whereToRead(state: LogState): Promise<number | Timestamp> {
    const { partition: { fold }, log } = this.#parts;
    const position = fold.position();
    if (position.sequence === 0) {
      return position.storeTimeMs === 0 ? state.firstSequence : nextNanosecond({ ms: position.storeTimeMs, ns: position.storeTimeNs });
    }
    const check = await checkPosition(this.manager, position, state);
    switch (check.kind) {
      case "same": return position.sequence + 1;
      case "trimmed":
        log.error({ discarded: check.discarded }, "the log's limits or a purge took messages that were not folded");
        return state.firstSequence;
      case "rewound":
        fold.rewind(state.stream, state.created);
        log.error({ position: position.sequence, last: state.lastSequence }, "the log is not the one that the state stands for: new epoch");
        return { ms: check.startTimeMs, ns: check.startTimeNs };
    }
  }

  #read(created: string, from: number | Timestamp): void {
    const { link, clock, log, options, partition } = this.#parts;
    const reader = new NatsLogReader({
      link, manager: this.manager, clock, stream: options.stream, created, from,
      onRestart: (why) => {
        this.#parts.onRestart();
        log.warn({ why }, "reader made anew");
      },
      onUnsure: (why) => {
        this.#parts.onRestart();
        log.warn({ why }, "position is checked anew");
        void this.#again(reader);
      },
    });
    reader.onEvents = (events) => {
      this.#receivedMs = clock.elapsed();
      partition.receive(events);
    };
    this.#reader = reader;
    reader.start();
  }

  /** The stream may be another one: check the position anew, as at a start, until that works. */
  async #again(reader: NatsLogReader): Promise<void> {
    const { partition, clock, log } = this.#parts;
    await reader.close();
    await partition.settled();
    for (;;) {
      if (this.#closed) return;
      try {
        await this.#begin();
        return;
      } catch (thrown) {
        log.error({ why: reasonOf(thrown) }, "the log can't be read; trying again");
        await new Promise<void>((resolve) => { clock.after(RETRY_MS, resolve); });
      }
    }
  }
}
