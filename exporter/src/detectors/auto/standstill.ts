import { deviationEvidence } from "../../stats/evidence.ts";
import { because, REASON } from "../reasons.ts";
import type { DetectorInput, Judgement, SilenceJudge } from "../detector.ts";
import { BELOW_ONSET } from "./rests.ts";
import { follow } from "./season.ts";

const LAST = 0;
/** Events with the last value, the runs that ended, the longest usual one, and their mean length. */
const RUN = 8;
const ENDED = 16;
const LONGEST_RUN = 24;
const MEAN_RUN = 32;
/** Intervals seen, their mean and the longest usual one, ms. */
const INTERVALS = 40;
const MEAN = 48;
const LONGEST_INTERVAL = 56;

/** Runs and intervals before one is judged. */
const WARM_UP = 30;
/** Share of the longest that is forgotten with each run or interval. */
const FORGOTTEN = 1 / 1000;
const RUN_RATE = 1 / 500;
const MEAN_RATE = 1 / 500;
/** Evidence where a limit is reached; a run beyond it holds the anomaly's state and begins no other. */
const REACHED = 3;
/** A run of equal values is too long if it is less likely than 1 in 10^6, of eight events at least, and twice the longest. */
const RUN_DECADES = 6;
const LEAST_RUN = 8;
const LONGER_RUN = 2;
/** A silence is too long at 9.5 mean intervals (1 in 13,000 of events that come at random), 1.2 times the longest, 5 s at least. */
const MEAN_INTERVALS = 9.5;
const LONGER_INTERVAL = 1.2;
const LEAST_MS = 5000;

/**
 * Values that do not change where they used to, and events that do not come where they used to.
 *
 *   limit of a run = max(6 / −log₁₀ p, 8, 2·longest), p = 1 − 1 / mean run, the share of events that repeat a value;
 *   limit of a silence = max(9.5·mean interval, 1.2·longest, 5 s).
 * Both are learned from runs that ended: one that lasts does not raise its own limit. The longest is forgotten by a thousandth a run or interval; one beyond its limit counts as its geometric mean with it.
 * A series that never changed is not stuck. 64 bytes.
 */
export class Standstill {
  static readonly size = 64;

  /** Evidence of the run of equal values that `value` goes on with: whole where it reaches its limit, then just below an onset. */
  runEvidence(page: DataView, at: number, value: number): number {
    const run = this.#run(page, at, value);
    if (run < LEAST_RUN || page.getFloat64(at + ENDED, true) < WARM_UP) return 0;
    const limit = this.#runLimit(page, at);
    if (run < limit) return 0;
    return run - 1 < limit ? REACHED : BELOW_ONSET;
  }

  /** Evidence of a silence of `silentMs` that ended: whole or none, since half a silence is no news. */
  silenceEvidence(page: DataView, at: number, silentMs: number): number {
    // The limit is above the longest.
    if (silentMs <= page.getFloat64(at + LONGEST_INTERVAL, true)) return 0;
    return silentMs >= this.patienceMs(page, at) ? REACHED : 0;
  }

  /** The limit of a silence; Infinity while it is not known. */
  patienceMs(page: DataView, at: number): number {
    if (page.getFloat64(at + INTERVALS, true) < WARM_UP) return Infinity;
    return Math.max(LEAST_MS, MEAN_INTERVALS * page.getFloat64(at + MEAN, true), LONGER_INTERVAL * page.getFloat64(at + LONGEST_INTERVAL, true));
  }

  explainRun(page: DataView, at: number, value: number, judgement: Judgement): void {
    because(judgement, REASON.stuck, this.#run(page, at, value), Math.max(1, page.getFloat64(at + LONGEST_RUN, true)));
  }

  explainSilence(page: DataView, at: number, silentMs: number, judgement: Judgement): void {
    because(judgement, REASON.silent, silentMs / 1000, page.getFloat64(at + MEAN, true) / 1000);
  }

  learn(page: DataView, at: number, { value, elapsedMs }: DetectorInput): void {
    this.#learnRun(page, at, value);
    if (elapsedMs > 0) this.#learnInterval(page, at, elapsedMs);
  }

  #run(page: DataView, at: number, value: number): number {
    const before = page.getFloat64(at + RUN, true);
    return before > 0 && value === page.getFloat64(at + LAST, true) ? before + 1 : 1;
  }

  #runLimit(page: DataView, at: number): number {
    const share = Math.max(1 - 1 / page.getFloat64(at + MEAN_RUN, true), 1e-6);
    return Math.max(LEAST_RUN, RUN_DECADES / -Math.log10(Math.min(share, 0.999)), LONGER_RUN * page.getFloat64(at + LONGEST_RUN, true));
  }

  #learnRun(page: DataView, at: number, value: number): void {
    const before = page.getFloat64(at + RUN, true);
    const run = this.#run(page, at, value);
    if (run > 1 || before === 0) {
      page.setFloat64(at + LAST, value, true);
      page.setFloat64(at + RUN, run, true);
      return;
    }
    const ended = page.getFloat64(at + ENDED, true) + 1;
    // A limit is never below the least one, and a logarithm an event is dear.
    const limit = before > LEAST_RUN && ended > WARM_UP ? this.#runLimit(page, at) : Infinity;
    const learned = before > limit ? Math.sqrt(before * limit) : before;
    this.#lengthen(page, at + LONGEST_RUN, learned);
    follow(page, at + MEAN_RUN, learned, Math.max(RUN_RATE, 1 / ended));
    page.setFloat64(at + ENDED, ended, true);
    page.setFloat64(at + LAST, value, true);
    page.setFloat64(at + RUN, 1, true);
  }

  #learnInterval(page: DataView, at: number, elapsedMs: number): void {
    const seen = page.getFloat64(at + INTERVALS, true) + 1;
    const isUsual = elapsedMs <= page.getFloat64(at + LONGEST_INTERVAL, true);
    const limit = isUsual ? Infinity : this.patienceMs(page, at);
    const learned = elapsedMs > limit ? Math.sqrt(elapsedMs * limit) : elapsedMs;
    this.#lengthen(page, at + LONGEST_INTERVAL, learned);
    follow(page, at + MEAN, learned, Math.max(MEAN_RATE, 1 / seen));
    page.setFloat64(at + INTERVALS, seen, true);
  }

  #lengthen(page: DataView, at: number, length: number): void {
    page.setFloat64(at, Math.max(page.getFloat64(at, true) * (1 - FORGOTTEN), length), true);
  }
}

/** Judges a silence that goes on: evidence 2.5 at the limit, no band. The state lies `at` bytes behind the detector's. */
export function silenceBy(standstill: Standstill, at: number): SilenceJudge {
  return {
    patienceMs: (page, offset) => standstill.patienceMs(page, offset + at),
    score(page, offset, silentMs, judgement) {
      const patience = standstill.patienceMs(page, offset + at);
      judgement.ready = patience < Infinity;
      judgement.evidence = judgement.ready ? deviationEvidence(silentMs / patience, 1) : 0;
      judgement.expected = NaN;
      judgement.lower = NaN;
      judgement.upper = NaN;
      if (judgement.ready) standstill.explainSilence(page, offset + at, silentMs, judgement);
      else because(judgement, REASON.none, NaN);
    },
  };
}
