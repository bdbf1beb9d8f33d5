import { hashUnits } from "../model/hash.ts";
import type { HashPair } from "../model/hash.ts";

const FIRST_BYTES = 512;

/**
 * Values of a key as `Texts` keeps them: UTF-16 code units, little-endian, with U+0000 between the values, which hold none.
 * Strings are slow to look into: they are spread out once, and hash and comparison read from here. One is filled again and again.
 */
export class KeyText {
  /** Holds `units` code units from its beginning. */
  view = new DataView(new ArrayBuffer(FIRST_BYTES));
  units = 0;
  /** Unsigned 32 bits. */
  hash = 0;
  readonly #pair: HashPair = { low: 0, high: 0 };

  fill(values: readonly string[]): void {
    const pair = this.#pair;
    pair.low = 0;
    let at = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? "";
      const end = at + 2 * value.length;
      if (end + 2 > this.view.byteLength) this.#grow(end + 2);
      const { view } = this;
      for (let k = 0; k < value.length; k++) view.setUint16(at + 2 * k, value.charCodeAt(k), true);
      hashUnits(view, at, end, pair);
      view.setUint16(end, 0, true);
      at = end + 2;
    }
    this.units = Math.max(0, at / 2 - 1);
    this.hash = pair.low;
  }

  /** True if the bytes at `offset` of a page are those of this text, as long as it is. */
  isAt(page: DataView, offset: number): boolean {
    const { view } = this;
    const end = 2 * this.units;
    let at = 0;
    for (; at + 4 <= end; at += 4) if (page.getUint32(offset + at, true) !== view.getUint32(at, true)) return false;
    return at === end || page.getUint16(offset + at, true) === view.getUint16(at, true);
  }

  #grow(bytes: number): void {
    const before = new Uint8Array(this.view.buffer);
    const after = new Uint8Array(2 * bytes);
    after.set(before);
    this.view = new DataView(after.buffer);
  }
}
