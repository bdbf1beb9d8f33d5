import { noJudgement } from "./detector.ts";
import type { Detector, DetectorInput, Judgement } from "./detector.ts";

/** For tests: one series of a detector in a page, with neighbours of a known pattern before and behind it. */
export class StatePage {
  readonly detector: Detector;
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #lastMs = NaN;

  constructor(detector: Detector, bytes?: Uint8Array) {
    this.detector = detector;
    this.bytes = bytes ?? new Uint8Array(detector.size * 3).fill(0xa5).fill(0, detector.size, detector.size * 2);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  /** The same state in bytes of its own, as a checkpoint brings it back. */
  copy(): StatePage {
    return new StatePage(this.detector, this.bytes.slice());
  }

  /** Judges without learning. */
  score(value: number, atMs = 0): Judgement {
    // Whatever the one before left there must be written over.
    const judgement = { ...noJudgement(), ready: true, evidence: -1, expected: 0, lower: 0, upper: 0 };
    this.detector.score(this.#view, this.detector.size, this.#input(value, atMs), judgement);
    return judgement;
  }

  /** Judges, then learns. */
  see(value: number, atMs = 0): Judgement {
    const judgement = this.score(value, atMs);
    this.detector.learn(this.#view, this.detector.size, this.#input(value, atMs));
    this.#lastMs = atMs;
    return judgement;
  }

  #input(value: number, atMs: number): DetectorInput {
    return { value, eventMs: atMs, logMs: atMs, elapsedMs: Number.isNaN(this.#lastMs) ? 0 : atMs - this.#lastMs, intervalMs: 60_000 };
  }
}
