import type { Region } from "./memory.ts";

/** A checkpoint whose records this Eddy can't read. */
class LayoutError extends Error {
  override readonly name = "LayoutError";
  readonly code = "checkpoint_layout";
}

/**
 * Size of the records that a region holds: `recordBytes`, or one of those of older versions. A checkpoint of version 1
 * names none: then the pages tell, since each holds a power of two of them. Throws LayoutError for any other size.
 */
export function checkRecords(region: Region, recordBytes: number, earlier: readonly number[]): number {
  if (region.pages.length === 0) return recordBytes;
  const known = [recordBytes, ...earlier];
  const found = region.recordBytes ?? known.find((size) => holdsWhole(region, size));
  if (found !== undefined && known.includes(found) && holdsWhole(region, found)) return found;
  throw new LayoutError(
    `${region.name}: records must have ${known.join(" or ")} bytes, got ${found ?? "another size"}; `
    + "run the Eddy that wrote the checkpoint, or move the checkpoints away to fold the log again",
  );
}

function holdsWhole(region: Region, size: number): boolean {
  return region.pages.every(({ bytes }) => Number.isInteger(Math.log2(bytes.length / size)));
}
