import type { FilteredMeasure, FilterSettings, ValueFilter, ValueFilterKind } from "./filter.ts";

/** Whole seconds of a test lie from here on; ms since 1970. */
const BEGIN_MS = Date.UTC(2026, 2, 1);

/** For tests: one series of a filter in a page, with neighbours of a known pattern before and behind it. */
export class FilterPage {
  readonly filter: ValueFilter;
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #ordinal = 0;

  constructor(filter: ValueFilter, bytes?: Uint8Array) {
    this.filter = filter;
    this.bytes = bytes ?? new Uint8Array(filter.size * 3).fill(0xa5).fill(0, filter.size, filter.size * 2);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  /** The same state in bytes of its own, as a checkpoint brings it back. */
  copy(): FilterPage {
    const copy = new FilterPage(this.filter, this.bytes.slice());
    copy.#ordinal = this.#ordinal;
    return copy;
  }

  /** What goes on of a value at a second of the test; undefined = nothing. */
  pass(second: number, value: number, id = ""): number | undefined {
    const passed = this.filter.pass(this.#view, this.filter.size, { value, eventMs: BEGIN_MS + second * 1000, id, ordinal: this.#ordinal++ });
    return Number.isNaN(passed) ? undefined : passed;
  }
}

/** For tests: a fresh page of a filter with these settings, its defaults filled in. */
export function pageOf(kind: ValueFilterKind, settings: FilterSettings = {}, measure: FilteredMeasure = { kind: "gauge", unit: "celsius" }): FilterPage {
  const defaults = Object.entries(kind.settings).flatMap(([name, setting]): [string, number][] => (setting.default === undefined ? [] : [[name, setting.default]]));
  return new FilterPage(kind.create({ ...Object.fromEntries(defaults), ...settings }, measure));
}
