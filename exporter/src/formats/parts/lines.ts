import type { DecodeLimits, RecordSink } from "../format.ts";
import { readText } from "./payload-text.ts";

/** Reads one line that is not blank, its end cut off, and hands the sink one record or rejection. */
export type ReadLine = (line: string, sink: RecordSink) => void;

/** A decoder of payloads with one record a line, ended by LF or CRLF. Blank lines count for nothing. */
export function decodeLines(limits: DecodeLimits, readLine: ReadLine): (payload: Uint8Array, sink: RecordSink) => void {
  return (payload, sink) => {
    const text = readText(payload, limits);
    if (typeof text !== "string") {
      sink.reject(text);
      return;
    }
    let isEmpty = true;
    for (let start = 0; start < text.length; ) {
      const end = lineEnd(text, start);
      const line = text.slice(start, text.charCodeAt(end - 1) === CR ? Math.max(start, end - 1) : end);
      start = end + 1;
      if (line.trim() === "") continue;
      isEmpty = false;
      readLine(line, sink);
    }
    if (isEmpty) sink.reject({ reason: "bad_syntax", detail: "payload holds no line" });
  };
}

const CR = 0x0d;

/** Where the line that holds `start` ends: at its LF, or at the end of the text. */
export function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
