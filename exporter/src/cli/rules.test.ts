import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "./rules.ts";

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eddy-rules-"));
  printed = "";
});
afterEach(() => { rmSync(folder, { recursive: true }); });

const run = (positional: readonly string[], flags: Readonly<Record<string, string | boolean>> = {}): Promise<number> =>
  rules.run({ positional, flags }, { out: (text) => { printed += text; }, err: () => undefined, stop: new AbortController().signal });

describe("eddy rules", () => {
  it("prints the rules of the packs that are named", async () => {
    expect(await run(["inventory", "iot"])).toBe(0);
    expect(printed).toMatch(/^# packs\/inventory\.rules\.yml\n# Generated .*- alert: LowStock\n.*^---\n# packs\/iot\.rules\.yml\n/ms);
    expect(printed).not.toContain("EddyLogDown");
  });

  it("writes Eddy's own and those of all packs, and says what it did", async () => {
    expect(await run([], { out: folder })).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["anomalies.rules.yml", "bands.rules.yml", "eddy.rules.yml", "packs"]);
    expect(printed).toContain(`${join(folder, "packs/inventory.rules.yml")}: written\n`);
    printed = "";
    expect(await run([], { out: folder })).toBe(0);
    expect(printed).toContain(`${join(folder, "packs/inventory.rules.yml")}: as it was\n`);
  });

  it("checks without writing", async () => {
    const file = join(folder, "packs/inventory.rules.yml");
    expect(await run(["inventory"], { out: folder, check: true })).toBe(1);
    expect(existsSync(file)).toBe(false);
    await run(["inventory"], { out: folder });
    expect(await run(["inventory"], { out: folder, check: true })).toBe(0);
    appendFileSync(file, "#");
    printed = "";
    expect(await run(["inventory"], { out: folder, check: true, json: true })).toBe(1);
    expect(JSON.parse(printed)).toMatchObject([{ path: file, state: "differs" }]);
  });

  it("gives packs without alerts no file", async () => {
    expect(await run(["market"], { json: true })).toBe(0);
    expect(JSON.parse(printed)).toEqual([]);
  });

  it.each([
    { flags: { check: true }, message: "--check needs --out DIR, the folder to compare with" },
    { flags: { "link-url": "prometheus:9090" }, message: '--link-url must be a URL like http://prometheus:9090, got "prometheus:9090"' },
    { flags: { "grafana-url": "grafana:3000" }, message: /^--grafana-url must be a URL/ },
    { flags: { "runbook-url": "http://a/{{ $x }}" }, message: /^--runbook-url must be a URL/ },
    { flags: { job: 'a"b' }, message: /^--job must be a name without quotes/ },
  ])("refuses $flags", ({ flags, message }) => {
    expect(() => run([], flags)).toThrow(expect.objectContaining({ name: "UsageError", message: typeof message === "string" ? message : expect.stringMatching(message) }));
  });
});
