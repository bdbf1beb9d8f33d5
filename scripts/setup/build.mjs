import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runTool } from "./command.mjs";
import { Fault } from "./fault.mjs";

/** Where each workspace keeps its source. The exporter first: the others import its contract from dist. */
const SOURCES = { exporter: "exporter/src", simulators: "simulators/src", mailbox: "mailbox/src", "provisioning/grafana": "provisioning/grafana/src", test: "test" };
const SHARED = ["package-lock.json", "tsconfig.base.json"];
const NOT_SOURCE = new Set(["dist", "node_modules"]);

const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Newest change of a file below a folder. */
function newestMs(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !NOT_SOURCE.has(name));
  return Math.max(0, ...entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newestMs(path) : modifiedMs(path);
  }));
}

/** Builds those of the workspaces whose source is newer than their last build. */
export async function build(workspaces, stop) {
  for (const workspace of Object.keys(SOURCES).filter((name) => workspaces.includes(name))) {
    const stamp = `${root}${workspace}/dist/.built`;
    const startedAt = new Date();
    const changedMs = Math.max(newestMs(`${root}${SOURCES[workspace]}`), ...SHARED.map((file) => modifiedMs(`${root}${file}`)));
    if (modifiedMs(stamp) >= changedMs) continue;
    console.log(`building ${workspace}`);
    const code = await runTool("typescript/bin/tsc", ["-p", `${workspace}/tsconfig.build.json`], { signal: stop });
    if (code !== 0) throw new Fault(`${workspace}/ could not be built: mend the type errors above, then start again`);
    // Stamped with the time before the build: a file saved meanwhile makes it stale again.
    writeFileSync(stamp, "");
    utimesSync(stamp, startedAt, startedAt);
  }
}
