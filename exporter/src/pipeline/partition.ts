import type { Clock } from "../model/clock.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Fold } from "./fold.ts";
import type { CheckpointStore } from "./ports.ts";
import { takeSnapshot } from "./snapshot.ts";

/** The event loop gets its turn after this long at the latest. */
const TURN_MS = 5;
/** Messages folded between two looks at the clock; few, since each may copy several pages while a checkpoint runs. */
const LOOK_EVERY = 8;
/**
 * While more than this wait nothing further is asked of the log. Few, because messages that wait outlive the garbage
 * collector's young generation: piles of 16,384 cost a quarter of the CPU time of the whole process.
 */
const MOST_WAITING = 1_024;
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
  /** True from the first fold in a turn of the loop until the loop comes round, or a wait is over. */
  #inTurn = false;
  #turnEndsMs = 0;
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

  /** Takes messages in order; folds at once what fits into this turn of the loop, however often it is called in it. */
  receive(events: RawEvent[]): void {
    if (this.waiting === 0) {
      this.#queue = events;
    } else {
      this.#queue.splice(0, this.#next);
      for (const event of events) this.#queue.push(event);
    }
    this.#next = 0;
    this.#work();
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

  #work(): void {
    const { clock } = this.#parts;
    if (!this.#inTurn) {
      this.#inTurn = true;
      this.#turnEndsMs = clock.elapsed() + TURN_MS;
      clock.soon(() => { this.#endTurn(); });
    }
    this.#foldSome();
    if (!this.#isOpen && this.waiting <= MOST_WAITING) this.#setFlow(true);
    if (this.waiting > 0) return;
    this.drop();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #foldSome(): void {
    for (let done = 1; this.#next < this.#queue.length && !this.#mustWait(); done++) {
      const event = this.#queue[this.#next];
      if (event === undefined || this.fold.apply(event)) this.#next++;
      else return;
      if (done % LOOK_EVERY === 0 && this.#parts.clock.elapsed() >= this.#turnEndsMs) return;
    }
  }

  /** The loop has come round. Waiting for a disk or a server is not a reason to spin. */
  #endTurn(): void {
    if (this.waiting > 0 && this.#mustWait()) {
      this.#parts.clock.after(1, () => { this.#endTurn(); });
      return;
    }
    this.#inTurn = false;
    if (this.waiting > 0) this.#work();
  }

  #mustWait(): boolean {
    return this.fold.state.structures.memory.preservedBytes > MOST_PRESERVED_BYTES || this.#parts.isBlocked();
  }

  #setFlow(open: boolean): void {
    this.#isOpen = open;
    this.#parts.flow(open);
  }
}
