import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { root } from "./npm-start.ts";

const folder = join(root, "alert-rules");
const ruleFiles = ["", "packs"].flatMap((below) => readdirSync(join(folder, below)).filter((name) => name.endsWith(".rules.yml")).map((name) => join(folder, below, name)));
const cases = readdirSync(join(folder, "tests"));
const LONGEST_MS = 120_000;

/** A newer promtool: what 3.x counts differently must not matter. `PROMTOOL_NEWER` is its path. */
function newerPromtool(): string | undefined {
  const named = process.env["PROMTOOL_NEWER"];
  if (named !== undefined && named !== "") return named;
  return (process.env["PATH"] ?? "").split(delimiter).map((path) => join(path, "promtool3")).find((path) => existsSync(path));
}

const promtools = [process.env["EDDY_PROMTOOL"] ?? "promtool"];
const newer = newerPromtool();
if (newer === undefined) process.stdout.write("alert rules on a newer promtool: not run: there is no promtool3 on the PATH, and PROMTOOL_NEWER is not set\n");
else promtools.push(newer);

/** What it said, and "" if all is well. */
function faults(promtool: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(promtool, args, { encoding: "utf8", timeout: LONGEST_MS });
  if (error !== undefined) throw error;
  return status === 0 ? "" : `${stdout}${stderr}`;
}

describe.each(promtools)("%s", (promtool) => {
  it("takes every rule, without a remark", () => {
    expect(faults(promtool, "check", "rules", "--lint=all", "--lint-fatal", ...ruleFiles)).toBe("");
  });

  it.each(cases)("%s: fires, stays quiet, resolves", (name) => {
    expect(faults(promtool, "test", "rules", join(folder, "tests", name))).toBe("");
  }, LONGEST_MS);
});

describe("eddy rules", () => {
  const eddy = (...args: readonly string[]): string => execFileSync(process.execPath, [join(root, "exporter/bin/eddy.mjs"), "rules", ...args], { encoding: "utf8" });

  it("writes alert-rules/ as it is", () => {
    const files = JSON.parse(eddy("--out", folder, "--check", "--json")) as readonly { readonly path: string; readonly state: string }[];
    expect(files.map(({ path }) => path).sort()).toEqual([...ruleFiles].sort());
    expect(files.filter(({ state }) => state !== "same")).toEqual([]);
  });

  it("puts other addresses into its links", () => {
    const text = eddy("inventory", "--link-url", "https://prom.example/", "--runbook-url", "https://wiki.example/books");
    expect(text).toContain("https://prom.example/graph?g0.expr=");
    expect(eddy("inventory", "--grafana-url", "https://graf.example/")).toContain("https://graf.example/d/eddy-series?var-stream=inventory_levels&var-measure=on_hand&var-labels=");
    expect(text).toContain("runbook_url: https://wiki.example/books/LowStock.md\n");
    expect(readFileSync(join(folder, "packs/inventory.rules.yml"), "utf8")).not.toContain("example");
  });
});
