/** One value to be judged. The caller reuses the object. */
export interface DetectorInput {
  /** In the measure's base unit; for counters and rates per second. Always finite. */
  value: number;
  /** Event time, milliseconds since 1970. */
  eventMs: number;
  /** Log time, milliseconds since 1970; never goes back. */
  logMs: number;
  /** Event time since the series' event before this one, milliseconds; 0 for the first and for one that came late. */
  elapsedMs: number;
  /** Mean interval between the series' events before this one, milliseconds; 0 while unknown. */
  intervalMs: number;
}

/** The record that the siblings of a series share, where a kind declares one. */
export interface Group {
  page: DataView;
  offset: number;
  /** Number of the series that is judged, unlike that of any sibling. */
  member: number;
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
  /** Why the evidence is what it is: a code of reasons.ts, with up to three figures as told there; 0 where there is no evidence. */
  reason: number;
  a: number;
  b: number;
  c: number;
}

/** An input to be filled again and again. */
export function noInput(): DetectorInput {
  return { value: 0, eventMs: 0, logMs: 0, elapsedMs: 0, intervalMs: 0 };
}

/** A judgement that has said nothing. */
export function noJudgement(): Judgement {
  return { ready: false, evidence: 0, expected: NaN, lower: NaN, upper: NaN, reason: 0, a: NaN, b: NaN, c: NaN };
}

/** A record that an earlier version of a kind wrote, and what it comes to now. */
export interface EarlierRecord {
  /** Its bytes, a multiple of 8. */
  readonly size: number;
  /** Writes the present record, all zero before, from one that is not all zero: a series that has seen nothing stays so. Allocates nothing. */
  migrate(from: DataView, fromOffset: number, to: DataView, toOffset: number): void;
}

/** The state that an earlier version of a kind kept a series. */
export interface EarlierState extends EarlierRecord {
  /** Only of kinds that compare siblings: their record likewise. */
  readonly group?: EarlierRecord;
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
  /** Only of kinds that judge silence. */
  readonly silence?: SilenceJudge;
  /** Only where many keys are to cost less: from key number `keys` of a measure on, this one judges in its place. */
  readonly beyond?: { readonly keys: number; readonly detector: Detector };
  /** Only of kinds that compare siblings: bytes of the group's record, a multiple of 8; all zero = an empty group. */
  readonly groupSize?: number;
  /** The group that the next `score` and `learn` are about; only where there is a `groupSize`. */
  readonly enter?: (group: Group) => void;
  /**
   * By the version of the kind then, under equal settings: state that goes on. That of versions left out begins anew, and that of
   * all tiers unless `beyond` names the same versions; its `keys` must be what they were.
   */
  readonly earlier?: ReadonlyMap<number, EarlierState>;
}

/** The detector that judges the key of this number. */
export function detectorOf(detector: Detector, key: number): Detector {
  const { beyond } = detector;
  return beyond === undefined || key < beyond.keys ? detector : beyond.detector;
}

/** Judges that nothing came. Asked by log time, never by a scan over all series. */
export interface SilenceJudge {
  /** Silence behind the newest event at which an anomaly begins, milliseconds; Infinity while it isn't known what is usual. */
  patienceMs(page: DataView, offset: number): number;
  /** Judges a silence of `silentMs` that still goes on; changes nothing in the page. Evidence 2.5 at `patienceMs`. */
  score(page: DataView, offset: number, silentMs: number, judgement: Judgement): void;
}

/** Settings of a detector as a pack gives them: names to numbers, checked against `defaults`. */
export type DetectorSettings = Readonly<Record<string, number>>;

/** Settings that are words: names to one of the kind's `choices`. */
export type DetectorWords = Readonly<Record<string, string>>;

/** One kind of detector, listed in registry.ts. */
export interface DetectorKind {
  /** As written in packs, for example `z-score`. */
  readonly id: string;
  /** Raised when the layout or the meaning of the state changes; `Detector.earlier` then says how the state before goes on. */
  readonly version: number;
  /** Every setting with its default. */
  readonly defaults: DetectorSettings;
  /** Smallest and largest allowed value of each setting. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Settings that count something: whole numbers only. */
  readonly whole: readonly string[];
  /** Settings that are words, each with what it may be; the first is the default. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Settings that are amounts of the measure, or of it a second: written as it is shown, money in the major unit. */
  readonly inUnit?: readonly string[];
  /** The rule that settings break together, to be read after "must be"; undefined = none. */
  readonly broken?: (settings: DetectorSettings) => string | undefined;
  /** Events until it is ready under its defaults. */
  readonly warmUp: number;
  /**
   * What it looks at: the distribution of values, whether they change, when events arrive, a rule that the pack gives,
   * or siblings. Says which checks of the contract suite it must pass.
   */
  readonly judges: "values" | "changes" | "arrivals" | "rule" | "siblings";
  /** Settings are complete, within range and whole where they must be; words likewise. */
  create(settings: DetectorSettings, words?: DetectorWords): Detector;
}
