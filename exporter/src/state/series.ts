import type { Memory } from "./memory.ts";
import { Slab } from "./slab.ts";

/** Where the fields of a series' record lie; all f64 but `open`, `ready` and `reason` (u8). Zero = nothing seen. */
export const SERIES = {
  /** Observations so far. */
  events: 0,
  /** Event time of the newest one, ms. */
  lastEventMs: 8,
  /** Log time of the newest one, ms. */
  lastLogMs: 16,
  /** Gauge: last value. Counter: last reading. Rate and KPI: value of the last closed window. */
  value: 24,
  /** Counter and rate: everything added up. */
  total: 32,
  /** Mean interval between events, ms. */
  intervalMs: 40,
  /** Anomaly state S at its last rise. */
  state: 48,
  /** Log time of that rise, ms. */
  riseLogMs: 56,
  /** Event time of that rise, ms. */
  riseEventMs: 64,
  expected: 72,
  lower: 80,
  upper: 88,
  /** Onsets so far. */
  anomalies: 96,
  /** Event time of the latest onset, ms. */
  startMs: 104,
  /** 1 while the latest anomaly lasts. */
  open: 112,
  /** 1 once the detector is ready. */
  ready: 113,
  /** Code of the reason of the last rise, u8 (detectors/reasons.ts), and its figures. */
  reason: 114,
  reasonA: 120,
  reasonB: 128,
  reasonC: 136,
  /** Value at the last rise, and what was expected there. */
  riseValue: 144,
  riseExpected: 152,
} as const;

const RECORD_BYTES = 160;

/** Sizes of the record in older versions, oldest first. Fields are only ever added at its end. */
const EARLIER_BYTES: readonly number[] = [120];

/** So much of a detector's state is read ahead: large ones have in front what each event needs. */
const AHEAD_BYTES = 768;

/** Bytes of state that a detector has a series, and from which key on another, smaller one judges. */
interface DetectorBytes {
  readonly size: number;
  readonly beyond?: { readonly keys: number; readonly detector: { readonly size: number } };
}

/** Records of one measure's series: a part that every series has, and the detector's own. */
export class SeriesSlab {
  readonly records: Slab;
  readonly #detector: Slab;
  /** Of keys from `#keys` on. */
  readonly #beyond: Slab | undefined;
  readonly #keys: number;
  /** What `readAhead` came to; nobody needs it, but what nobody could see is not read. */
  ahead = 0;
  /** Whether anomalies of a key are expected at an event time; undefined = never. Not part of the state: set from it. */
  isMuted: ((key: number, eventMs: number) => boolean) | undefined;

  /** `detectorName` is equal exactly if the detector's state may live on. */
  constructor(memory: Memory, name: string, detectorName: string, { size, beyond }: DetectorBytes) {
    this.records = new Slab(memory, name, RECORD_BYTES, EARLIER_BYTES);
    this.#detector = new Slab(memory, `${name}/${detectorName}`, size);
    this.#beyond = beyond && new Slab(memory, `${name}/${detectorName}/beyond`, beyond.detector.size);
    this.#keys = beyond?.keys ?? Infinity;
  }

  ensure(id: number): void {
    this.records.ensure(id);
    this.detector(id).ensure(this.seat(id));
  }

  /** Fetches at once what an event of the series will need, if there is room for it: its record, and the beginning of its detector's state. */
  readAhead(id: number): void {
    this.ahead = this.records.readAhead(id, RECORD_BYTES) + this.detector(id).readAhead(this.seat(id), AHEAD_BYTES);
  }

  /** Begins the series anew: its key was freed. */
  zero(id: number): void {
    this.records.zero(id);
    this.detector(id).zero(this.seat(id));
  }

  /** The slab in which the detector's state of this key lies, at `seat(id)`. */
  detector(id: number): Slab {
    return this.#beyond === undefined || id < this.#keys ? this.#detector : this.#beyond;
  }

  /** The number of the key's state in its slab. */
  seat(id: number): number {
    return this.#beyond === undefined || id < this.#keys ? id : id - this.#keys;
  }

  /** True if the series had an observation or, for rates, an event. */
  isUsed(id: number): boolean {
    return this.records.has(id) && this.records.view(id).getFloat64(this.records.offset(id) + SERIES.lastLogMs, true) > 0;
  }
}
