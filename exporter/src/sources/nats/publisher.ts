import { createInbox, headers, type Msg, type MsgHdrs, type Subscription } from "@nats-io/transport-node";
import type { Clock, Timer } from "../../model/clock.ts";
import type { NatsLink } from "./connect.ts";
import { reasonOf } from "./nats-error.ts";

/** One message to be stored. */
export interface Outgoing {
  readonly subject: string;
  readonly payload: Uint8Array | string;
  /** Sent as `Nats-Msg-Id`: within its window (2 minutes unless set) the server stores one of equal ids only. */
  readonly id: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How hard a publisher tries. */
export interface PublisherOptions {
  readonly link: NatsLink;
  readonly clock: Clock;
  /** Messages without an answer at once. Default 1,000. */
  readonly maxUnanswered?: number | undefined;
  /** Times that a message is sent before it is given up. Default 8: some 40 s, outages not counted. */
  readonly attempts?: number | undefined;
  /** Called for each message given up. */
  readonly onFailed: (message: Outgoing, why: string) => void;
}

interface Sent {
  readonly message: Outgoing;
  readonly encoded: MsgHdrs;
  attempts: number;
  /** Elapsed time at which it is sent again. */
  dueMs: number;
  why: string;
}

const answerMs = 2_000;
const longestWaitMs = 10_000;
const lookMs = 250;

/**
 * Stores many messages through JetStream: each is sent at once, answered in any order, and sent again if no
 * answer comes; by its id it is stored once. A message that was sent again may lie behind later ones.
 */
export class Publisher {
  /** Messages stored, and those that the server had already. */
  stored = 0;
  duplicates = 0;
  /** Messages given up. */
  failed = 0;
  readonly #options: PublisherOptions;
  readonly #maxUnanswered: number;
  readonly #attempts: number;
  readonly #inbox: string;
  readonly #subscription: Subscription;
  readonly #unlisten: () => void;
  readonly #sent = new Map<string, Sent>();
  #queue: Outgoing[] = [];
  #taken = 0;
  #serial = 0;
  #waiters: { readonly below: number; readonly resolve: () => void }[] = [];
  #timer: Timer;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#maxUnanswered = options.maxUnanswered ?? 1_000;
    this.#attempts = options.attempts ?? 8;
    this.#inbox = createInbox();
    this.#subscription = options.link.connection.subscribe(`${this.#inbox}.*`, { callback: (error, answer) => { this.#answer(error, answer); } });
    this.#unlisten = options.link.onReconnect(() => { this.#startOver(); });
    this.#timer = options.clock.after(lookMs, () => { this.#look(); });
  }

  /** Messages sent or queued that are neither stored nor given up. */
  get pending(): number {
    return this.#sent.size + this.#queue.length - this.#taken;
  }

  /** Takes a message; sends it as soon as there is room. Never blocks: mind `pending`, or wait for `below`. */
  send(message: Outgoing): void {
    this.#queue.push(message);
    this.#pump();
  }

  /** Resolves as soon as fewer than `count` messages are pending: 1 = all are stored or given up. */
  below(count: number): Promise<void> {
    if (this.pending < count) return Promise.resolve();
    return new Promise((resolve) => { this.#waiters.push({ below: count, resolve }); });
  }

  /** Ends; what is pending is forgotten. */
  close(): void {
    this.#timer.cancel();
    this.#unlisten();
    this.#subscription.unsubscribe();
  }

  #pump(): void {
    while (this.#taken < this.#queue.length && this.#sent.size < this.#maxUnanswered) {
      const message = this.#queue[this.#taken++];
      if (message !== undefined) this.#first(message);
    }
    if (this.#taken === this.#queue.length) {
      this.#queue = [];
      this.#taken = 0;
    }
  }

  #first(message: Outgoing): void {
    const encoded = headers();
    try {
      encoded.set("Nats-Msg-Id", message.id);
      for (const [name, value] of Object.entries(message.headers ?? {})) encoded.set(name, value);
    } catch (thrown) {
      this.#giveUp(message, reasonOf(thrown));
      return;
    }
    const token = (this.#serial++).toString(36);
    const sent = { message, encoded, attempts: 0, dueMs: 0, why: "no answer" };
    this.#sent.set(token, sent);
    this.#transmit(token, sent);
  }

  #transmit(token: string, sent: Sent): void {
    const { message, encoded } = sent;
    if (sent.attempts >= this.#attempts) {
      this.#sent.delete(token);
      this.#giveUp(message, sent.why);
      return;
    }
    sent.attempts++;
    sent.dueMs = this.#options.clock.elapsed() + Math.min(longestWaitMs, answerMs * 1.5 ** (sent.attempts - 1));
    try {
      this.#options.link.connection.publish(message.subject, message.payload, { reply: `${this.#inbox}.${token}`, headers: encoded });
    } catch (thrown) {
      // Too large or a closed connection: no second try would help.
      this.#sent.delete(token);
      this.#giveUp(message, reasonOf(thrown));
    }
  }

  #giveUp(message: Outgoing, why: string): void {
    this.failed++;
    this.#options.onFailed(message, why);
  }

  /** Must not throw: the client would stop reading. */
  #answer(error: Error | null, answer: Msg): void {
    if (error !== null) {
      for (const sent of this.#sent.values()) sent.why = error.message;
      return;
    }
    const token = answer.subject.slice(this.#inbox.length + 1);
    const sent = this.#sent.get(token);
    const outcome = readAnswer(answer);
    if (sent === undefined || outcome === undefined) return;
    if (typeof outcome === "string") {
      sent.why = outcome;
      if (sent.attempts < this.#attempts) return;
      this.#giveUp(sent.message, outcome);
    } else if (outcome.duplicate) this.duplicates++;
    else this.stored++;
    this.#sent.delete(token);
    this.#pump();
    this.#wake();
  }

  #look(): void {
    const nowMs = this.#options.clock.elapsed();
    if (this.#options.link.downSinceMs() === undefined) this.#sendAgain(({ dueMs }) => dueMs <= nowMs);
    this.#timer = this.#options.clock.after(lookMs, () => { this.#look(); });
  }

  /** What was on its way when the connection broke may be lost; that counts as no attempt. */
  #startOver(): void {
    for (const sent of this.#sent.values()) sent.attempts = 0;
    this.#sendAgain(() => true);
  }

  #sendAgain(isDue: (sent: Sent) => boolean): void {
    for (const [token, sent] of this.#sent) if (isDue(sent)) this.#transmit(token, sent);
    this.#pump();
    this.#wake();
  }

  #wake(): void {
    if (this.#waiters.length === 0) return;
    const pending = this.pending;
    const ready = this.#waiters.filter(({ below }) => pending < below);
    if (ready.length === 0) return;
    this.#waiters = this.#waiters.filter(({ below }) => pending >= below);
    for (const { resolve } of ready) resolve();
  }
}

/** Whether the server stored it, or why not; undefined if it wasn't JetStream who answered. */
function readAnswer(answer: Msg): { duplicate: boolean } | string | undefined {
  if (answer.headers?.code === 503) return "no stream captures the subject";
  try {
    const { error, stream, duplicate } = answer.json<{ error?: { description: string }; stream?: string; duplicate?: boolean }>();
    if (error !== undefined) return error.description;
    return stream === undefined ? undefined : { duplicate: duplicate === true };
  } catch {
    // Anybody who subscribes to the subject may answer, in any format.
    return undefined;
  }
}
