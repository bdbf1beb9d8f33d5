import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** How rows are told apart. */
export type RowEnds =
  /** Every line end ends a row. */
  | "lines"
  /** A line end within double quotes does not. */
  | "quoted";

/** A row longer than this is cut at the last line end before: a quote that is never closed must not take the memory. */
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const LF = 0x0a;
const QUOTE = 0x22;

/** The bytes of a file, unpacked if its name ends in `.gz`, in pieces of whole rows. Memory: one piece. Throws what the system says of the file. */
export async function* rowChunks(path: string, ends: RowEnds): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of bytesOf(path)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = lastRowEnd(bytes, ends);
    if (end > 0) yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const unpacked = path.endsWith(".gz") ? file.on("error", (error) => unpacked.destroy(error)).pipe(createGunzip()) : file;
  try {
    for await (const piece of unpacked) if (piece instanceof Uint8Array) yield piece;
  } finally {
    file.destroy();
  }
}

/** Index behind the last line end outside quotes; 0 if there is none. Starts outside quotes. */
function lastRowEnd(bytes: Uint8Array, ends: RowEnds): number {
  const lastLine = bytes.lastIndexOf(LF) + 1;
  if (ends === "lines") return lastLine;
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < lastLine; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LF && !isQuoted) end = at + 1;
  }
  return end === 0 && bytes.length > MAX_ROW_BYTES ? lastLine : end;
}
