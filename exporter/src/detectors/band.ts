import type { Judgement } from "./detector.ts";
import { judgeDeviation } from "./reasons.ts";

/**
 * Evidence, reason and band of a value around what is expected, for detectors whose judgement is a deviation:
 * `ready` and `expected` of the judgement were set before, `deviation` is one standard deviation (> 0), `onset` of
 * them are an onset and half the band's width.
 */
export function judgeAround(judgement: Judgement, value: number, deviation: number, onset: number): void {
  const { ready, expected } = judgement;
  judgeDeviation(judgement, (value - expected) / deviation, onset);
  judgement.lower = ready ? expected - onset * deviation : NaN;
  judgement.upper = ready ? expected + onset * deviation : NaN;
}
