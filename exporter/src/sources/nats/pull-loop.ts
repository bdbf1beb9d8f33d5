import { createInbox, type Msg } from "@nats-io/transport-node";
import type { Clock, Timer } from "../../model/clock.ts";
import { reasonOf } from "./nats-error.ts";
import { pullStatus } from "./pull-status.ts";

/** Two, so that the server has the next at hand while the answer to the first is on its way. */
const requestsAtOnce = 2;
/** More messages than any byte bound can hold: requests end by bytes alone. */
const batch = 1_000_000;
const expiresMs = 30_000;
const heartbeatMs = 5_000;
/** NATS allows no payload above 64 MiB: whoever doubled beyond twice that is mistaken. */
const largestBytes = 128 * 1024 * 1024;

/** What is used of a message. */
export type PulledMessage = Pick<Msg, "subject" | "reply" | "data" | "headers"> & {
  /** Bytes that the server counts for it. The client's messages have it, its types don't say so. */
  size?(): number;
};

/** What is used of a connection. */
interface PullConnection {
  publish(subject: string, payload: string, options: { reply: string }): void;
  subscribe(subject: string, options: { callback: (error: Error | null, message: PulledMessage) => void }): { unsubscribe(): void };
}

/** One pull consumer and who hears from it. */
export interface PullLoopOptions {
  readonly connection: PullConnection;
  readonly clock: Clock;
  readonly stream: string;
  readonly consumer: string;
  /** Bytes that one request may bring; two are under way at once. */
  readonly pullBytes: number;
  /** A message with its reply subject; must not throw. False ends the loop: the message is not the one expected. */
  readonly onMessage: (message: PulledMessage, reply: string) => boolean;
  /** Called once, with the reason, when nothing more will come. Not after `stop`. */
  readonly onEnd: (why: string) => void;
}

/**
 * Pulls from one consumer as fast as the server gives, bounded by bytes (ADR 0003: the client library's own
 * loop asks far too often when bounded so).
 */
export class PullLoop {
  readonly #options: PullLoopOptions;
  readonly #request: string;
  readonly #inbox: string;
  readonly #subscription: { unsubscribe(): void };
  #timer: Timer;
  #bytes: number;
  /** Requests under way, and what they may still bring. */
  #waiting = 0;
  #left = 0;
  #paused: boolean;
  #ended = false;
  /** Messages since the last request ended: none means that the next one is larger than the bound. */
  #progress = false;
  /** Anything came since the last look, a heartbeat at least. */
  #alive = true;
  #missed = 0;

  constructor(options: PullLoopOptions, paused: boolean) {
    const { connection, clock, stream, consumer } = options;
    this.#options = options;
    this.#paused = paused;
    this.#bytes = options.pullBytes;
    this.#request = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`;
    this.#inbox = createInbox();
    this.#subscription = connection.subscribe(this.#inbox, { callback: (error, message) => { this.#receive(error, message); } });
    this.#timer = clock.after(heartbeatMs, () => { this.#look(); });
    this.#pull();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#pull();
  }

  /** Ends without a word. What the server still sends is dropped. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer.cancel();
    this.#subscription.unsubscribe();
  }

  #receive(error: Error | null, message: PulledMessage): void {
    if (this.#ended) return;
    if (error !== null) { this.#end(error.message); return; }
    this.#alive = true;
    const reply = message.reply ?? "";
    if (reply === "") { this.#status(message); return; }
    this.#progress = true;
    this.#left -= message.size?.() ?? 0;
    if (!this.#options.onMessage(message, reply)) this.#end("the consumer skipped or repeated a message");
    else if (this.#left <= 0) this.#noneLeft();
  }

  /** A message without a reply subject is the server's word on a request. */
  #status(message: PulledMessage): void {
    const { code = 0, description = "" } = message.headers ?? {};
    switch (pullStatus(code, description)) {
      case "alive": return;
      case "ended": this.#again(this.#options.pullBytes, message); return;
      case "full": this.#again(this.#progress ? this.#options.pullBytes : this.#bytes * 2, message); return;
      case "lost": this.#end(`${code} ${description}`.trim());
    }
  }

  /** One request has ended as `status` says; the next may bring `bytes`. */
  #again(bytes: number, status: PulledMessage): void {
    if (bytes > largestBytes) { this.#end(`a message does not fit into ${this.#bytes} bytes`); return; }
    this.#waiting--;
    this.#progress = false;
    this.#bytes = bytes;
    this.#left -= Number(status.headers?.get("Nats-Pending-Bytes") ?? 0);
    if (this.#left <= 0 || this.#waiting === 0) this.#noneLeft();
    else this.#pull();
  }

  /** A request that was filled to the byte ends without a word: no bytes left means that none is under way. */
  #noneLeft(): void {
    this.#left = 0;
    this.#waiting = 0;
    this.#pull();
  }

  #pull(): void {
    if (this.#paused || this.#ended) return;
    const request = JSON.stringify({ batch, max_bytes: this.#bytes, expires: expiresMs * 1e6, idle_heartbeat: heartbeatMs * 1e6 });
    try {
      for (; this.#waiting < requestsAtOnce; this.#waiting++, this.#left += this.#bytes) {
        this.#options.connection.publish(this.#request, request, { reply: this.#inbox });
      }
    } catch (thrown) {
      this.#end(reasonOf(thrown));
    }
  }

  /** Whoever waits for messages hears a heartbeat each 5 s: two missed mean that nobody serves the request. */
  #look(): void {
    this.#missed = this.#alive || this.#waiting === 0 ? 0 : this.#missed + 1;
    this.#alive = false;
    if (this.#missed >= 2) { this.#end("two heartbeats missed"); return; }
    this.#timer = this.#options.clock.after(heartbeatMs, () => { this.#look(); });
  }

  #end(why: string): void {
    this.stop();
    this.#options.onEnd(why);
  }
}
