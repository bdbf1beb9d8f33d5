import type { Format } from "./format.ts";
import { readText, recordJson } from "./text.ts";

/** One JSON value a payload (RFC 8259); of a key written twice the last counts. */
export const json: Format = {
  name: "json",
  compile: (_options, limits) => (payload, sink) => {
    const text = readText(payload, limits);
    if (typeof text === "string") recordJson(text, limits, sink);
    else sink.reject(text);
  },
};
