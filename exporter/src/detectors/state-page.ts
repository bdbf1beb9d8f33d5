import { noJudgement } from "./detector.ts";
import type { Detector, DetectorInput, Group, Judgement } from "./detector.ts";

/** For tests: one series of a detector in a page, with neighbours of a known pattern before and behind it. */
export class StatePage {
  readonly detector: Detector;
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #lastMs = NaN;
  #group: Group | undefined;

  /** A `group` is shared with other series; without one a detector of siblings has one of its own. */
  constructor(detector: Detector, bytes?: Uint8Array, group?: Group) {
    this.detector = detector;
    this.#group = group ?? (detector.groupSize === undefined ? undefined : emptyGroup(detector, 0));
    this.bytes = bytes ?? new Uint8Array(detector.size * 3).fill(0xa5).fill(0, detector.size, detector.size * 2);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  /** The same state in bytes of its own, as a checkpoint brings it back. */
  copy(): StatePage {
    const copied = new StatePage(this.detector, this.bytes.slice(), this.#group && { ...this.#group, page: new DataView(this.#group.page.buffer.slice(0)) });
    copied.#lastMs = this.#lastMs;
    return copied;
  }

  /** Judges without learning. */
  score(value: number, atMs = 0): Judgement {
    // Whatever the one before left there must be written over.
    const judgement = { ...noJudgement(), ready: true, evidence: -1, expected: 0, lower: 0, upper: 0 };
    this.#enter();
    this.detector.score(this.#view, this.detector.size, this.#input(value, atMs), judgement);
    return judgement;
  }

  /** Judges, then learns. */
  see(value: number, atMs = 0): Judgement {
    const judgement = this.score(value, atMs);
    this.#enter();
    this.detector.learn(this.#view, this.detector.size, this.#input(value, atMs));
    this.#lastMs = atMs;
    return judgement;
  }

  #enter(): void {
    if (this.#group !== undefined) this.detector.enter?.(this.#group);
  }

  #input(value: number, atMs: number): DetectorInput {
    return { value, eventMs: atMs, logMs: atMs, elapsedMs: Number.isNaN(this.#lastMs) ? 0 : atMs - this.#lastMs, intervalMs: 60_000 };
  }
}

/** For tests: an empty record of a group as `member` sees it. */
export function emptyGroup({ groupSize = 0 }: Detector, member: number): Group {
  return { page: new DataView(new ArrayBuffer(groupSize)), offset: 0, member };
}
