import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError, checkReadable, checkWritable } from "./file-error.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eddy-file-"));
  writeFileSync(join(folder, "here.csv"), "");
});
afterAll(() => { rmSync(folder, { recursive: true }); });

function fault(check: () => void): string {
  try {
    check();
  } catch (error) {
    if (error instanceof FileError) return error.message.replaceAll(folder, "/data");
    throw error;
  }
  return "";
}

describe("a file that is given", () => {
  it.each([
    { name: "here.csv", reads: "", writes: "" },
    { name: "none.csv", reads: "f must be a file that can be read, got /data/none.csv: there is no /data/none.csv; check the path", writes: "" },
    { name: "", reads: "f must be a file that can be read, got /data/: it is a folder; name a file in it", writes: "f must be a file that can be written, got /data/: it is a folder; name a file in it" },
    { name: "none/a.csv", reads: "f must be a file that can be read, got /data/none/a.csv: there is no /data/none/a.csv; check the path", writes: "f must be a file that can be written, got /data/none/a.csv: there is no /data/none; check the path" },
    { name: "here.csv/a.csv", reads: "f must be a file that can be read, got /data/here.csv/a.csv: what should be a folder in its path is a file; check the path", writes: "f must be a file that can be written, got /data/here.csv/a.csv: what should be a folder in its path is a file; check the path" },
  ])("is told in a sentence where it can't be used: '$name'", ({ name, reads, writes }) => {
    const file = `${folder}/${name}`;
    expect([fault(() => { checkReadable("f", file); }), fault(() => { checkWritable("f", file); })]).toEqual([reads, writes]);
  });
});
