import type { Detector, Group } from "../detectors/detector.ts";
import type { KeyTable } from "../state/key-table.ts";
import type { Slab } from "../state/slab.ts";
import type { Structures } from "../state/structures.ts";

/** Under this value of every label lie the series for whose group there is no room. */
const OTHER = "__other__";
/** Number of a series' group + 1, f64; 0 = not looked up yet. */
const NUMBER_BYTES = 8;

/** What groups are made of. */
export interface GroupParts {
  /** Name of the measure's structures; equal exactly if they may live on. */
  readonly name: string;
  readonly detector: Detector;
  /** Where the labels that siblings share stand among the stream's. */
  readonly labelIndexes: readonly number[];
  /** Keys of the stream, by whose text a group is found. */
  readonly keys: KeyTable;
  readonly maxKeys: number;
}

/**
 * The records that siblings share: a series' group is found by its label values once, then by a number beside it.
 * An event costs one page read more.
 */
export class Groups {
  /** Group of each series, to be zeroed with it. */
  readonly numbers: Slab;
  readonly table: KeyTable;
  readonly records: Slab;
  readonly #parts: GroupParts;
  readonly #group: Group;

  constructor(parts: GroupParts, structures: Structures) {
    const { name, detector } = parts;
    this.#parts = parts;
    this.table = structures.keyTable(`groups/${name}`);
    this.numbers = structures.slab(`grouped/${name}`, NUMBER_BYTES);
    this.records = structures.slab(`siblings/${name}`, detector.groupSize ?? NUMBER_BYTES);
    this.#group = { page: new DataView(new ArrayBuffer(0)), offset: 0, member: 0 };
  }

  /** Tells the detector which group the series that comes next belongs to. */
  enter(key: number, logMs: number): void {
    const number = this.#numberOf(key, logMs);
    const group = this.#group;
    group.page = this.records.writable(number);
    group.offset = this.records.offset(number);
    group.member = key;
    this.#parts.detector.enter?.(group);
  }

  #numberOf(key: number, logMs: number): number {
    this.numbers.ensure(key);
    const known = this.numbers.view(key).getFloat64(this.numbers.offset(key), true);
    if (known > 0) return known - 1;
    const { keys, labelIndexes, maxKeys } = this.#parts;
    const values = keys.text(key).split("\0");
    const own = labelIndexes.map((index) => values[index] ?? "");
    let number = this.table.find(own);
    if (number < 0) number = this.table.count() < maxKeys ? this.table.add(own, logMs) : this.#other(logMs);
    this.records.ensure(number);
    this.numbers.writable(key).setFloat64(this.numbers.offset(key), number + 1, true);
    return number;
  }

  #other(logMs: number): number {
    const values = this.#parts.labelIndexes.map(() => OTHER);
    const found = this.table.find(values);
    return found >= 0 ? found : this.table.add(values, logMs);
  }
}
