/** Longest label value in bytes of UTF-8; a longer one is cut at a code point. */
const MAX_LABEL_BYTES = 128;
/** So many UTF-16 code units fit whatever they are: three bytes each at the most. */
const ALWAYS_FITS = Math.floor(MAX_LABEL_BYTES / 3);

/**
 * A label's value as it stands in metrics: "" for null and undefined (absent); text cut to 128 bytes; numbers and
 * booleans as text. Undefined if it can't be one: objects, arrays, numbers that are not finite, text with
 * control characters or halves of surrogate pairs. About 1 ns a character.
 */
export function labelValue(value: unknown): string | undefined {
  if (typeof value === "string") return isClean(value) ? cut(value) : undefined;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === "boolean") return value ? "true" : "false";
  return value === undefined || value === null ? "" : undefined;
}

function isClean(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return false;
    if (unit >= 0xd800 && unit < 0xe000) {
      const next = text.charCodeAt(at + 1);
      if (unit >= 0xdc00 || !(next >= 0xdc00 && next < 0xe000)) return false;
      at++;
    }
  }
  return true;
}

function cut(text: string): string {
  if (text.length <= ALWAYS_FITS) return text;
  let bytes = 0;
  let at = 0;
  for (const point of text) {
    bytes += utf8Bytes(point.codePointAt(0) ?? 0);
    if (bytes > MAX_LABEL_BYTES) return text.slice(0, at);
    at += point.length;
  }
  return text;
}

function utf8Bytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
