import type { Clock } from "../model/clock.ts";
import type { BadRow } from "../sources/replay/row.ts";

const TELL_MS = 2_000;
/** Faults told one by one; further ones are only counted. */
const MAX_FAULTS = 5;

/** Tells on the terminal how a replay goes. */
export class ReplayProgress {
  readonly #clock: Clock;
  readonly #tell: (line: string) => void;
  readonly #startMs: number;
  #toldMs: number;
  #sent = 0;
  #faults = 0;
  #bad = 0;

  constructor(clock: Clock, tell: (line: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.#startMs = clock.elapsed();
    this.#toldMs = this.#startMs;
  }

  /** The first row's time, as recorded and as published. */
  begin(firstMs: number, eventMs: number): void {
    this.#tell(`replay: ${iso(firstMs)} becomes ${iso(eventMs)}`);
  }

  sent(): void {
    this.#sent++;
    const nowMs = this.#clock.elapsed();
    if (nowMs - this.#toldMs < TELL_MS) return;
    this.#toldMs = nowMs;
    this.#tell(`replay: ${count(this.#sent, "message")}`);
  }

  bad({ file, number, why }: BadRow): void {
    this.#bad++;
    this.#fault(`${file}: row ${number} left out: ${why}`);
  }

  failed(subject: string, why: string): void {
    this.#fault(`a message for ${subject} was not stored: ${why}`);
  }

  /** The last line. */
  end(failed: number): void {
    const seconds = (this.#clock.elapsed() - this.#startMs) / 1000;
    const bad = this.#bad === 0 ? "" : `, ${count(this.#bad, "bad row")} left out`;
    const lost = failed === 0 ? "" : `, ${count(failed, "message")} not stored`;
    this.#tell(`replay: done, ${count(this.#sent, "message")} in ${seconds.toFixed(1)} s${bad}${lost}`);
  }

  #fault(line: string): void {
    if (++this.#faults <= MAX_FAULTS) this.#tell(`replay: ${line}`);
    if (this.#faults === MAX_FAULTS) this.#tell("replay: further faults are counted, not told");
  }
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
