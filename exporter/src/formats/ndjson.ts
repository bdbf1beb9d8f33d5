import type { Format } from "./format.ts";
import { decodeLines } from "./parts/lines.ts";
import { parseJson } from "./parts/payload-text.ts";

/** One JSON value a line; blank lines count for nothing, a bad line spoils itself only. */
export const ndjson: Format = {
  name: "ndjson",
  options: [],
  compile: (_options, limits) => decodeLines(limits, (line, sink) => {
    const value = parseJson(line, limits, sink);
    if (value !== undefined) sink.record(value);
  }),
};
