import type { Rejection } from "../../model/rejection.ts";
import type { DecodeLimits, RecordSink } from "../format.ts";

/**
 * Fatal, so that bad bytes are told instead of replaced; strips a byte order mark. Measured on Node 20 at 130 bytes of
 * ASCII: 0.08 µs, where Buffer takes 0.07 unchecked; at 4 KiB and beyond ASCII they are equal. Bad bytes cost 7 µs.
 */
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Longest part of a parser's message that goes into a rejection. */
const MAX_DETAIL = 160;

/** The payload's text, or why it has none: `too_large` by size alone, `bad_encoding` if it is not UTF-8. */
export function readText(payload: Uint8Array, limits: DecodeLimits): string | Rejection {
  if (payload.length > limits.maxBytes) {
    return { reason: "too_large", detail: `payload is ${payload.length} bytes, allowed are ${limits.maxBytes}` };
  }
  try {
    return decoder.decode(payload);
  } catch {
    return { reason: "bad_encoding", detail: "payload is not UTF-8" };
  }
}

/** The JSON value in `text`; undefined, which no JSON stands for, if the sink was told that it is `too_deep` or `bad_syntax`. */
export function parseJson(text: string, limits: DecodeLimits, sink: RecordSink): unknown {
  if (isDeeper(text, limits.maxDepth)) {
    sink.reject({ reason: "too_deep", detail: `arrays and objects are nested deeper than ${limits.maxDepth}` });
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    sink.reject({ reason: "bad_syntax", detail: `not JSON: ${found.slice(0, MAX_DETAIL)}` });
    return undefined;
  }
}

/**
 * Whether JSON text nests deeper than `maxDepth`. Checked before parsing, since code that walks a value
 * recursively overflows on what JSON.parse still takes. Nearly free for flat records: each level needs an
 * opening and a closing character, and openers are looked for by native search first.
 */
export function isDeeper(text: string, maxDepth: number): boolean {
  if (text.length <= 2 * maxDepth || !hasMore(text, maxDepth)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // a string: its brackets do not count
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return false;
}

/** Whether more than `count` brackets open in `text`, those in strings included. */
function hasMore(text: string, count: number): boolean {
  let left = count;
  for (const opener of ["{", "["]) {
    for (let at = text.indexOf(opener); at >= 0; at = text.indexOf(opener, at + 1)) {
      if (--left < 0) return true;
    }
  }
  return false;
}

/** Where the string that begins at `start` has its closing quote; the text's end if it has none. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at;
    at += unit === 0x5c ? 2 : 1;
  }
  return at;
}
