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
const withExamples = findPacks([], SHIPPED).filter((pack) => readExamples(pack).length > 0);

describe("the packs that come with Eddy", () => {
  it("have nothing to be told of", () => {
    const { faults, warnings } = checkPacks(choosePacks([], [], SHIPPED), DEFAULT_FOLD_SETTINGS);
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
  });

  it.each(withExamples)("$name turns its examples into what is expected", (pack) => {
    const expected = readFileSync(join(pack.folder, "examples/expected.yml"), "utf8");
    expect(differences(tryExamples(pack, readExamples(pack), DEFAULT_FOLD_SETTINGS), expected)).toEqual([]);
  });
});
