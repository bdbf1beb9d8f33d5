import { createInbox, headers, type Msg, type MsgHdrs } from "@nats-io/transport-node";
import type { Clock, Timer } from "../../model/clock.ts";
import { reasonOf } from "./nats-error.ts";

/** One message to be stored. */
export interface Outgoing {
  readonly subject: string;
  readonly payload: Uint8Array | string;
  /** Sent as `Nats-Msg-Id`: within its window (2 minutes unless set) the server stores one of equal ids only. */
  readonly id: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

type Answer = Pick<Msg, "subject" | "headers"> & { json(): unknown };

/** What a publisher needs of a NatsLink. */
export interface PublisherLink {
  readonly connection: {
    publish(subject: string, payload: Uint8Array | string, options: { reply: string; headers: MsgHdrs }): void;
    subscribe(subject: string, options: { callback: (error: Error | null, answer: Answer) => void }): { unsubscribe(): void };
  };
  downSinceMs(): number | undefined;
  onReconnect(listener: () => void): () => void;
}

/** How hard a publisher tries. */
export interface PublisherOptions {
  readonly link: PublisherLink;
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
  /** Messages sent before this one. */
  readonly serial: number;
  readonly encoded: MsgHdrs;
  attempts: number;
  /** Elapsed time at which it is sent again. */
  dueMs: number;
  why: string;
}

const answerMs = 2_000;
const longestWaitMs = 10_000;
const lookMs = 250;

interface Waiter {
  readonly isOver: () => boolean;
  readonly resolve: () => void;
}

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
  readonly #subscription: { unsubscribe(): void };
  readonly #unlisten: () => void;
  /** Without an answer yet, oldest first: sending again keeps the place. */
  readonly #sent = new Map<string, Sent>();
  #queue: Outgoing[] = [];
  #taken = 0;
  /** Of the next message of the queue. */
  #serial = 0;
  #waiters: Waiter[] = [];
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
    return this.#until(() => this.pending < count);
  }

  /** Resolves as soon as every message sent before this call is stored or given up, however many come after it. */
  settled(): Promise<void> {
    const end = this.#serial + this.#queue.length - this.#taken;
    return this.#until(() => this.#oldest() >= end);
  }

  /** Ends; what is pending is forgotten. */
  close(): void {
    this.#timer.cancel();
    this.#unlisten();
    this.#subscription.unsubscribe();
  }

  #until(isOver: () => boolean): Promise<void> {
    if (isOver()) return Promise.resolve();
    return new Promise((resolve) => { this.#waiters.push({ isOver, resolve }); });
  }

  /** Serial of the oldest message that is neither stored nor given up. */
  #oldest(): number {
    for (const { serial } of this.#sent.values()) return serial;
    return this.#serial;
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
    const serial = this.#serial++;
    const encoded = headers();
    try {
      encoded.set("Nats-Msg-Id", message.id);
      for (const [name, value] of Object.entries(message.headers ?? {})) encoded.set(name, value);
    } catch (thrown) {
      this.#giveUp(message, reasonOf(thrown));
      return;
    }
    const token = serial.toString(36);
    const sent = { message, serial, encoded, attempts: 0, dueMs: 0, why: "no answer" };
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
    this.#wake();
  }

  /** Must not throw: the client would stop reading. */
  #answer(error: Error | null, answer: Answer): void {
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
      this.#sent.delete(token);
      this.#giveUp(sent.message, outcome);
    } else {
      this.#sent.delete(token);
      if (outcome.duplicate) this.duplicates++;
      else this.stored++;
    }
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
  }

  #wake(): void {
    if (this.#waiters.length === 0) return;
    const over = this.#waiters.filter(({ isOver }) => isOver());
    if (over.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => !over.includes(waiter));
    for (const { resolve } of over) resolve();
  }
}

/** Whether the server stored it, or why not; undefined if it wasn't JetStream who answered. */
function readAnswer(answer: Answer): { duplicate: boolean } | string | undefined {
  if (answer.headers?.code === 503) return "no stream captures the subject";
  try {
    const { error, stream, duplicate } = answer.json() as { error?: { description: string }; stream?: string; duplicate?: boolean };
    if (error !== undefined) return error.description;
    return stream === undefined ? undefined : { duplicate: duplicate === true };
  } catch {
    // Anybody who subscribes to the subject may answer, in any format.
    return undefined;
  }
}
