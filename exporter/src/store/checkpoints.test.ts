import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { CheckpointDirectory } from "./checkpoints.ts";
import { snapshotAt } from "./checkpoint-scene.ts";

let root: string;
let directory: string;
let checkpoints: CheckpointDirectory;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "eddy-checkpoints-"));
  directory = join(root, "data", "checkpoints");
  checkpoints = new CheckpointDirectory(directory);
});
afterEach(() => { rmSync(root, { recursive: true }); });

async function write(...sequences: number[]): Promise<void> {
  for (const sequence of sequences) await checkpoints.write(snapshotAt(sequence));
}

function damage(name: string): void {
  const path = join(directory, name);
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  writeFileSync(path, bytes);
}

const files = (): string[] => readdirSync(directory).sort();

describe("a directory of checkpoints", () => {
  it.each([{ name: "that is not there", make: () => undefined }, { name: "that is empty", make: () => mkdirSync(directory, { recursive: true }) }])("$name holds no state", async ({ make }) => {
    make();
    expect(await checkpoints.load()).toBeUndefined();
  });

  it("gives back the newest, by epoch before sequence and by number, not by text", async () => {
    await write(9, 10);
    expect((await checkpoints.load())?.state.tables.position.sequence).toBe(10);
    await checkpoints.write(snapshotAt(3, 2, 2));
    const loaded = await checkpoints.load();
    expect([loaded?.state.tables.epoch, loaded?.state.tables.position.sequence, loaded?.skipped]).toEqual([2, 3, []]);
    expect(loaded?.file).toBe(join(directory, "checkpoint-2-3.eddy"));
  });

  it("keeps two, and nothing that was left unfinished", async () => {
    await write(1);
    writeFileSync(join(directory, "checkpoint-1-0.eddy.tmp"), "half");
    writeFileSync(join(directory, "notes.txt"), "someone else's");
    await write(20, 100);
    expect(files()).toEqual(["checkpoint-1-100.eddy", "checkpoint-1-20.eddy", "notes.txt"]);
  });

  it("overwrites a checkpoint of the same position", async () => {
    await write(5, 5);
    expect(files()).toEqual(["checkpoint-1-5.eddy"]);
  });

  it("takes the older one where the newest is damaged, and tells", async () => {
    await write(1, 2);
    damage("checkpoint-1-2.eddy");
    const loaded = await checkpoints.load();
    expect(loaded?.state.tables.position.sequence).toBe(1);
    expect(loaded?.skipped).toEqual([`${join(directory, "checkpoint-1-2.eddy")}: header is damaged`]);
  });

  it("regression: a damaged newest one does not outlive the good ones", async () => {
    await write(1, 2);
    damage("checkpoint-1-2.eddy");
    await write(3, 4);
    expect((await checkpoints.load())?.state.tables.position.sequence).toBe(4);
  });

  it("regression: a damaged newer one does not push out the one that was fallen back to", async () => {
    await write(1, 2);
    damage("checkpoint-1-2.eddy");
    await checkpoints.load();
    await write(3);
    expect(files()).toEqual(["checkpoint-1-1.eddy", "checkpoint-1-2.eddy", "checkpoint-1-3.eddy"]);
    await write(4);
    expect(files()).toEqual(["checkpoint-1-3.eddy", "checkpoint-1-4.eddy"]);
  });

  it("counts a damaged one as whole once it was written anew", async () => {
    await write(1, 2);
    damage("checkpoint-1-2.eddy");
    await checkpoints.load();
    await write(2, 3);
    expect(files()).toEqual(["checkpoint-1-2.eddy", "checkpoint-1-3.eddy"]);
  });

  it("says what to do when none can be used", async () => {
    await write(1, 2);
    for (const name of files()) damage(name);
    await expect(checkpoints.load()).rejects.toThrow(/^no checkpoint can be used: .*2\.eddy: header is damaged; .*1\.eddy: header is damaged; move them away to fold the log again from its first message$/);
  });

  describe("of another version", () => {
    /** The newest checkpoint as if another Eddy had written it. */
    function as(version: number, name: string): void {
      const bytes = readFileSync(join(directory, name));
      const length = bytes.readUInt32LE(8);
      const header = bytes.subarray(16, 16 + length).toString().replace('"version":2', `"version":${version}`);
      bytes.write(header, 16);
      bytes.writeUInt32LE(crc32(header), 12);
      writeFileSync(join(directory, name), bytes);
    }

    it("does not quietly take an older one where a newer Eddy wrote the newest", async () => {
      await write(1, 2);
      as(3, "checkpoint-1-2.eddy");
      await expect(checkpoints.load()).rejects.toThrow(/2\.eddy: version must be from 1 to 2, got 3; run the newer Eddy that wrote it/);
    });

    it("keeps the one that an older Eddy wrote aside, for the way back", async () => {
      await write(1, 2);
      as(1, "checkpoint-1-2.eddy");
      const before = readFileSync(join(directory, "checkpoint-1-2.eddy"));
      await checkpoints.load();
      expect(files()).not.toContain("checkpoint-1-2.eddy.v1");
      await write(2, 3, 4);
      expect(files()).toEqual(["checkpoint-1-2.eddy.v1", "checkpoint-1-3.eddy", "checkpoint-1-4.eddy"]);
      expect(readFileSync(join(directory, "checkpoint-1-2.eddy.v1"))).toEqual(before);
    });
  });

  it("leaves the ones before and no rest when it can't write", async () => {
    await write(1);
    const { pages, ...snapshot } = snapshotAt(2);
    const broken = { ...snapshot, pages: { ...pages, take: () => { throw new Error("no memory"); } } };
    await expect(checkpoints.write(broken)).rejects.toThrow("no memory");
    expect(files()).toEqual(["checkpoint-1-1.eddy"]);
  });

  it("tells the system's error where the directory can't be made", async () => {
    writeFileSync(join(root, "data"), "a file");
    await expect(checkpoints.write(snapshotAt(1))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
