import { between } from "../domains/domain.ts";
import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import type { InjectionKind } from "./kinds.ts";

/** An injection that is due. */
export interface Planned {
  readonly kind: InjectionKind;
  /** Milliseconds after going live. */
  readonly afterMs: number;
  /** Domain to inject into; undefined = whichever is next. */
  readonly domain?: string | undefined;
}

// Every second one is a spike: whoever looks for a minute shall see one.
const ROUND: readonly InjectionKind[] = ["spike", "shift", "spike", "burst", "spike", "drift", "spike", "stuck", "spike", "dropout"];

/** What is due when: a spike 10 to 14 s after going live, then one injection every 20 to 35 s, for ever. */
export function* schedule(seed: number): Generator<Planned, never> {
  const random: Random = seededRandom(seed, "schedule");
  let afterMs = between(random, 10_000, 14_000);
  for (let turn = 0; ; turn++) {
    yield { kind: ROUND[turn % ROUND.length] ?? "spike", afterMs: Math.round(afterMs) };
    afterMs += between(random, 20_000, 35_000);
  }
}

/** The forced injections in the order of their time, then nothing. */
export function* forced(planned: readonly Planned[]): Generator<Planned, undefined> {
  yield* [...planned].sort((a, b) => a.afterMs - b.afterMs);
  return undefined;
}
