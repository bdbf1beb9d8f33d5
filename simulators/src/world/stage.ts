import type { Random } from "../model/random.ts";
import type { Fact } from "./fact.ts";
import type { IncidentKind } from "./incidents.ts";

/** What everything in the world acts on. */
export interface Stage {
  readonly seed: number;
  /** Size of the shop: 1 = as many visits and sales a second as are written down. */
  readonly scale: number;
  /** Time of the story, ms since 1970. */
  readonly now: () => number;
  /** Has something happen later. */
  readonly after: (delayMs: number, action: () => void) => void;
  /** Something has happened, now. */
  readonly tell: (fact: Fact) => void;
  /** A name that no other thing of any run has. */
  readonly id: (prefix: string) => string;
  /** Whether an incident is at work. */
  readonly isOn: (kind: IncidentKind) => boolean;
}

/** A gap as long as this is drawn anew: the rate may have changed meanwhile. */
const LONGEST_GAP_MS = 5_000;

/** Lets something happen again and again, independently, at a mean rate that may change. */
export function arrivals(stage: Stage, random: Random, perSecond: () => number, action: () => void): void {
  const gapMs = (-1000 * Math.log(1 - random.next())) / (perSecond() * stage.scale);
  const isDue = gapMs <= LONGEST_GAP_MS;
  stage.after(isDue ? gapMs : LONGEST_GAP_MS, () => {
    if (isDue) action();
    arrivals(stage, random, perSecond, action);
  });
}

/** A time around `typicalMs`, seldom much longer, never negative (log-normal; `spread` 0.3 is narrow, 1 is wide). */
export function around(random: Random, typicalMs: number, spread: number): number {
  return typicalMs * Math.exp(spread * random.normal());
}
