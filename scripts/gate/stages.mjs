import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../setup/command.mjs";
import { setUp } from "../setup/set-up.mjs";

/** What a stage found: single checks that held and that did not. A stage without tests of its own is one check. */
const verdict = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

const tool = (file, ...args) => async (stop) => verdict((await runTool(file, args, { signal: stop })) === 0);

/** Counts of a report that jest has written; none where jest died before it. */
function readReport(file) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** Runs one project of jest.config.mjs and counts its tests; a run that fails counts at least one failure. */
const jest = (project, ...args) => async (stop) => {
  const folder = mkdtempSync(join(tmpdir(), "eddy-jest-"));
  const report = join(folder, "report.json");
  try {
    const code = await runTool("jest/bin/jest.js", ["--selectProjects", project, "--json", `--outputFile=${report}`, ...args], {
      signal: stop,
      // The report goes to its file; --json would print it besides.
      stdio: ["inherit", "ignore", "inherit"],
    });
    const { passed, failed } = readReport(report);
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

async function setUpAll(stop) {
  await setUp({ servers: ["nats-server", "prometheus", "alertmanager"], workspaces: ["exporter", "simulators", "mailbox", "provisioning/grafana", "test"], stop });
  return verdict(true);
}

/** The gate, in order. Servers are shared by the machine, so tests that start some run one after the other. */
export const STAGES = [
  { name: "set-up", run: setUpAll },
  { name: "types", run: tool("typescript/bin/tsc", "-p", "tsconfig.json") },
  { name: "lint", run: tool("eslint/bin/eslint.js", ".") },
  { name: "imports", run: tool("dependency-cruiser/bin/dependency-cruise.mjs", "exporter/src", "exporter/bench", "simulators/src", "mailbox/src", "provisioning/grafana/src", "test", "--config", "dependency-cruiser.mjs") },
  { name: "deadcode", run: tool("knip/bin/knip.js") },
  { name: "unit", run: jest("unit") },
  { name: "facts", run: jest("facts", "--runInBand") },
  { name: "system", run: jest("system", "--runInBand", "--testPathIgnorePatterns", "readme\\.test") },
  { name: "readme", run: jest("system", "--runInBand", "--testPathPatterns", "readme\\.test") },
];
