import type { Clock } from "../model/clock.ts";

/** Longest stretch of work before others get their turn; a chunk or slice more may follow. */
const TURN_MS = 3;

/** Cuts long work into turns of the event loop: `if (turn.isOver()) await turn.next()` every hundred items or so. */
export class Turn {
  /** What this work has taken of the loop so far, without the others' turns. */
  workedMs = 0;
  readonly #clock: Clock;
  #beganMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#beganMs = clock.elapsed();
  }

  isOver(): boolean {
    return this.#clock.elapsed() - this.#beganMs >= TURN_MS;
  }

  /** Resolves when the loop has served what else was waiting. */
  async next(): Promise<void> {
    this.workedMs += this.#clock.elapsed() - this.#beganMs;
    await new Promise<void>((resolve) => { this.#clock.soon(resolve); });
    this.#beganMs = this.#clock.elapsed();
  }
}
