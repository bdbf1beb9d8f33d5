import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { DecodeLimits } from "../formats/format.ts";
import { cutFile } from "../infer/cut-file.ts";
import { linesOf } from "../infer/lines.ts";
import { SAMPLE_LIMITS } from "../infer/sample.ts";
import type { SeenMessage } from "../infer/sample.ts";
import { parseSubject, covers } from "../pack/subject-pattern.ts";
import { readMessage } from "../workbench/message.ts";

const ENOUGH = 0.95;

/**
 * The messages that a file holds: recorded ones, lines of JSON with `subject` and `payload`, of which those of `subject` count; else
 * its content, in pieces, on `subject`. Of a large file the first 16 MiB, unpacked. Throws the system's error where it can't be read.
 */
export async function messagesOfFile(file: string, subject: string, limits: DecodeLimits): Promise<SeenMessage[]> {
  const text = await readHead(file);
  const recorded = recordedMessages(text);
  if (recorded !== undefined) {
    const wanted = parseSubject(subject).filter;
    return recorded.filter((message) => covers(wanted, message.subject.split("."))).slice(0, SAMPLE_LIMITS.messages);
  }
  const encoder = new TextEncoder();
  return cutFile(text, limits).map((piece) => ({ subject, payload: encoder.encode(piece) }));
}

function recordedMessages(text: string): SeenMessage[] | undefined {
  if (!text.startsWith("{")) return undefined;
  const lines = linesOf(text, 3 * SAMPLE_LIMITS.messages);
  if (!lines.slice(0, 100).every((line) => line.includes('"subject"') && (line.includes('"payload"') || line.includes('"base64"')))) return undefined;
  const messages = lines.flatMap((line) => {
    const { subject, headers, payload } = readMessage(line);
    return subject === undefined ? [] : [{ subject, payload, headers: headers && { get: (name: string) => headers[name] ?? "" } }];
  });
  return messages.length >= lines.length * ENOUGH ? messages : undefined;
}

/** The first bytes of a file as text, unpacked if its name ends in .gz, cut at a line end where it goes on. */
async function readHead(file: string): Promise<string> {
  const source = createReadStream(file);
  const unpacked = file.endsWith(".gz") ? source.on("error", (error) => unpacked.destroy(error)).pipe(createGunzip()) : source;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of unpacked) {
      if (!(piece instanceof Uint8Array)) continue;
      pieces.push(Buffer.from(piece));
      size += piece.length;
      if (size > SAMPLE_LIMITS.bytes) break;
    }
  } finally {
    source.destroy();
  }
  const text = Buffer.concat(pieces).toString("utf8").replace(/^\uFEFF/, "");
  return size > SAMPLE_LIMITS.bytes ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
}
