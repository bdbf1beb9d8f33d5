import type { Clock } from "../model/clock.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Fold } from "./fold.ts";
import type { CheckpointStore } from "./ports.ts";
import { takeSnapshot } from "./snapshot.ts";

/** The event loop gets its turn after this long at the latest. */
const TURN_MS = 5;
/** Messages folded between two looks at the clock. */
const LOOK_EVERY = 32;
/** From this many waiting messages on nothing further is asked of the log. */
const MOST_WAITING = 16_384;
/** The fold waits while a checkpoint has this much left that was written to since it began. */
const MOST_PRESERVED_BYTES = 67_108_864;

/** What a partition is made of. */
export interface PartitionParts {
  readonly fold: Fold;
  readonly clock: Clock;
  readonly checkpoints: CheckpointStore;
  /** True while effects can't take more: the fold waits. */
  isBlocked(): boolean;
  /** Resolves when all effects told so far are safe outside. */
  effectsDone(): Promise<void>;
  /** Asks the log for more, or for nothing further. */
  flow(open: boolean): void;
}

/** The size of a checkpoint and how long it took. */
export interface CheckpointResult {
  readonly sizeBytes: number;
  readonly durationMs: number;
}

/**
 * One owner of one state: takes messages from a reader, folds them in short turns, and writes checkpoints
 * meanwhile. Has no state outside itself.
 */
export class Partition {
  readonly fold: Fold;
  readonly #parts: PartitionParts;
  #queue: RawEvent[] = [];
  #next = 0;
  #working = false;
  #isOpen = true;
  #idle: (() => void)[] = [];

  constructor(parts: PartitionParts) {
    this.fold = parts.fold;
    this.#parts = parts;
  }

  /** Messages received and not yet folded. */
  get waiting(): number {
    return this.#queue.length - this.#next;
  }

  /** Takes messages in order; folds what fits into this turn at once. */
  receive(events: RawEvent[]): void {
    if (this.waiting === 0) {
      this.#queue = events;
      this.#next = 0;
    } else {
      for (const event of events) this.#queue.push(event);
    }
    if (!this.#working) this.#turn();
    if (this.#isOpen && this.waiting > MOST_WAITING) this.#setFlow(false);
  }

  /** Resolves when all messages received so far are folded. */
  async settled(): Promise<void> {
    if (this.waiting === 0) return;
    await new Promise<void>((resolve) => { this.#idle.push(resolve); });
  }

  /** Forgets what waits: the reader begins anew behind the position. */
  drop(): void {
    this.#queue = [];
    this.#next = 0;
  }

  /** Writes a checkpoint of this moment while the fold goes on. One at a time. */
  async checkpoint(): Promise<CheckpointResult> {
    const begunMs = this.#parts.clock.elapsed();
    // In this very turn: a message whose windows are still closing is half folded.
    while (!this.fold.isBetweenMessages) await new Promise<void>((resolve) => { this.#parts.clock.soon(resolve); });
    const snapshot = takeSnapshot(this.fold);
    try {
      // What the state stands for must be safe outside before the state is.
      await this.#parts.effectsDone();
      const sizeBytes = await this.#parts.checkpoints.write(snapshot);
      return { sizeBytes, durationMs: this.#parts.clock.elapsed() - begunMs };
    } finally {
      snapshot.pages.end();
    }
  }

  #turn(): void {
    const { clock } = this.#parts;
    this.#working = true;
    const untilMs = clock.elapsed() + TURN_MS;
    for (let done = 1; this.#next < this.#queue.length && !this.#mustWait(); done++) {
      const event = this.#queue[this.#next];
      if (event === undefined || this.fold.apply(event)) this.#next++;
      else break;
      if (done % LOOK_EVERY === 0 && clock.elapsed() >= untilMs) break;
    }
    this.#endTurn();
  }

  #endTurn(): void {
    if (this.waiting > 0) {
      const again = (): void => { this.#turn(); };
      // Waiting for a disk or a server is not a reason to spin.
      if (this.#mustWait()) this.#parts.clock.after(1, again);
      else this.#parts.clock.soon(again);
      return;
    }
    this.#working = false;
    this.drop();
    if (!this.#isOpen) this.#setFlow(true);
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #mustWait(): boolean {
    return this.fold.state.structures.memory.preservedBytes > MOST_PRESERVED_BYTES || this.#parts.isBlocked();
  }

  #setFlow(open: boolean): void {
    this.#isOpen = open;
    this.#parts.flow(open);
  }
}
