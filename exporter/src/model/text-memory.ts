/** Texts remembered, a power of two. */
const SLOTS = 512;
/** Longest text that is remembered, in bytes. */
const MAX_BYTES = 42;

interface Known {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * Short ASCII texts that come again and again, found by their bytes: each is made a string once, as long as no other
 * text takes its slot. Bounded: 512 texts. Some 2 ns a byte.
 */
export class TextMemory {
  readonly #slots: (Known | undefined)[] = new Array<Known | undefined>(SLOTS).fill(undefined);
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });

  /** The text in `bytes` from `start` to before `end`, which must be ASCII; undefined if it is longer than 42 bytes. */
  find(bytes: Uint8Array, start: number, end: number): string | undefined {
    if (end - start > MAX_BYTES) return undefined;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 9)) & (SLOTS - 1);
    const known = this.#slots[slot];
    if (known !== undefined && isSame(known.bytes, bytes, start, end)) return known.text;
    const copy = bytes.slice(start, end);
    const text = this.#decoder.decode(copy);
    this.#slots[slot] = { bytes: copy, text };
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = known;
  if (length !== end - start) return false;
  for (let at = 0; at < length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}
