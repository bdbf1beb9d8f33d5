import { gunzipSync } from "node:zlib";
import type { HeaderReader } from "../model/raw-event.ts";
import type { Rejection } from "../model/rejection.ts";
import type { Decode, DecodeLimits, Format, FormatOptions } from "./format.ts";
import { header, mediaType } from "./parts/headers.ts";
import { formats } from "./registry.ts";

/**
 * Media types that choose another format for one message than the pack's. Only those whose records have the same fields
 * either way do, and only among each other: a line of text or a CloudEvent is never taken for something else.
 */
const BY_MEDIA_TYPE: ReadonlyMap<string, string> = new Map([
  ["application/json", "json"],
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson", "ndjson"],
  ["application/jsonl", "ndjson"],
  ["text/csv", "csv"],
]);
const INTERCHANGEABLE: ReadonlySet<string> = new Set(["json", "ndjson", "csv", "logfmt"]);

/**
 * Builds the decoder of one stream, which also honours the headers Content-Encoding (gzip) and Content-Type.
 * Nothing is paid for them by messages without headers.
 * @throws FormatOptionError
 */
export function compileDecoder(format: Format, options: FormatOptions, limits: DecodeLimits): Decode {
  const declared = format.compile(options, limits);
  const others = compileOthers(format, options, limits);
  return (payload, sink, headers) => {
    if (headers === undefined) {
      declared(payload, sink);
      return;
    }
    const plain = unpack(payload, headers, limits);
    if ("reason" in plain) sink.reject(plain);
    else (others?.get(mediaType(headers)) ?? declared)(plain, sink, headers);
  };
}

function compileOthers(format: Format, options: FormatOptions, limits: DecodeLimits): ReadonlyMap<string, Decode> | undefined {
  if (!INTERCHANGEABLE.has(format.name)) return undefined;
  return new Map([...BY_MEDIA_TYPE].flatMap(([type, name]) => {
    const other = name === format.name ? undefined : formats.get(name);
    return other === undefined ? [] : [[type, other.compile(options, limits)] as const];
  }));
}

/** The payload as it was before Content-Encoding; at most `maxBytes` are ever unpacked. */
function unpack(payload: Uint8Array, headers: HeaderReader, limits: DecodeLimits): Uint8Array | Rejection {
  const encoding = header(headers, "Content-Encoding").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return payload;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    return { reason: "bad_encoding", detail: `Content-Encoding must be gzip or identity, got ${encoding.slice(0, 60)}` };
  }
  if (payload.length > limits.maxBytes) return { reason: "too_large", detail: `payload is ${payload.length} bytes, allowed are ${limits.maxBytes}` };
  try {
    return gunzipSync(payload, { maxOutputLength: limits.maxBytes });
  } catch (error) {
    // By its code: an error of Node's own is none of this realm's classes where tests run.
    const { code, message } = error as Partial<NodeJS.ErrnoException>;
    if (code === "ERR_BUFFER_TOO_LARGE") return { reason: "too_large", detail: `payload unpacks to more than ${limits.maxBytes} bytes` };
    return { reason: "bad_encoding", detail: `payload is not gzip: ${String(message).slice(0, 100)}` };
  }
}
