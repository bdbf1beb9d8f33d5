import type { Clock, Timer } from "./clock.ts";

/** For tests: a clock that stands until it is told to go on. */
export class FakeClock implements Clock {
  #nowMs: number;
  #soon: (() => void)[] = [];
  #timers: { atMs: number; call: () => void }[] = [];

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  elapsed(): number {
    return this.#nowMs;
  }

  after(delayMs: number, call: () => void): Timer {
    const timer = { atMs: this.#nowMs + delayMs, call };
    this.#timers.push(timer);
    return { cancel: () => { this.#timers = this.#timers.filter((other) => other !== timer); } };
  }

  soon(call: () => void): void {
    this.#soon.push(call);
  }

  /** Time passes while something works: nothing is called. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  /** One turn of the loop: what was asked for soon and the timers that are due, then all promises that follow. */
  async turn(): Promise<void> {
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter((timer) => !due.includes(timer));
    for (const call of [...this.#soon.splice(0), ...due.map((timer) => timer.call)]) call();
    await new Promise<void>((resolve) => { setImmediate(resolve); });
  }

  /** Time goes on by `ms`, then the loop turns. */
  async advance(ms: number): Promise<void> {
    this.pass(ms);
    await this.turn();
  }

  /** How many calls wait for a turn. */
  get waiting(): number {
    return this.#soon.length;
  }

  /** When the timers are due, ms. */
  get dueMs(): number[] {
    return this.#timers.map(({ atMs }) => atMs);
  }
}
