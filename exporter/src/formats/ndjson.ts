import type { Format } from "./format.ts";
import { readText, recordJson } from "./text.ts";

/** One JSON value a line; blank lines count for nothing, a bad line spoils itself only. */
export const ndjson: Format = {
  name: "ndjson",
  compile: (_options, limits) => (payload, sink) => {
    const text = readText(payload, limits);
    if (typeof text !== "string") {
      sink.reject(text);
      return;
    }
    let isEmpty = true;
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf("\n", start);
      const line = text.slice(start, end < 0 ? text.length : end);
      start = end < 0 ? text.length : end + 1;
      if (line.trim() === "") continue;
      isEmpty = false;
      recordJson(line, limits, sink);
    }
    if (isEmpty) sink.reject({ reason: "bad_syntax", detail: "payload holds no line" });
  },
};
