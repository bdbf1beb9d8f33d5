import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../setup/command.mjs";
import { setUp } from "../setup/set-up.mjs";

/** What a stage found: single checks that held and that did not. A stage without tests of its own is one check. */
const verdict = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

const tool = (file, ...args) => async (stop, stdio) => verdict((await runTool(file, args, { signal: stop, stdio: ["ignore", stdio, stdio] })) === 0);

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
const jest = (project, ...args) => async (stop, stdio) => {
  const folder = mkdtempSync(join(tmpdir(), "eddy-jest-"));
  const report = join(folder, "report.json");
  try {
    const code = await runTool("jest/bin/jest.js", ["--selectProjects", project, "--json", `--outputFile=${report}`, ...args], {
      signal: stop,
      // The report goes to its file; --json would print it besides.
      stdio: ["ignore", "ignore", stdio],
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

/** Tests of the whole demo: they mostly wait, for times to come. */
const DEMO = ["start", "operate", "grafana"];
/** Tests of single servers, that mostly wait too, measure no time, and build nothing. */
const SERVERS = ["alert-rules", "alertmanager", "architecture", "auth", "compose", "log-lost", "mail-templates", "new-domain", "permissions", "secrets", "systemd", "web-config"];
const README = ["readme"];

const named = (names) => `/test/system/(${names.join("|")})\\.test\\.ts$`;
const system = (...args) => jest("system", "--runInBand", ...args);
const only = (names) => system("--testPathPatterns", named(names));
const without = (names) => system("--testPathIgnorePatterns", named(names));

/**
 * The gate: rounds, one after the other; the lanes of a round run at the same time, the stages of a lane one after the
 * other. Two cores are enough. A test of test/system that no list names runs alone, so that nobody takes its time.
 */
export const ROUNDS = [
  [[{ name: "set-up", run: setUpAll }]],
  [
    [{ name: "lint", run: tool("eslint/bin/eslint.js", ".") }],
    [
      { name: "types", run: tool("typescript/bin/tsc", "-p", "tsconfig.json") },
      { name: "imports", run: tool("dependency-cruiser/bin/dependency-cruise.mjs", "exporter/src", "exporter/bench", "simulators/src", "mailbox/src", "provisioning/grafana/src", "test", "--config", "dependency-cruiser.mjs") },
      { name: "deadcode", run: tool("knip/bin/knip.js") },
    ],
  ],
  // By itself jest leaves one core idle.
  [[{ name: "unit", run: jest("unit", "--maxWorkers=100%") }]],
  [[{ name: "facts", run: jest("facts", "--runInBand") }]],
  [
    [{ name: "system", part: "the demo", run: only(DEMO) }],
    [{ name: "system", part: "single servers", run: only(SERVERS) }],
  ],
  [[{ name: "system", part: "all others", run: without([...DEMO, ...SERVERS, ...README]) }]],
  [[{ name: "readme", run: only(README) }]],
];
