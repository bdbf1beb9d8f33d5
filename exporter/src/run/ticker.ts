import type { Clock, Timer } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import { publishTick } from "../sources/nats/control.ts";
import { reasonOf } from "../sources/nats/nats-error.ts";
import type { LogSession } from "./session.ts";

const TICK_MS = 1_000;

/**
 * Writes a tick into the log for each second in which nothing came. Also before the fold has caught up: where the
 * log's limits took everything that was left to read, the tick is what there is to catch up with.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #session: LogSession;
  #timer: Timer | undefined;

  constructor(clock: Clock, log: Log, session: LogSession) {
    this.#clock = clock;
    this.#log = log;
    this.#session = session;
  }

  start(): void {
    this.#timer = this.#clock.after(TICK_MS, () => void this.#tick());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #tick(): Promise<void> {
    const session = this.#session;
    if (session.why === undefined && this.#clock.elapsed() - session.receivedMs >= TICK_MS) {
      await publishTick(session.manager).catch((thrown: unknown) => {
        this.#log.debug({ why: reasonOf(thrown) }, "tick not stored");
      });
    }
    if (this.#timer !== undefined) this.start();
  }
}
