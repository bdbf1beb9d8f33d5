/** One value to be judged. The caller reuses the object. */
export interface DetectorInput {
  /** In the measure's base unit; for counters and rates per second. Always finite. */
  value: number;
  /** Event time, milliseconds since 1970. */
  eventMs: number;
  /** Log time, milliseconds since 1970; never goes back. */
  logMs: number;
}

/** What a detector says about one value. The caller passes the object to be filled. */
export interface Judgement {
  /** False while warming up; the evidence is 0 then. */
  ready: boolean;
  /**
   * Evidence A ≥ 0 that the value is anomalous. The score is 1 − e^(−A), so 2.5 is a score of 0.918:
   * an onset. Every detector is calibrated to this meaning.
   */
  evidence: number;
  /** Expected value and band from before this value, in its unit; NaN while unknown. */
  expected: number;
  lower: number;
  upper: number;
}

/**
 * Scores one series after another on fixed-size records in pages: the detector itself
 * holds settings only, all state lies in `size` bytes at `offset` of a page.
 * The order is always `score`, then `learn` with the same input.
 */
export interface Detector {
  /** Bytes of state a series, a multiple of 8. All bytes zero = a series that has seen nothing. */
  readonly size: number;
  /** Judges a value by the state; changes nothing in the page. */
  score(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void;
  /** Takes the value into the state. */
  learn(page: DataView, offset: number, input: DetectorInput): void;
}

/** Settings of a detector as a pack gives them: names to numbers, checked against `defaults`. */
export type DetectorSettings = Readonly<Record<string, number>>;

/** One kind of detector, listed in registry.ts. */
export interface DetectorKind {
  /** As written in packs, for example `z-score`. */
  readonly id: string;
  /** Raised when the layout or the meaning of the state changes; then a migration is due. */
  readonly version: number;
  /** Every setting with its default. */
  readonly defaults: DetectorSettings;
  /** Smallest and largest allowed value of each setting. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Settings that count something: whole numbers only. */
  readonly whole: readonly string[];
  /** Events until it is ready under its defaults. */
  readonly warmUp: number;
  /** Settings are complete, within range and whole where they must be. */
  create(settings: DetectorSettings): Detector;
}
