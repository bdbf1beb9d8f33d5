import { setField } from "../parts/fields.ts";
import type { Fields } from "../parts/fields.ts";
import { scanQuoted } from "./scan.ts";

const SEVERITIES = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"];
const FACILITIES = [
  "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
  "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
];
const HIGHEST_PRIORITY = 191;

/** Priority of a syslog message, 0 to 191 (RFC 5424, 6.2.1). */
export function scanPriority(line: string, at: number): number {
  let end = at;
  while (end < at + 3 && line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x39) end++;
  return end > at && Number(line.slice(at, end)) <= HIGHEST_PRIORITY ? end : -1;
}

/** What a priority stands for, in words. */
export function priorityOf(text: string): Fields {
  const priority = Number(text);
  return { facility: FACILITIES[priority >> 3], severity: SEVERITIES[priority & 7] };
}

/** Structured data of RFC 5424, `[id name="value" …]…` or `-` for none. */
export function scanStructured(line: string, at: number): number {
  return line[at] === "-" ? at + 1 : readStructured(line, at, {});
}

/** Structured data by element and parameter. */
export function structuredOf(text: string): Fields {
  const elements: Fields = {};
  readStructured(text, 0, elements);
  return elements;
}

/** Where the elements end, or -1; each is noted in `elements`. */
function readStructured(line: string, at: number, elements: Fields): number {
  let end = at;
  while (line[end] === "[") {
    const nameEnd = scanName(line, end + 1);
    if (nameEnd < 0) return -1;
    const parameters: Fields = {};
    setField(elements, line.slice(end + 1, nameEnd), parameters);
    end = readParameters(line, nameEnd, parameters);
    if (line[end] !== "]") return -1;
    end++;
  }
  return end === at ? -1 : end;
}

/** Where the parameters end, -1 if one is broken. */
function readParameters(line: string, at: number, parameters: Fields): number {
  let end = at;
  while (line[end] === " ") {
    const nameEnd = scanName(line, end + 1);
    if (nameEnd < 0 || line[nameEnd] !== "=" || line[nameEnd + 1] !== '"') return -1;
    const valueEnd = scanQuoted(line, nameEnd + 2);
    if (valueEnd >= line.length) return -1;
    setField(parameters, line.slice(end + 1, nameEnd), line.slice(nameEnd + 2, valueEnd).replace(/\\(["\\\]])/g, "$1"));
    end = valueEnd + 1;
  }
  return end;
}

/** The end of a name of letters, digits and signs other than = ] " and blanks. */
function scanName(line: string, at: number): number {
  let end = at;
  while (end < line.length && !' ="]'.includes(line.charAt(end))) end++;
  return end === at ? -1 : end;
}
