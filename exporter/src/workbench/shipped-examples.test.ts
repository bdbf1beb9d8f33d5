import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findPacks } from "../config/packs.ts";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import { checkPacks } from "./check-packs.ts";
import { choosePacks } from "./chosen-packs.ts";
import { readExamples } from "./examples.ts";
import { differences } from "./expected.ts";
import { tryExamples } from "./try-examples.ts";

const SHIPPED = join(__dirname, "../../packs");
const packs = findPacks([], SHIPPED);

describe("the packs that come with Eddy", () => {
  it("have nothing to be told of", () => {
    const { faults, warnings } = checkPacks(choosePacks([], [], SHIPPED), DEFAULT_FOLD_SETTINGS);
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
  });

  it.each(packs)("$name has a README and 30 examples at least, some of them broken or left out", (pack) => {
    const examples = readExamples(pack);
    expect(examples.length).toBeGreaterThan(0);
    const expected = readFileSync(join(pack.folder, "examples/expected.yml"), "utf8");
    expect(expected.match(/^    \d+: /gm)?.length ?? 0).toBeGreaterThanOrEqual(30);
    expect(expected).toContain("rejected: {");
    expect(readFileSync(join(pack.folder, "README.md"), "utf8")).toContain(`npx eddy test ${pack.name}`);
  });

  it.each(packs)("$name turns its examples into what is expected", (pack) => {
    const expected = readFileSync(join(pack.folder, "examples/expected.yml"), "utf8");
    expect(differences(tryExamples(pack, readExamples(pack), DEFAULT_FOLD_SETTINGS), expected)).toEqual([]);
  });
});
