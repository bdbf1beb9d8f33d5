import type { DecodeLimits } from "../formats/format.ts";
import { linesOf } from "./lines.ts";
import type { SeenMessage } from "./sample.ts";
import { shapeOf } from "./shape-of.ts";

const PIECE_CHARACTERS = 64 * 1024;
const ITEMS = 100;

/**
 * Cuts the text of a file into payloads as its publisher might send them: a JSON array into arrays of 100 items, all else into pieces of
 * 64 KiB of whole lines, of tables each with the header line before it.
 */
export function cutFile(text: string, limits: DecodeLimits): string[] {
  const whole = parsed(text);
  if (Array.isArray(whole) && typeof whole[0] === "object") return arrays(whole);
  if (typeof whole === "object" && whole !== null) return [text];
  // A message holds one CloudEvent.
  if (shapeOf(linesOf(text, 1).map(messageOf), limits).format === "cloudevents") return linesOf(text);
  const { format, columns } = shapeOf([messageOf(text.slice(0, 4 * PIECE_CHARACTERS))], { ...limits, maxBytes: Infinity });
  const isTable = format === "csv";
  const header = isTable && columns === undefined ? text.slice(0, lineEnd(text, 0)) : "";
  const pieces: string[] = [];
  for (let start = header.length; start < text.length; ) {
    const end = pieceEnd(text, start, isTable);
    const piece = text.slice(start, end);
    if (piece.trim() !== "") pieces.push(header + piece);
    start = end;
  }
  return pieces;
}

function messageOf(text: string): SeenMessage {
  return { subject: "", payload: new TextEncoder().encode(text) };
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Lines of JSON, or cut off at the limit of the sample.
    return undefined;
  }
}

function arrays(items: readonly unknown[]): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < items.length; at += ITEMS) pieces.push(JSON.stringify(items.slice(at, at + ITEMS)));
  return pieces;
}

/** The first line end behind 64 KiB, in tables one outside of quotes. */
function pieceEnd(text: string, start: number, isTable: boolean): number {
  let end = lineEnd(text, Math.min(text.length, start + PIECE_CHARACTERS));
  if (!isTable) return end;
  let quotes = countQuotes(text, start, end);
  while (quotes % 2 === 1 && end < text.length && end - start < 8 * PIECE_CHARACTERS) {
    const next = lineEnd(text, end);
    quotes += countQuotes(text, end, next);
    end = next;
  }
  return end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function countQuotes(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('"', start); at >= 0 && at < end; at = text.indexOf('"', at + 1)) count++;
  return count;
}
