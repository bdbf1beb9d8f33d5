import type { EarlierRecord } from "./detector.ts";

/** State of `size` bytes that is today what it was: that of a tier, or of a part, which a new version left alone. */
export function unchanged(size: number): EarlierRecord {
  return {
    size,
    migrate(from, fromOffset, to, toOffset) {
      for (let i = 0; i < size; i += 4) to.setUint32(toOffset + i, from.getUint32(fromOffset + i, true), true);
    },
  };
}
