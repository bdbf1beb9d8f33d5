import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./npm-start.ts";

/** Lines of the fenced block of that name in docs/ARCHITECTURE.md. */
function block(name: string): string[] {
  const page = readFileSync(join(root, "docs/ARCHITECTURE.md"), "utf8");
  const [, text] = new RegExp(`^\`\`\`${name}\\n(.*?)^\`\`\`$`, "ms").exec(page) ?? [];
  return (text ?? "").trim().split("\n");
}

const folders = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${path}/${name}/`);

/** The layers as dependency-cruiser.mjs enforces them, a line each. */
function enforcedLayers(): string[] {
  const [, list] = /const layers = \[\n(.*?)^\];/ms.exec(readFileSync(join(root, "dependency-cruiser.mjs"), "utf8")) ?? [];
  return (list ?? "").trim().split("\n").map((line) => [...line.matchAll(/"(\w+)"/g)].map(([, name]) => name).join(" "));
}

describe("docs/ARCHITECTURE.md", () => {
  const mapped = block("map").map((line) => line.split(" ", 1).join(""));

  it.each(mapped)("maps %s, which is there", (path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });

  it("maps every folder of the exporter's source, of the scripts and of the tests", () => {
    const inTree = [...folders("exporter/src"), ...folders("scripts"), ...folders("test")];
    const expected = inTree.filter((path) => !/^test\/(dist|node_modules)\/$/.test(path));
    expect(expected.filter((path) => !mapped.some((known) => known === path || known.startsWith(path)))).toEqual([]);
  });

  it("draws the layers that are enforced", () => {
    expect(block("layers")).toEqual(enforcedLayers());
  });
});

describe("CONTRIBUTING.md", () => {
  it("names the variables by which tests take other programs, and no others", () => {
    const sources = ["test", "test/system"].flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(join(root, folder, name), "utf8")));
    const read = new Set(sources.flatMap((text) => [...text.matchAll(/process\.env\["([A-Z_]+)"\]/g)].map(([, name]) => name)));
    read.delete("PATH");
    const named = [...readFileSync(join(root, "CONTRIBUTING.md"), "utf8").matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...read].sort());
  });
});
