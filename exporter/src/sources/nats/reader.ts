import {
  AckPolicy, DeliverPolicy, JetStreamApiCodes, JetStreamApiError, type ConsumerConfig, type JetStreamManager,
} from "@nats-io/jetstream";
import { nuid } from "@nats-io/transport-node";
import type { Clock, Timer } from "../../model/clock.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import type { LogReader } from "../../pipeline/ports.ts";
import type { NatsLink } from "./connect.ts";
import { numbersOffset, readDelivery } from "./delivery.ts";
import { reasonOf } from "./nats-error.ts";
import { PullLoop, type PulledMessage } from "./pull-loop.ts";
import { StoredEvent } from "./stored-event.ts";
import { formatTimestamp, type Timestamp } from "./timestamp.ts";

/**
 * Some 1,000 small messages: enough that the next request is there before they are folded, few enough that they die
 * young (two pulls of 4 MiB cost 1.5 µs more a message, all of it garbage collection) and that what the socket
 * brings in one turn of the loop takes milliseconds.
 */
const defaultPullBytes = 256 * 1024;
const shortestWaitMs = 100;
const longestWaitMs = 5_000;
/** How long the server keeps the consumer of a reader that was killed. */
const inactiveNs = 60e9;

/** What a reader needs. */
export interface ReaderOptions {
  readonly link: NatsLink;
  readonly manager: JetStreamManager;
  readonly clock: Clock;
  readonly stream: string;
  /** The stream's creation time as the position was checked against it. */
  readonly created: string;
  /** First sequence to read, or the first moment (a new epoch). */
  readonly from: number | Timestamp;
  /** Bytes of one pull; two are under way at once. Default 256 KiB. */
  readonly pullBytes?: number | undefined;
  /** The consumer was lost and is made anew behind the last event; for the log and a counter. */
  readonly onRestart: (why: string) => void;
  /**
   * The stream is not the one checked, lost its end, or the server was away: it may have come back with an older
   * store whose sequences were given again since. Close this reader and check the position anew.
   */
  readonly onUnsure: (why: string) => void;
}

/**
 * Reads the log in order, each message once: a consumer without acknowledgements, replaced whenever
 * anything is odd by a new one behind the last event. Keeps at most two pulls in memory.
 */
export class NatsLogReader implements LogReader {
  onEvents: (events: RawEvent[]) => void = () => undefined;
  readonly #options: ReaderOptions;
  readonly #delivery = { sequence: 0, deliverySequence: 0, storeTimeMs: 0, storeTimeNs: 0 };
  readonly #unlisten: () => void;
  #loop: PullLoop | undefined;
  #consumer = "";
  /** Next sequence to read; 0 = none seen yet, begin at the given moment. */
  #next: number;
  #lastDelivery = 0;
  #offset = -1;
  #events: RawEvent[] = [];
  #paused = false;
  #closed = false;
  #why: string | undefined = "starting";
  #waitMs = shortestWaitMs;
  #retry: Timer | undefined;
  /** Raised with each attempt, so that an overtaken one can see that it is. */
  #attempt = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#next = typeof options.from === "number" ? options.from : 0;
    this.#unlisten = options.link.onReconnect(() => { if (this.#attempt > 0) this.#unsure("reconnected"); });
  }

  /** Undefined while reading, else why not. */
  get why(): string | undefined {
    return this.#why;
  }

  /** Begins to read; set `onEvents` before. */
  start(): void {
    void this.#make();
  }

  pause(): void {
    this.#paused = true;
    this.#loop?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#loop?.resume();
  }

  /** Nothing comes after this call. Resolves when the server was told; never rejects. */
  async close(): Promise<void> {
    this.#stop();
    this.#closed = true;
    this.#why = "closed";
    this.#unlisten();
    this.#events = [];
    await this.#forget();
  }

  #stop(): void {
    this.#attempt++;
    this.#retry?.cancel();
    this.#loop?.stop();
    this.#loop = undefined;
  }

  async #make(): Promise<void> {
    const attempt = ++this.#attempt;
    const { manager, stream, created, link, clock } = this.#options;
    try {
      const { created: createdNow, state } = await manager.streams.info(stream);
      if (attempt !== this.#attempt) return;
      if (createdNow !== created) { this.#unsure(`stream ${stream} was created at ${createdNow}, not ${created}`); return; }
      if (state.last_seq < this.#next - 1) { this.#unsure(`stream ${stream} ends at ${state.last_seq}, before ${this.#next - 1}`); return; }
      const { name } = await manager.consumers.add(stream, this.#config());
      this.#consumer = name;
      if (attempt !== this.#attempt) { await this.#forget(); return; }
    } catch (thrown) {
      if (attempt !== this.#attempt) return;
      if (isStreamGone(thrown)) this.#unsure(`stream ${stream} is gone`);
      else this.#restart(reasonOf(thrown), this.#waitMs);
      return;
    }
    this.#lastDelivery = 0;
    this.#offset = -1;
    this.#why = undefined;
    this.#loop = new PullLoop({
      connection: link.connection,
      clock,
      stream,
      consumer: this.#consumer,
      pullBytes: this.#options.pullBytes ?? defaultPullBytes,
      onMessage: (message, reply) => this.#take(message, reply),
      onEnd: (why) => { this.#restart(why, this.#waitMs); },
    }, this.#paused);
  }

  #config(): Partial<ConsumerConfig> {
    const { from } = this.#options;
    const start: Partial<ConsumerConfig> = this.#next === 0 && typeof from !== "number"
      ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: formatTimestamp(from) }
      : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#next };
    return {
      ...start,
      name: `eddy-${nuid.next()}`,
      ack_policy: AckPolicy.None,
      inactive_threshold: inactiveNs,
      mem_storage: true,
      num_replicas: 1,
    };
  }

  /** False if a message is missing, doubled or none of this consumer's. */
  #take(message: PulledMessage, reply: string): boolean {
    const delivery = this.#delivery;
    if (this.#offset < 0) this.#offset = numbersOffset(reply);
    if (!readDelivery(reply, this.#offset, delivery)) return false;
    if (delivery.deliverySequence !== this.#lastDelivery + 1 || delivery.sequence < this.#next) return false;
    this.#lastDelivery = delivery.deliverySequence;
    this.#next = delivery.sequence + 1;
    this.#waitMs = shortestWaitMs;
    // Handed over once what the socket brought (64 KiB) is read: outside of the client, which would swallow a throw.
    if (this.#events.push(new StoredEvent(message, delivery)) === 1) queueMicrotask(() => { this.#flush(); });
    return true;
  }

  #flush(): void {
    if (this.#events.length === 0) return;
    const events = this.#events;
    this.#events = [];
    this.onEvents(events);
  }

  #restart(why: string, waitMs: number): void {
    if (this.#closed) return;
    this.#stop();
    void this.#forget();
    if (this.#why === undefined) this.#options.onRestart(why);
    this.#why = why;
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
    if (this.#options.link.downSinceMs() !== undefined) return;
    this.#retry = this.#options.clock.after(waitMs, () => { void this.#make(); });
  }

  #unsure(why: string): void {
    this.#stop();
    this.#why = why;
    this.#options.onUnsure(why);
  }

  /** The server ends an idle consumer by itself; telling it is courtesy. */
  async #forget(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = "";
    if (consumer === "" || this.#options.link.downSinceMs() !== undefined) return;
    await this.#options.manager.consumers.delete(this.#options.stream, consumer).catch(() => false);
  }
}

function isStreamGone(thrown: unknown): boolean {
  return thrown instanceof JetStreamApiError && thrown.code === JetStreamApiCodes.StreamNotFound;
}
