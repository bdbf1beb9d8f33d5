/**
 * Reads one piece of a line: where it ends if it begins at `at`, or -1. Takes as much as fits and never tries again with less,
 * so that its cost is linear in what it reads.
 */
export type Scan = (line: string, at: number) => number;

const DIGIT = 1;
const LETTER = 2;
const HEX_LETTER = 4;
const UNDERSCORE = 8;
const DOT_DASH = 16;
const COLON = 32;
const SLASH = 64;
const OTHER = 128;

/** Which classes a character belongs to; those beyond ASCII are OTHER, blanks and double quotes belong to none. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  if (/[0-9]/.test(character)) return DIGIT;
  if (/[a-f]/i.test(character)) return LETTER | HEX_LETTER;
  if (/[a-z]/i.test(character)) return LETTER;
  if (/[ \t"]/.test(character)) return 0;
  return { "_": UNDERSCORE, ".": DOT_DASH, "-": DOT_DASH, ":": COLON, "/": SLASH }[character] ?? OTHER;
}

/** One character at least of the classes of `mask`. */
function run(mask: number): Scan {
  return (line, at) => {
    let end = at;
    for (; end < line.length; end++) {
      const code = line.charCodeAt(end);
      if (((code < 128 ? CLASSES[code] ?? 0 : OTHER) & mask) === 0) break;
    }
    return end === at ? -1 : end;
  };
}

const NAME = DIGIT | LETTER | UNDERSCORE | DOT_DASH;

export const scanWord = run(DIGIT | LETTER | UNDERSCORE);
export const scanHex = run(DIGIT | HEX_LETTER | DOT_DASH);
export const scanHost = run(NAME);
export const scanIp = run(DIGIT | HEX_LETTER | DOT_DASH | COLON);
export const scanProgram = run(NAME | SLASH);
export const scanUri = run(255);
const scanDigits = run(DIGIT);
const scanLetters = run(LETTER);

export function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}

/** One blank at least. */
export function scanBlanks(line: string, at: number): number {
  let end = at;
  while (isBlank(line, end)) end++;
  return end === at ? -1 : end;
}

/** All up to a blank, one character at least. */
export function scanNotSpace(line: string, at: number): number {
  let end = at;
  while (end < line.length && !isBlank(line, end)) end++;
  return end === at ? -1 : end;
}

/** All up to a double quote that has no backslash before it; may be empty. */
export function scanQuoted(line: string, at: number): number {
  let end = at;
  for (; end < line.length; end++) {
    const code = line.charCodeAt(end);
    if (code === 0x22) break;
    if (code === 0x5c) end++;
  }
  return Math.min(end, line.length);
}

/** Digits with or without a sign. */
export function scanInt(line: string, at: number): number {
  const sign = line.charCodeAt(at);
  return scanDigits(line, sign === 0x2d || sign === 0x2b ? at + 1 : at);
}

/** A decimal number with or without sign, fraction and exponent. */
export function scanNumber(line: string, at: number): number {
  let end = scanInt(line, at);
  if (end < 0) return -1;
  if (line.charCodeAt(end) === 0x2e) end = Math.max(end, scanDigits(line, end + 1));
  if ((line.charCodeAt(end) | 0x20) === 0x65) end = Math.max(end, scanInt(line, end + 1));
  return end;
}

const LEVELS = new Set([
  "trace", "debug", "fine", "finer", "finest", "config", "verbose", "info", "information", "notice", "warn", "warning",
  "error", "err", "severe", "fatal", "crit", "critical", "alert", "emerg", "emergency", "panic",
]);
const LONGEST_LEVEL = 11;

/** The word that a logger writes for a level, in capitals or not. */
export function scanLevel(line: string, at: number): number {
  const end = scanLetters(line, at);
  return end - at <= LONGEST_LEVEL && end > 0 && LEVELS.has(line.slice(at, end).toLowerCase()) ? end : -1;
}
