import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { detectorKinds } from "../detectors/registry.ts";
import { transformKinds } from "../transforms/registry.ts";

const page = readFileSync(join(__dirname, "../../../docs/detectors.md"), "utf8");

describe("docs/detectors.md", () => {
  it.each([...detectorKinds.values()])("has $id with every setting and its default", ({ id, defaults, choices = {} }) => {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\` |`)) ?? "";
    for (const [name, value] of Object.entries(defaults)) expect(row).toContain(Number.isFinite(value) ? `\`${name}\` ${value}` : `\`${name}\``);
    for (const [name, words] of Object.entries(choices)) expect(row).toContain(`\`${name}\` ${words.join(" or ")}`);
  });

  it.each([...transformKinds.keys()])("has the transform %s", (id) => {
    expect(page).toContain(`\n| \`${id}\` |`);
  });
});
