import { between } from "../domains/domain.ts";
import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import type { Injection, Reporter } from "../reporter.ts";
import { INJECTIONS } from "./kinds.ts";
import type { InjectionKind } from "./kinds.ts";
import { forced, schedule } from "./schedule.ts";
import type { Planned } from "./schedule.ts";

/** What was injected into which series: the ground truth. */
export interface Truth extends Injection {
  readonly stream: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A source that can be injected into. */
interface Target {
  readonly domain: string;
  readonly reporter: Reporter;
}

interface Options {
  readonly seed: number;
  readonly startMs: number;
  readonly scheduled: boolean;
  readonly forced: readonly Planned[];
}

/** A source stays undisturbed for this long after an injection, so that its detectors are back to normal. */
const REST_MS = 180_000;

/** Decides which source gets which injection when. */
export class Injector {
  readonly #startMs: number;
  readonly #targets: readonly Target[];
  readonly #domains: readonly string[];
  readonly #random: Random;
  readonly #plans: Iterator<Planned, undefined>[];
  /** The next of each plan. */
  readonly #next: (Planned | undefined)[];
  /** Chosen, waiting for their target's next turn. */
  readonly #chosen = new Map<Reporter, Omit<Injection, "startMs" | "endMs">>();
  #turn = 0;

  constructor(options: Options, targets: readonly Target[]) {
    this.#startMs = options.startMs;
    this.#targets = targets;
    this.#domains = [...new Set(targets.map(({ domain }) => domain))];
    this.#random = seededRandom(options.seed, "injector");
    this.#plans = [forced(options.forced), ...(options.scheduled ? [schedule(options.seed)] : [])];
    this.#next = this.#plans.map((plan) => plan.next().value);
  }

  /** Before each turn of a source: starts what is due; says so if it begins with this source at this moment. */
  inject(target: Target, atMs: number): Truth | undefined {
    this.#next.forEach((planned, i) => {
      if (planned === undefined || this.#startMs + planned.afterMs > atMs) return;
      this.#choose(planned, atMs);
      this.#next[i] = this.#plans[i]?.next().value;
    });
    const { reporter } = target;
    const chosen = this.#chosen.get(reporter);
    if (chosen === undefined) return undefined;
    this.#chosen.delete(reporter);
    reporter.injection = { ...chosen, startMs: atMs, endMs: atMs + INJECTIONS[chosen.kind].durationMs };
    return { stream: reporter.source.stream, labels: reporter.source.labels, ...reporter.injection };
  }

  #choose(planned: Planned, atMs: number): void {
    const domain = planned.domain ?? this.#domains[this.#turn++ % this.#domains.length];
    const rested = this.#targets.filter((target) => target.domain === domain && this.#isFree(target.reporter, atMs) && fitting(target, planned.kind).length > 0);
    const target = this.#random.pick(rested);
    if (target === undefined) return;
    const { size: [low, high], signed } = INJECTIONS[planned.kind];
    const measure = this.#random.pick(fitting(target, planned.kind)) ?? "";
    const sign = signed && this.#random.next() < 0.5 ? -1 : 1;
    const size = Number((sign * between(this.#random, low, high)).toFixed(1));
    this.#chosen.set(target.reporter, { kind: planned.kind, measure, size });
  }

  #isFree(reporter: Reporter, atMs: number): boolean {
    return !this.#chosen.has(reporter) && (reporter.injection === undefined || reporter.injection.endMs + REST_MS < atMs);
  }
}

/** Names of the measures that a kind fits; "" stands for the whole source. */
function fitting({ reporter }: Target, kind: InjectionKind): string[] {
  const { fits } = INJECTIONS[kind];
  return fits.length === 0 ? [""] : reporter.source.measures.filter((measure) => fits.includes(measure.kind)).map(({ name }) => name);
}
