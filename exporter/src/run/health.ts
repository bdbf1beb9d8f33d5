import type { HealthPart, HealthReport } from "../contract/health.ts";
import type { Clock } from "../model/clock.ts";

/** How a part is right now; since when is found out by comparing with the time before. */
export type PartState = Pick<HealthPart, "status" | "why">;

/** Remembers since when each part stands as it does. */
export class Health {
  readonly #clock: Clock;
  readonly #version: string;
  readonly #parts: readonly (readonly [name: string, read: () => PartState])[];
  readonly #since = new Map<string, { status: string; sinceMs: number }>();

  /** `parts` are asked at every report, and should be asked now and then besides, so that `since` is right. */
  constructor(clock: Clock, version: string, parts: Readonly<Record<string, () => PartState>>) {
    this.#clock = clock;
    this.#version = version;
    this.#parts = Object.entries(parts);
  }

  report(): HealthReport {
    const parts = this.#parts.map(([name, read]) => {
      const { status, why } = read();
      return { name, status, why, since: new Date(this.#sinceMs(name, status)).toISOString() };
    });
    const has = (status: HealthPart["status"]): boolean => parts.some((part) => part.status === status);
    const starting = has("starting") ? "starting" : "ok";
    return { status: has("failing") ? "failing" : starting, version: this.#version, parts };
  }

  #sinceMs(name: string, status: string): number {
    const known = this.#since.get(name);
    if (known?.status === status) return known.sinceMs;
    const sinceMs = this.#clock.now();
    this.#since.set(name, { status, sinceMs });
    return sinceMs;
  }
}
