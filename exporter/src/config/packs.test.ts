import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadPacks } from "./packs.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "eddy-packs-"));
  const files = ["ours/iot/pack.yml", "ours/social/pack.yml", "ours/notes/README.md", "theirs/iot/pack.yml", "theirs/fleet/pack.yml"];
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `text of ${file}`);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe("loadPacks", () => {
  it("reads the folders that hold a pack", () => {
    expect(loadPacks([], join(root, "ours"))).toEqual({
      packs: [{ name: "iot", yaml: "text of ours/iot/pack.yml" }, { name: "social", yaml: "text of ours/social/pack.yml" }],
      replaced: [],
    });
  });

  it("lets a pack of the user's replace one of ours whole and says so", () => {
    expect(loadPacks([join(root, "theirs")], join(root, "ours"))).toEqual({
      packs: [
        { name: "fleet", yaml: "text of theirs/fleet/pack.yml" },
        { name: "iot", yaml: "text of theirs/iot/pack.yml" },
        { name: "social", yaml: "text of ours/social/pack.yml" },
      ],
      replaced: [{ pack: "iot", by: join(root, "theirs/iot/pack.yml") }],
    });
  });

  it("says which directory is missing", () => {
    expect(() => loadPacks([join(root, "nowhere")], join(root, "ours"))).toThrow(/ENOENT.*nowhere/);
  });
});
