import { dayMs } from "./rfc3339.ts";

/** Whole milliseconds since 1970 of the time in `bytes` from `start` to before `end`; NaN = the text has to be looked at. Never throws. */
export type ReadTimeBytes = (bytes: Uint8Array, start: number, end: number) => number;

const MINUTE_MS = 60_000;

/** Reads the times of one stream from bytes; undefined where its format is not RFC 3339. */
export function compileTimeBytes(format: string): ReadTimeBytes | undefined {
  return format === "auto" || format === "rfc3339" ? rfc3339BytesReader() : undefined;
}

/** RFC 3339 in UTC with milliseconds or whole seconds, the usual way: `2024-02-29T12:00:00.500Z`. It keeps the day of the time before. */
function rfc3339BytesReader(): ReadTimeBytes {
  let dayDigits = -1;
  let beginMs = NaN;
  return (bytes, start, end) => {
    const withinMs = msWithinDay(bytes, start, end);
    const day = dayAt(bytes, start);
    // What is no digit is -1 there, and all of its bits set: one look at the sign tells of all.
    if ((withinMs | day) < 0 || !isPunctuated(bytes, start)) return NaN;
    if (day !== dayDigits) {
      const ms = dayMs(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100);
      if (Number.isNaN(ms)) return NaN;
      dayDigits = day;
      beginMs = ms;
    }
    return beginMs + withinMs;
  };
}

/** `HH:mm:ssZ` or `HH:mm:ss.SSSZ`; -1 if it is neither. */
function msWithinDay(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if ((length !== 24 && length !== 20) || bytes[end - 1] !== 0x5a) return -1;
  const hour = pair(bytes, start + 11);
  const minute = pair(bytes, start + 14);
  const second = pair(bytes, start + 17);
  const fraction = length === 24 ? fractionAt(bytes, start + 19) : 0;
  const isTime = (hour | minute | second | fraction | (23 - hour) | (59 - minute) | (59 - second)) >= 0;
  return isTime ? (hour * 60 + minute) * MINUTE_MS + second * 1000 + fraction : -1;
}

/** `yyyyMMdd` of a day written as 2024-02-29; -1 if it is none. */
function dayAt(bytes: Uint8Array, start: number): number {
  const century = pair(bytes, start);
  const year = pair(bytes, start + 2);
  const month = pair(bytes, start + 5);
  const day = pair(bytes, start + 8);
  return (century | year | month | day) >= 0 ? century * 1_000_000 + year * 10_000 + month * 100 + day : -1;
}

function fractionAt(bytes: Uint8Array, start: number): number {
  const tens = pair(bytes, start + 1);
  const ones = (bytes[start + 3] as number) - 0x30;
  return bytes[start] === 0x2e && (tens | ones | (9 - ones)) >= 0 ? tens * 10 + ones : -1;
}

function pair(bytes: Uint8Array, start: number): number {
  const tens = (bytes[start] as number) - 0x30;
  const ones = (bytes[start + 1] as number) - 0x30;
  return (tens | ones | (9 - tens) | (9 - ones)) >= 0 ? tens * 10 + ones : -1;
}

function isPunctuated(bytes: Uint8Array, start: number): boolean {
  return bytes[start + 4] === 0x2d && bytes[start + 7] === 0x2d && bytes[start + 10] === 0x54 && bytes[start + 13] === 0x3a && bytes[start + 16] === 0x3a;
}
