import { describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPlan } from "./compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";

const folder = join(__dirname, "../../packs");
const packs = readdirSync(folder).map((name) => ({ name, yaml: readFileSync(join(folder, name, "pack.yml"), "utf8") }));

describe("the packs that come with Eddy", () => {
  it("compile together, without a warning", () => {
    const { plan, warnings } = checkPlan({ packs, settings: DEFAULT_FOLD_SETTINGS });
    expect(warnings).toEqual([]);
    expect(new Set(plan.streams.map(({ pack }) => pack))).toEqual(new Set(packs.map(({ name }) => name)));
  });

  it.each(packs)("$name compiles alone", (pack) => {
    const { plan } = checkPlan({ packs: [pack], settings: DEFAULT_FOLD_SETTINGS });
    expect(plan.captures).toEqual([`${pack.name}.>`, "eddy.control.>"].sort());
  });
});
