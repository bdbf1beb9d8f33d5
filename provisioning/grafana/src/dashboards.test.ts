import { describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_FAMILIES } from "eddy-exporter/contract";
import { packOutlines } from "eddy-exporter/packs";
import { dashboardQueries } from "./dashboard-queries.ts";
import { dashboards, fileOf, textOf } from "./index.ts";
import { catalogue } from "./lint/catalogue.ts";
import { RULES } from "./lint/registry.ts";
import { UIDS } from "./links.ts";
import { PACK_BOARDS } from "./packs/registry.ts";

const folder = join(__dirname, "../dashboards");
const packs = packOutlines();
const made = dashboards(packs);
const known = catalogue(packs);

describe("the dashboards", () => {
  it.each(made.map((named) => [fileOf(named), named] as const))("%s is committed as it is generated: npm run dashboards", (file, named) => {
    expect(readFileSync(join(folder, file), "utf8")).toBe(textOf(named));
  });

  it("are all the files that there are", () => {
    const files = ["eddy", "packs"].flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));
    expect(files.sort()).toEqual(made.map(fileOf).sort());
  });

  it("have uids and titles of their own", () => {
    expect(new Set(made.map(({ dashboard }) => dashboard.uid)).size).toBe(made.length);
    expect(new Set(made.map(({ dashboard }) => dashboard.title)).size).toBe(made.length);
  });

  it("are written for packs that there are", () => {
    const names = packs.map(({ name }) => name);
    expect(PACK_BOARDS.map(({ pack }) => pack).filter((pack) => !names.includes(pack))).toEqual([]);
  });

  it.each(Object.values(OWN_FAMILIES))("show $name to who runs Eddy", ({ name }) => {
    const asked = dashboardQueries(packs).filter(({ dashboard }) => dashboard === UIDS.self);
    expect(asked.filter(({ expr }) => expr.includes(`${name}{`))).not.toEqual([]);
  });

  describe.each(made.map(({ dashboard }) => [dashboard.uid ?? "", dashboard] as const))("%s", (_, dashboard) => {
    it.each(RULES.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
      expect(rule.faults(dashboard, known)).toEqual([]);
    });
  });
});
