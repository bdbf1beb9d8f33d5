import { noInput } from "../detectors/detector.ts";
import type { Detector, DetectorInput, Judgement } from "../detectors/detector.ts";
import { REASON_KINDS } from "../detectors/reasons.ts";

/** A function of one value and its inverse, both rising. */
export interface Pointwise {
  forward(value: number): number;
  back(value: number): number;
}

/** Judges and learns by the values that a function gives. One instance serves one detector; allocates nothing. */
export class PointwiseJudge {
  readonly #detector: Detector;
  readonly #by: Pointwise;
  readonly #input: DetectorInput = noInput();

  constructor(detector: Detector, by: Pointwise) {
    this.#detector = detector;
    this.#by = by;
  }

  score(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void {
    const by = this.#by;
    this.#detector.score(page, offset, this.#transformed(input), judgement);
    judgement.expected = by.back(judgement.expected);
    judgement.lower = by.back(judgement.lower);
    judgement.upper = by.back(judgement.upper);
    for (const figure of REASON_KINDS[judgement.reason]?.inUnit ?? []) judgement[figure] = by.back(judgement[figure]);
  }

  learn(page: DataView, offset: number, input: DetectorInput): void {
    this.#detector.learn(page, offset, this.#transformed(input));
  }

  #transformed(input: DetectorInput): DetectorInput {
    const mine = this.#input;
    mine.value = this.#by.forward(input.value);
    mine.eventMs = input.eventMs;
    mine.logMs = input.logMs;
    mine.elapsedMs = input.elapsedMs;
    mine.intervalMs = input.intervalMs;
    return mine;
  }
}
