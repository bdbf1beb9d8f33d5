import type { Clock, Timer } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import type { Partition } from "../pipeline/partition.ts";
import { reasonOf } from "../sources/nats/nats-error.ts";

/** The newest checkpoint, or why there is none. */
export interface CheckpointState {
  /** When it was completed, ms since 1970; undefined before the first. */
  atMs: number | undefined;
  sizeBytes: number;
  durationMs: number;
  /** Why the last try failed; undefined if it didn't. */
  fault: string | undefined;
  failed: number;
}

/** Writes a checkpoint each interval in which the fold went on, and a last one at the end. */
export class Checkpointer {
  readonly state: CheckpointState = { atMs: undefined, sizeBytes: 0, durationMs: 0, fault: undefined, failed: 0 };
  readonly #partition: Partition;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #intervalMs: number;
  #timer: Timer | undefined;
  #written = -1;
  #running: Promise<void> = Promise.resolve();

  constructor(partition: Partition, clock: Clock, log: Log, intervalMs: number) {
    this.#partition = partition;
    this.#clock = clock;
    this.#log = log;
    this.#intervalMs = intervalMs;
  }

  start(): void {
    this.#timer = this.#clock.after(this.#intervalMs, () => {
      this.#running = this.#write().then(() => { if (this.#timer !== undefined) this.start(); });
    });
  }

  /** Ends the timer and writes what is not yet written. Never rejects: a failure is in `state`. */
  async finish(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#running;
    await this.#write();
  }

  async #write(): Promise<void> {
    const sequence = this.#partition.fold.sequence;
    if (sequence === this.#written) return;
    try {
      const { sizeBytes, durationMs } = await this.#partition.checkpoint();
      this.#written = sequence;
      Object.assign(this.state, { atMs: this.#clock.now(), sizeBytes, durationMs, fault: undefined });
      this.#log.debug({ sequence, size_bytes: sizeBytes, duration_ms: Math.round(durationMs) }, "checkpoint written");
    } catch (thrown) {
      this.state.failed++;
      this.state.fault = reasonOf(thrown);
      this.#log.error({ why: this.state.fault }, "checkpoint could not be written");
    }
  }
}
