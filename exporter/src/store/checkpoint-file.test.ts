import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { seededRandom } from "../model/random.ts";
import type { Snapshot } from "../pipeline/ports.ts";
import { CheckpointError, readCheckpoint, writeCheckpoint } from "./checkpoint-file.ts";
import { snapshotAt } from "./checkpoint-scene.ts";

const directory = mkdtempSync(join(tmpdir(), "eddy-checkpoint-"));
const path = join(directory, "file");
afterAll(() => { rmSync(directory, { recursive: true }); });

async function write(snapshot: Snapshot): Promise<number> {
  const file = await open(path, "w");
  try {
    return await writeCheckpoint(file, snapshot);
  } finally {
    await file.close();
  }
}

/** Why a file of these bytes can't be used; undefined if it can. */
async function faultOf(bytes: Uint8Array): Promise<string | undefined> {
  writeFileSync(path, bytes);
  try {
    await readCheckpoint(path);
    return undefined;
  } catch (fault) {
    if (fault instanceof CheckpointError) return fault.message;
    throw fault;
  }
}

describe("a checkpoint file", () => {
  it.each([{ pages: 0 }, { pages: 1 }, { pages: 4 }, { pages: 9 }])("gives back its header and $pages pages", async ({ pages }) => {
    const snapshot = snapshotAt(7, pages);
    const sizeBytes = await write(snapshot);
    expect(readFileSync(path).length).toBe(sizeBytes);
    const read = await readCheckpoint(path);
    expect(JSON.stringify(read.header)).toBe(snapshot.header);
    expect(read.pages.map((page) => [page.length, Buffer.from(page).readUInt32LE()])).toEqual(Array.from({ length: pages }, (_, i) => [64, 7 + i]));
    expect(snapshot.pages.count).toBe(pages);
  });

  describe("that is damaged", () => {
    let whole: Buffer;
    beforeAll(async () => {
      await write(snapshotAt(7));
      whole = readFileSync(path);
    });

    it("is refused, whichever byte is another", async () => {
      const random = seededRandom(1);
      const taken: number[] = [];
      for (let at = 0; at < whole.length; at++) {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + Math.floor(random.next() * 255)), at);
        if (await faultOf(bytes) === undefined) taken.push(at);
      }
      expect(taken).toEqual([]);
    });

    it("is refused, wherever it was cut off", async () => {
      const taken: number[] = [];
      for (let length = 0; length < whole.length; length++) if (await faultOf(whole.subarray(0, length)) === undefined) taken.push(length);
      expect(taken).toEqual([]);
    });

    it.each([
      { name: "nothing", damage: () => Buffer.alloc(0), expected: "ends too early" },
      { name: "something else", damage: () => Buffer.from("PAR1".repeat(20)), expected: "is no checkpoint of Eddy" },
      { name: "a header of four gigabytes", damage: () => { const bytes = Buffer.from(whole); bytes.writeUInt32LE(0xffffffff, 8); return bytes; }, expected: "ends too early" },
      { name: "another header", damage: () => { const bytes = Buffer.from(whole); bytes.write("9", 30); return bytes; }, expected: "header is damaged" },
      { name: "another byte in a page", damage: () => { const bytes = Buffer.from(whole); bytes.writeUInt8(1, whole.length - 8 - 12 - 1); return bytes; }, expected: "page 1 is damaged" },
      { name: "zeroes at the end, as a crash of the machine leaves", damage: () => Buffer.from(whole).fill(0, whole.length - 16), expected: "end is damaged" },
      { name: "more behind its end", damage: () => Buffer.concat([whole, Buffer.from("x")]), expected: "goes on behind its end" },
    ])("tells what is wrong with $name", async ({ damage, expected }) => {
      expect(await faultOf(damage())).toBe(expected);
    });

    it.each([
      { version: 9, expected: "run the newer Eddy that wrote it" },
      { version: 0, expected: "run the older Eddy that wrote it" },
    ])("tells what to do with version $version", async ({ version, expected }) => {
      const headerBytes = whole.readUInt32LE(8);
      const header = whole.subarray(16, 16 + headerBytes).toString().replace('"version":2', `"version":${version}`);
      const bytes = Buffer.concat([whole.subarray(0, 16), Buffer.from(header), whole.subarray(16 + headerBytes)]);
      bytes.writeUInt32LE(crc32(header), 12);
      expect(await faultOf(bytes)).toBe(`version must be from 1 to 2, got ${version}; ${expected}, or see "Upgrade and downgrade" in docs/operations.md`);
    });
  });
});
