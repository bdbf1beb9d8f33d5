import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optionTexts } from "../config/options.ts";
import { configurationPage } from "./configuration-page.ts";

describe("docs/configuration.md", () => {
  it("is up to date (else: npm run build && node scripts/docs.mjs)", () => {
    expect(readFileSync(join(__dirname, "../../../docs/configuration.md"), "utf8")).toBe(configurationPage());
  });

  it("explains every option", () => {
    expect(optionTexts().filter(({ rule, meaning }) => rule === "" || meaning === "")).toEqual([]);
  });
});
