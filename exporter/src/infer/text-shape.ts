import { PatternMatcher } from "../formats/pattern/match.ts";
import { parsePattern } from "../formats/pattern/parse.ts";
import type { Shape } from "./sample.ts";

/** What common programs write, the most telling first; the last one fits every line. */
const KNOWN: readonly string[] = [
  "%{COMBINED} %{NUMBER:request_time:number}", "%{COMBINED}", "%{COMMON}", "%{SYSLOG5424}", "%{NGINXERROR}", "%{SPRINGLOG}", "%{APPLOG}", "%{PYTHONLOG}", "%{SYSLOG3164}",
  "%{TIMESTAMP:time} %{LEVEL:level} [%{DATA:component}] %{REST:message}",
  "%{TIMESTAMP:time} [%{DATA:component}] %{LEVEL:level} %{REST:message}",
  "%{TIMESTAMP:time} [%{LEVEL:level}] %{REST:message}",
  "%{TIMESTAMP:time} %{LEVEL:level} %{REST:message}",
  "[%{TIMESTAMP:time}] [%{LEVEL:level}] %{REST:message}",
  "[%{TIMESTAMP:time}] %{LEVEL:level} %{REST:message}",
  "%{LEVEL:level} %{TIMESTAMP:time} %{REST:message}",
  "[%{TIMESTAMP:time}] %{REST:message}", "%{TIMESTAMP:time} %{REST:message}", "%{REST:message}",
];
/** So many of them, at the end, tell no more than the time. */
const PLAIN = 3;
const MOST_PATTERNS = 4;
const ENOUGH = 0.97;
/** Share of the lines that a pattern must add. */
const WORTH = 0.01;

/** Whether a shape's patterns say more of a line than where its time is. */
export function isTelling({ pattern = [] }: Shape): boolean {
  return pattern.every((text) => KNOWN.indexOf(text) < KNOWN.length - PLAIN);
}

/** The fewest patterns, the most telling first, that read nearly all lines. */
export function readTextShape(lines: readonly string[]): Shape {
  const pattern: string[] = [];
  let left = lines;
  for (const text of KNOWN) {
    const matcher = new PatternMatcher(parsePattern(text, {}));
    const unread = left.filter((line) => matcher.match(line) === undefined);
    const isLast = text === KNOWN.at(-1);
    if (left.length - unread.length < lines.length * WORTH && !(isLast && pattern.length === 0)) continue;
    pattern.push(text);
    left = unread;
    if (left.length <= lines.length * (1 - ENOUGH) || pattern.length === MOST_PATTERNS) break;
  }
  return { format: "text", pattern };
}
