import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const UNIT = "provisioning/systemd/eddy.service";
const unit = readFileSync(UNIT, "utf8");
/** Directives that stand more than once are joined. */
const directives = new Map<string, string>();
for (const [, name = "", value = ""] of unit.matchAll(/^([A-Z][A-Za-z]+)=(.*)$/gm)) {
  directives.set(name, directives.has(name) ? `${directives.get(name) ?? ""}\n${value}` : value);
}
const commands = [directives.get("ExecStartPre"), directives.get("ExecStart")].map((line) => (line ?? "").split(" "));

describe("eddy.service", () => {
  it("calls eddy by flags that it has", () => {
    const help = execFileSync(process.execPath, ["exporter/bin/eddy.mjs", "run", "--help"], { encoding: "utf8" });
    expect(commands.map(([program, command]) => [program, command])).toEqual([["/opt/eddy/bin/eddy", "run"], ["/opt/eddy/bin/eddy", "run"]]);
    const used = [
      ...commands.flat().filter((word) => word.startsWith("--")).map((word) => word.split("=")[0]),
      ...[...unit.matchAll(/\b(EDDY_[A-Z_]+)=/g)].map(([, name]) => name).filter((name) => name !== "EDDY_DATA").map((name) => `$${name ?? ""}`),
    ];
    expect(used.length).toBeGreaterThan(4);
    expect(used.filter((word) => !help.includes(word ?? ""))).toEqual([]);
  });

  it("keeps its state in its own directory, and gives Eddy longer to stop than it takes itself", () => {
    expect([directives.get("StateDirectory"), directives.get("DynamicUser"), directives.get("Environment")]).toEqual(["eddy", "yes", "EDDY_DATA=%S/eddy"]);
    expect(Number.parseInt(directives.get("TimeoutStopSec") ?? "", 10)).toBeGreaterThan(10);
  });

  it("is what systemd takes for a unit, and exposed by at most 1.5 of 10", () => {
    if (spawnSync("systemd-analyze", ["--version"]).error !== undefined) {
      process.stdout.write("not run: systemd-analyze is not installed\n");
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "eddy-unit-"));
    try {
      // The program must be there for the check; everything else stays as it is.
      writeFileSync(join(folder, "eddy.service"), unit.replaceAll("/opt/eddy/bin/eddy", process.execPath));
      const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", join(folder, "eddy.service")], { encoding: "utf8" });
      expect(stderr.split("\n").filter((line) => line.includes("eddy.service"))).toEqual([]);
      expect(status).toBe(0);
      const security = execFileSync("systemd-analyze", ["security", "--offline=true", "--no-pager", join(folder, "eddy.service")], { encoding: "utf8" });
      const exposure = Number(/Overall exposure level for eddy\.service: ([\d.]+)/.exec(security)?.[1]);
      expect(exposure).toBeLessThanOrEqual(1.5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
