import type { Measure, Source } from "./domains/domain.ts";
import { INJECTIONS } from "./injections/kinds.ts";
import type { InjectionKind } from "./injections/kinds.ts";
import { seededRandom } from "./model/random.ts";
import type { Random } from "./model/random.ts";

/** An injection at work in one source. Times in ms since 1970. */
export interface Injection {
  readonly kind: InjectionKind;
  /** Name of the measure; "" = all, for a dropout. */
  readonly measure: string;
  readonly startMs: number;
  readonly endMs: number;
  /** See `InjectionShape.size`; negative = downwards. */
  readonly size: number;
}

/** Reports one source's measures again and again; holds its random numbers and its totals. */
export class Reporter {
  readonly source: Source;
  /** At work, or the last one that was. */
  injection: Injection | undefined;
  readonly #random: Random;
  readonly #last = new Map<string, number>();
  #lastMs: number;

  /** `fromMs`: when the source was switched on; amounts count from there. */
  constructor(source: Source, seed: number, fromMs: number) {
    this.source = source;
    this.#random = seededRandom(seed, `${source.subject} ${JSON.stringify(source.fields)}`);
    this.#lastMs = fromMs;
  }

  /** Values of all measures at a time not before the last one; undefined while the source is silent. */
  report(atMs: number): Record<string, number> | undefined {
    const seconds = (atMs - this.#lastMs) / 1000;
    this.#lastMs = atMs;
    const values: Record<string, number> = {};
    for (const measure of this.source.measures) values[measure.name] = this.#value(measure, atMs, seconds);
    return this.injection?.kind === "dropout" && atMs <= this.injection.endMs ? undefined : values;
  }

  #value(measure: Measure, atMs: number, seconds: number): number {
    const value = round(this.#raw(measure, atMs, seconds), measure.digits);
    this.#last.set(measure.name, value);
    return value;
  }

  #raw(measure: Measure, atMs: number, seconds: number): number {
    const injection = this.#injectionOf(measure, atMs);
    const mean = measure.mean(atMs);
    const last = this.#last.get(measure.name);
    if (measure.kind === "level") {
      const normal = mean + measure.deviation * this.#random.normal();
      if (injection === undefined) return normal;
      const progress = (atMs - injection.startMs) / Math.max(1, injection.endMs - injection.startMs);
      return INJECTIONS[injection.kind].level({ normal, last: last ?? normal, offset: injection.size * measure.deviation, progress });
    }
    const expected = mean * seconds * (injection?.size ?? 1);
    if (measure.kind === "amount") return this.#random.poisson(expected);
    return (last ?? 0) + Math.max(0, expected * (1 + measure.deviation * this.#random.normal()));
  }

  #injectionOf(measure: Measure, atMs: number): Injection | undefined {
    const injection = this.injection;
    return injection !== undefined && injection.measure === measure.name && atMs <= injection.endMs ? injection : undefined;
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
