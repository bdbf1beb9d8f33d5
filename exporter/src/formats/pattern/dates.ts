import { isBlank } from "./scan.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Whether the line has at `at` what `shape` shows: 0 stands for any digit, all else for itself. */
function hasShape(line: string, at: number, shape: string): boolean {
  for (let i = 0; i < shape.length; i++) {
    const wanted = shape.charCodeAt(i);
    const code = line.charCodeAt(at + i);
    if (wanted === 0x30 ? !(code >= 0x30 && code <= 0x39) : code !== wanted) return false;
  }
  return true;
}

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** `2026-01-02 03:04:05`, also with T, a fraction behind a point or comma, and Z or an offset. */
export function scanTimestamp(line: string, at: number): number {
  if (!hasShape(line, at, "0000-00-00") || !hasShape(line, at + 11, "00:00:00")) return -1;
  const between = line[at + 10];
  if (between !== " " && between !== "T" && between !== "t") return -1;
  let end = at + 19;
  if ((line[end] === "." || line[end] === ",") && isDigit(line, end + 1)) {
    end++;
    while (isDigit(line, end)) end++;
  }
  return scanOffset(line, end);
}

function scanOffset(line: string, at: number): number {
  const sign = line[at];
  if (sign === "Z" || sign === "z") return at + 1;
  if (sign !== "+" && sign !== "-") return at;
  if (hasShape(line, at + 1, "00:00")) return at + 6;
  return hasShape(line, at + 1, "0000") ? at + 5 : at;
}

const HTTP_DATE_LENGTH = "02/Jan/2026:03:04:05 +0000".length;

/** `02/Jan/2026:03:04:05 +0000`, as access logs write it; whether it is a date is seen when its value is read. */
export function scanHttpDate(line: string, at: number): number {
  const isDate = line[at + 2] === "/" && line[at + 6] === "/" && line[at + 11] === ":" && line[at + 20] === " ";
  return isDate && at + HTTP_DATE_LENGTH <= line.length ? at + HTTP_DATE_LENGTH : -1;
}

/** Milliseconds since 1970 of what scanHttpDate reads; NaN if it is no date of the calendar. */
export function httpDateMs(line: string, at: number): number {
  const month = MONTHS.indexOf(line.slice(at + 3, at + 6));
  const isDate = month >= 0 && hasShape(line, at, "00/") && hasShape(line, at + 6, "/0000:00:00:00 ") && hasShape(line, at + 22, "0000");
  if (!isDate) return NaN;
  const day = number(line, at, 2);
  const year = number(line, at + 7, 4);
  if (day < 1 || day > daysOf(year, month)) return NaN;
  const [hour, minute, second] = [number(line, at + 12, 2), number(line, at + 15, 2), number(line, at + 18, 2)];
  if (hour > 23 || minute > 59 || second > 60) return NaN;
  return Date.UTC(year, month, day, hour, minute - offsetMinutes(line, at + 21), second);
}

/** Of `+0530`; NaN without a sign. */
function offsetMinutes(line: string, at: number): number {
  const minutes = number(line, at + 1, 2) * 60 + number(line, at + 3, 2);
  if (line[at] === "-") return -minutes;
  return line[at] === "+" ? minutes : NaN;
}

function number(line: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) value = value * 10 + line.charCodeAt(i) - 0x30;
  return value;
}

function daysOf(year: number, month: number): number {
  if (month === 1) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [3, 5, 8, 10].includes(month) ? 30 : 31;
}

/** `Jan  2 03:04:05`, as syslog wrote it before RFC 5424: without a year or a zone. */
export function scanSyslogDate(line: string, at: number): number {
  if (!MONTHS.includes(line.slice(at, at + 3)) || !isBlank(line, at + 3)) return -1;
  const hasDay = hasShape(line, at + 4, "00 ") || (isBlank(line, at + 4) && hasShape(line, at + 5, "0 "));
  return hasDay && hasShape(line, at + 7, "00:00:00") ? at + 15 : -1;
}
