import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Terminal } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import { commands } from "./registry.ts";

const TABLE = `time,color,size\n${Array.from({ length: 40 }, (_none, at) => `2025-01-02 03:04:${10 + at},${at % 2 === 0 ? "red" : "blue"},${at}`).join("\n")}\n`;
const MESSAGES = Array.from({ length: 40 }, (_none, at) => `${JSON.stringify({ subject: `${at % 4 === 0 ? "other" : "yard"}.gate.g${at % 3}`, payload: { size: at } })}\n`).join("");

let directory = "";

async function infer(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const terminal: Terminal = { out: (text) => void (written.out += text), err: (text) => void (written.err += text), stop: new AbortController().signal };
  const code = await dispatch(["infer", ...argv], { commands, env: {}, terminal });
  return { code, ...written };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), "eddy-infer-")); });
afterEach(() => { rmSync(directory, { recursive: true }); });

describe("eddy infer --from", () => {
  it.each([
    { name: "a file", path: () => file("gates.csv", TABLE) },
    { name: "a packed file", path: () => file("gates.csv.gz", gzipSync(TABLE)) },
  ])("writes a pack for $name and says how much it maps", async ({ path }) => {
    const { code, out, err } = await infer("yard.gate", "--from", path());
    expect({ code, err }).toEqual({ code: 0, err: "pack yard, 1 stream. It maps 40 of the 40 records that were seen (100.0 %).\n" });
    for (const line of ["    subject: yard.gate", "    format: csv", "      color: $.color # 2 values seen", "      size: { from: $.size, kind: counter } # only ever rose"]) {
      expect(out.split("\n")).toContain(line);
    }
  });

  it("takes recorded messages of the subject, each with its own", async () => {
    const { code, out } = await infer("yard.>", "--from", file("messages.ndjson", MESSAGES), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ pack: "yard", streams: [{ subject: "yard.gate.{gate}" }], share: { records: 30, mapped: 30 } });
  });

  it.each([
    { name: "no subject", argv: [], expected: /wants one subject, got 0/ },
    { name: "a subject that is none", argv: ["*.gate", "--from", "x"], expected: /subject must be a subject whose first token is a word/ },
    { name: "names for tokens", argv: ["yard.{gate}", "--from", "x"], expected: /subject must have \* or > where tokens vary/ },
    { name: "a time that is none", argv: ["yard.>", "--for", "soon"], expected: /--for must be a time like 10s, got soon/ },
  ])("refuses $name", async ({ argv, expected }) => {
    const { code, err } = await infer(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });

  it("refuses a subject of many for a file that is no recording of messages", async () => {
    expect(await infer("yard.>", "--from", file("gates.csv", TABLE))).toMatchObject({ code: 2, err: expect.stringContaining("subject must be without * and >") });
  });

  it("says that a file is not there, or holds nothing", async () => {
    expect(await infer("yard.gate", "--from", join(directory, "none.csv"))).toMatchObject({ code: 1, err: expect.stringContaining("ENOENT") });
    expect(await infer("yard.gate", "--from", file("empty.csv", ""))).toMatchObject({ code: 1, err: "eddy: infer: nothing was seen in the file\n" });
  });
});
