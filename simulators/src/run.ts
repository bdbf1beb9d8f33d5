import { DOMAINS } from "./domains/registry.ts";
import type { Message } from "./message.ts";
import { link, untilItWorks } from "./nats/connect.ts";
import type { Link, Waiting } from "./nats/connect.ts";
import { Publisher } from "./nats/publisher.ts";
import { ensureTruthStream, lastEventMs } from "./nats/streams.ts";
import type { Options } from "./options.ts";
import type { Settings } from "./settings.ts";
import { simulate } from "./simulation.ts";
import { STORY, STORY_SUBJECT } from "./story.ts";

/** Where lines go. */
export interface Output {
  /** Data, a line each. */
  data(line: string): void;
}

/** How often due messages are sent, ms. */
const BEAT_MS = 20;
/** Messages that are due for longer (a laptop that slept) are left out. */
const TOO_OLD_MS = 60_000;
const PROGRESS_MS = 10_000;

/** Prints the messages up to the end that the options name. */
export function print(options: Options, output: Output): void {
  const endMs = options.startMs + (options.forMs ?? 0);
  for (const message of simulate(settings(options, options.startMs))) {
    if (message.atMs >= endMs) return;
    output.data(JSON.stringify({ kind: message.kind, subject: message.subject, id: message.id, body: message.body }));
  }
}

/** Publishes past and present until stopped or at the end that the options name. */
export async function publish(options: Options, waiting: Waiting, output: Output): Promise<void> {
  const connected = await link(options.nats, waiting);
  if (connected === undefined) return;
  try {
    const known = await untilItWorks(() => prepare(connected, options), waiting);
    if (known !== undefined) await new Run(options, waiting, output, new Publisher(connected.publisher, waiting)).go(known);
  } finally {
    await connected.close();
  }
}

/** Makes ready and finds how far each domain has been told by an earlier run. */
async function prepare({ manager }: Link, options: Options): Promise<ReadonlyMap<string, number>> {
  await ensureTruthStream(manager);
  const known = new Map<string, number>();
  for (const [name, subject] of pulses(options)) {
    const lastMs = await lastEventMs(manager, subject);
    if (lastMs !== undefined) known.set(name, lastMs);
  }
  return known;
}

/** By what is told, the subject whose last message says how far. */
function pulses({ counts, seed }: Options): Map<string, string> {
  const found = new Map([[STORY, STORY_SUBJECT]]);
  for (const { name, reporters } of DOMAINS) {
    const [source] = reporters?.sources(counts[reporters.option], seed) ?? [];
    if (source !== undefined) found.set(name, source.subject);
  }
  return found;
}

function settings({ counts, rate, seed, pastMs, scheduled, forced, incidents }: Options, startMs: number): Settings {
  return { counts, rate, seed, pastMs, scheduled, forced, incidents, startMs };
}

/** One run from the first message of the past to the end. */
class Run {
  readonly #options: Options;
  readonly #waiting: Waiting;
  readonly #output: Output;
  readonly #publisher: Publisher;
  readonly #startMs: number;
  #toldMs: number;
  #leftOut = 0;
  #live = false;

  constructor(options: Options, waiting: Waiting, output: Output, publisher: Publisher) {
    this.#options = options;
    this.#waiting = waiting;
    this.#output = output;
    this.#publisher = publisher;
    this.#startMs = waiting.clock.now();
    this.#toldMs = this.#startMs;
  }

  /** `known`: by domain, up to when an earlier run has told it; told again it would only be late. */
  async go(known: ReadonlyMap<string, number>): Promise<void> {
    const endMs = this.#startMs + (this.#options.forMs ?? Infinity);
    for (const message of simulate({ ...settings(this.#options, this.#startMs), known })) {
      if (!(await this.#isDue(message)) || message.atMs >= endMs) break;
      await this.#send(message);
    }
    await this.#publisher.drain();
    this.#waiting.tell(`ended: ${this.#publisher.stored.toLocaleString("en")} messages stored`);
  }

  /** Waits until it is time for a message; false when stopped meanwhile. */
  async #isDue(message: Message): Promise<boolean> {
    if (!this.#live && message.atMs >= this.#startMs) {
      this.#live = true;
      await this.#endPast();
    }
    const { clock, stop } = this.#waiting;
    while (message.atMs > clock.now() && !stop.aborted) await this.#beat();
    return !stop.aborted;
  }

  async #send(message: Message): Promise<void> {
    if (this.#live && this.#waiting.clock.now() - message.atMs > TOO_OLD_MS) {
      this.#leftOut++;
      return;
    }
    await this.#publisher.publish(message);
    if (message.kind === "truth" && this.#options.json) this.#output.data(JSON.stringify(message.body));
  }

  async #endPast(): Promise<void> {
    await this.#publisher.drain();
    const seconds = ((this.#waiting.clock.now() - this.#startMs) / 1000).toFixed(1);
    this.#waiting.tell(`past published: ${this.#publisher.stored.toLocaleString("en")} messages in ${seconds} s; now live, ${this.#options.rate} a second`);
  }

  /** Sleeps a little; tells how it goes from time to time. */
  async #beat(): Promise<void> {
    const { clock, stop, tell } = this.#waiting;
    await clock.sleep(BEAT_MS, stop);
    if (clock.now() - this.#toldMs < PROGRESS_MS) return;
    this.#toldMs = clock.now();
    const leftOut = this.#leftOut === 0 ? "" : `, ${this.#leftOut.toLocaleString("en")} left out that were older than a minute`;
    tell(`live: ${this.#publisher.stored.toLocaleString("en")} messages stored${leftOut}`);
  }
}
