const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Milliseconds since 1970 of an RFC 3339 time such as `2024-02-29T12:00:00.5+05:30`; fractions beyond the millisecond
 * are cut off. NaN for anything else, a time without an offset and days that no month has included.
 * A leap second counts as the first second after it. By hand, since Date.parse takes much that is no RFC 3339.
 */
export function parseRfc3339(text: string): number {
  const second = twoDigits(text, 17);
  if (!hasPunctuation(text) || second > 60) return NaN;
  const day = dayMs(fourDigits(text, 0), twoDigits(text, 5), twoDigits(text, 8));
  const minute = minuteOfDay(text, 11);
  const fractionEnd = endOfFraction(text);
  const offset = offsetMinutes(text, fractionEnd);
  return day + (minute - offset) * MINUTE_MS + second * 1000 + fractionMs(text, fractionEnd);
}

/**
 * parseRfc3339 for times that come mostly in order: one of the same day as the one before, in UTC and with milliseconds
 * or none, costs half. One reader a stream: it keeps the day.
 */
export function rfc3339Reader(): (text: string) => number {
  let day = "";
  let beginMs = NaN;
  return (text) => {
    const withinMs = msWithinDay(text);
    if (day !== "" && text.startsWith(day)) return Number.isNaN(withinMs) ? parseRfc3339(text) : beginMs + withinMs;
    const ms = parseRfc3339(text);
    if (!Number.isNaN(ms) && !Number.isNaN(withinMs)) {
      // A copy: a slice would keep the whole text that it is from in memory.
      day = Array.from(text.slice(0, DAY_LENGTH)).join("");
      beginMs = ms - withinMs;
    }
    return ms;
  };
}

const DAY_LENGTH = "2024-02-29T".length; // with the T: another character there is no time

/** Of a text that ends in `HH:mm:ssZ` or `HH:mm:ss.SSSZ` behind its day; NaN for all others. */
function msWithinDay(text: string): number {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 0x5a || text.charCodeAt(16) !== 0x3a) return NaN;
  const second = twoDigits(text, 17);
  if (second > 60) return NaN;
  const wholeMs = minuteOfDay(text, 11) * MINUTE_MS + second * 1000;
  if (length === 20) return wholeMs;
  const last = text.charCodeAt(22);
  return text.charCodeAt(19) === 0x2e && isDigit(last) ? wholeMs + twoDigits(text, 20) * 10 + last - 0x30 : NaN;
}

/** Milliseconds since 1970 of a day's beginning; NaN if there is no such day. */
export function dayMs(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  return daysSince1970(year, month, day) * DAY_MS;
}

/**
 * "days_from_civil" by Howard Hinnant (public domain): years begin in March, so that the leap day is a year's last;
 * (153 m + 2) / 5 are the days before month m, counted from March; 719,468 is 1970-01-01 counted from 0000-03-01.
 */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leaps + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function hasPunctuation(text: string): boolean {
  const between = text.charCodeAt(10) | 0x20; // T, t and the blank
  return text.charCodeAt(4) === 0x2d && text.charCodeAt(7) === 0x2d && (between === 0x74 || text.charCodeAt(10) === 0x20)
    && text.charCodeAt(16) === 0x3a;
}

/** Minutes in `HH:mm` at `at`; NaN beyond 23:59. */
function minuteOfDay(text: string, at: number): number {
  const hours = twoDigits(text, at);
  const minutes = twoDigits(text, at + 3);
  return hours < 24 && minutes < 60 && text[at + 2] === ":" ? hours * 60 + minutes : NaN;
}

function endOfFraction(text: string): number {
  if (text[19] !== ".") return 19;
  let at = 20;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function fractionMs(text: string, end: number): number {
  if (end === 19) return 0;
  if (end === 20) return NaN;
  let ms = 0;
  for (let at = 20; at < 23; at++) ms = ms * 10 + (at < end ? text.charCodeAt(at) - 0x30 : 0);
  return ms;
}

function offsetMinutes(text: string, at: number): number {
  const sign = text[at];
  if ((sign === "Z" || sign === "z") && text.length === at + 1) return 0;
  if ((sign !== "+" && sign !== "-") || text.length !== at + 6) return NaN;
  return minuteOfDay(text, at + 1) * (sign === "-" ? -1 : 1);
}

function fourDigits(text: string, at: number): number {
  return twoDigits(text, at) * 100 + twoDigits(text, at + 2);
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones - 528 : NaN;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
