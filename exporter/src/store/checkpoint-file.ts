import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { OLDEST_SNAPSHOT_VERSION, SNAPSHOT_VERSION, pageLengths } from "../pipeline/snapshot.ts";
import type { SnapshotHeader } from "../pipeline/snapshot.ts";
import type { Snapshot } from "../pipeline/ports.ts";
import { PAGE_BYTES } from "../state/memory.ts";

/**
 * A checkpoint file, all numbers little-endian:
 *   "EDDYCKPT", u32 length of the header, u32 CRC-32 of the header, header (JSON, UTF-8),
 *   the pages, one after the other,
 *   u32 CRC-32 of each page, u32 CRC-32 of all these sums, "EDDYDONE".
 */
const MAGIC = Buffer.from("EDDYCKPT");
const DONE = Buffer.from("EDDYDONE");
const PREFIX_BYTES = MAGIC.length + 8;

/** Four pages: about a millisecond of copying and summing in one turn of the loop. */
const TURN_BYTES = 4 * PAGE_BYTES;

/** A checkpoint that can't be used, and why. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  readonly code = "checkpoint";
}

/** A checkpoint that is whole, but of a version that this Eddy can't read: an older file must not quietly take its place. */
export class CheckpointVersionError extends CheckpointError {}

/** Writes a snapshot to an open file; returns the bytes written. Takes few pages a turn. */
export async function writeCheckpoint(file: FileHandle, snapshot: Snapshot): Promise<number> {
  const header = Buffer.from(snapshot.header);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(header.length, MAGIC.length);
  prefix.writeUInt32LE(crc32(header), MAGIC.length + 4);
  await file.writev([prefix, header]);
  let sizeBytes = prefix.length + header.length;
  const sums = Buffer.alloc(snapshot.pages.count * 4 + 4);
  // Copies, since a page may be written to as soon as the loop turns; one room for all of them, or they would be
  // as much garbage as the state is large.
  let room = Buffer.allocUnsafeSlow(TURN_BYTES);
  for (let i = 0; i < snapshot.pages.count; ) {
    let used = 0;
    for (; i < snapshot.pages.count && used + PAGE_BYTES <= TURN_BYTES; i++) {
      const page = snapshot.pages.take(i);
      // A few pages of an index may be larger than all others.
      if (used + page.length > room.length) room = Buffer.concat([room.subarray(0, used)], used + page.length);
      sums.writeUInt32LE(crc32(page), i * 4);
      room.set(page, used);
      used += page.length;
    }
    sizeBytes += used;
    await writeExactly(file, room.subarray(0, used));
  }
  sums.writeUInt32LE(crc32(sums.subarray(0, -4)), sums.length - 4);
  await file.writev([sums, DONE]);
  await file.datasync();
  return sizeBytes + sums.length + DONE.length;
}

/** Reads and verifies a checkpoint whole. Throws CheckpointError where a byte is not as it was written. */
export async function readCheckpoint(path: string): Promise<{ header: SnapshotHeader; pages: Uint8Array[] }> {
  const file = await open(path);
  try {
    let leftBytes = (await file.stat()).size;
    // A damaged length must not ask for more than there is.
    const read = (length: number): Promise<Buffer> => {
      leftBytes -= length;
      if (leftBytes < 0) throw new CheckpointError("ends too early");
      return readExactly(file, length);
    };
    const prefix = await read(PREFIX_BYTES);
    if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) throw new CheckpointError("is no checkpoint of Eddy");
    const text = await read(prefix.readUInt32LE(MAGIC.length));
    if (crc32(text) !== prefix.readUInt32LE(MAGIC.length + 4)) throw new CheckpointError("header is damaged");
    const header = parseHeader(text.toString());
    const pages: Uint8Array[] = [];
    const found: number[] = [];
    for (const length of pageLengths(header)) {
      const page = await read(length);
      found.push(crc32(page));
      pages.push(page);
    }
    const sums = await read(pages.length * 4 + 4);
    const done = await read(DONE.length);
    if (leftBytes > 0) throw new CheckpointError("goes on behind its end");
    if (!done.equals(DONE) || crc32(sums.subarray(0, -4)) !== sums.readUInt32LE(sums.length - 4)) throw new CheckpointError("end is damaged");
    for (const [i, sum] of found.entries()) {
      if (sum !== sums.readUInt32LE(i * 4)) throw new CheckpointError(`page ${i} is damaged`);
    }
    return { header, pages };
  } finally {
    await file.close();
  }
}

/** The checksum says that it is what Eddy wrote; the version says whether this Eddy can read it. */
function parseHeader(text: string): SnapshotHeader {
  const header = JSON.parse(text) as SnapshotHeader;
  const { version } = header;
  if (version >= OLDEST_SNAPSHOT_VERSION && version <= SNAPSHOT_VERSION) return header;
  throw new CheckpointVersionError(
    `version must be from ${OLDEST_SNAPSHOT_VERSION} to ${SNAPSHOT_VERSION}, got ${version}; `
    + `run the ${version > SNAPSHOT_VERSION ? "newer" : "older"} Eddy that wrote it, or see "Upgrade and downgrade" in docs/operations.md`,
  );
}

async function writeExactly(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

async function readExactly(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(buffer, at, length - at);
    if (bytesRead === 0) throw new CheckpointError("ends too early");
    at += bytesRead;
  }
  return buffer;
}
