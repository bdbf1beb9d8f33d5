import { dayMs } from "./rfc3339.ts";

/** Reads text of one pattern into wall-clock milliseconds, as if it were UTC; NaN if it does not fit. */
export type ReadPattern = (text: string) => number;

/** Letters that a pattern knows, with their most digits. One letter takes any number up to that, repeated ones exactly so many. */
const MOST_DIGITS: Readonly<Record<string, number>> = { y: 4, M: 2, d: 2, H: 2, m: 2, s: 2, S: 3 };
const ORDER = "yMdHmsS";

type Fields = [year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number];

interface Piece {
  /** Place in ORDER; -1 = literal text. */
  readonly field: number;
  readonly literal: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Compiles `yyyy MM dd HH mm ss SSS` in any order with any text between; letters in it stand in single quotes. One letter (`d`) takes
 * one digit or two. Year, month and day must occur; hours, minutes, seconds are 0 where they don't.
 * Undefined if it is no such pattern.
 */
export function compileTimePattern(pattern: string): ReadPattern | undefined {
  const pieces = parsePieces(pattern);
  const fields = pieces?.map(({ field }) => field).filter((field) => field >= 0) ?? [];
  const isComplete = [0, 1, 2].every((field) => fields.includes(field)) && new Set(fields).size === fields.length;
  if (pieces === undefined || !isComplete) return undefined;
  // Fields that the pattern lacks stay 0.
  const values: Fields = [0, 0, 0, 0, 0, 0, 0];
  return (text) => (readPieces(text, pieces, values) ? wallMs(values) : NaN);
}

function parsePieces(pattern: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const [found, quoted, run] of pattern.matchAll(/'([^']*)'|(([A-Za-z])\3*)|[^A-Za-z']+|'/g)) {
    const piece = run === undefined ? literalPiece(quoted ?? found) : fieldPiece(run);
    if (piece === undefined || found === "'") return undefined;
    pieces.push(piece);
  }
  return pieces;
}

function literalPiece(literal: string): Piece {
  return { field: -1, literal, least: 0, most: 0 };
}

function fieldPiece(run: string): Piece | undefined {
  const letter = run.charAt(0);
  const most = MOST_DIGITS[letter] ?? 0;
  if (run.length > most || (letter === "y" && run.length < most)) return undefined;
  return { field: ORDER.indexOf(letter), literal: "", least: run.length, most: run.length === 1 ? most : run.length };
}

function readPieces(text: string, pieces: readonly Piece[], values: Fields): boolean {
  let at = 0;
  for (const piece of pieces) {
    if (piece.field < 0) {
      if (!text.startsWith(piece.literal, at)) return false;
      at += piece.literal.length;
      continue;
    }
    let value = 0;
    const start = at;
    const end = at + piece.most;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    if (at - start < piece.least) return false;
    values[piece.field] = value;
  }
  return at === text.length;
}

/** Field by field: taking the tuple apart costs as much as reading it. */
function wallMs(fields: Fields): number {
  const hour = fields[3];
  const minute = fields[4];
  const second = fields[5];
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  return dayMs(fields[0], fields[1], fields[2]) + ((hour * 60 + minute) * 60 + second) * 1000 + fields[6];
}
