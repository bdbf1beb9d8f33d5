import { statSync } from "node:fs";
import { root, run } from "./command.mjs";
import { Fault } from "./fault.mjs";

const modifiedMs = (path) => statSync(`${root}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Installs the npm packages where they are missing or older than the lock file.
 * npm writes node_modules/.package-lock.json as its last act, so an installation that was broken off counts as missing.
 */
export async function installPackages(stop) {
  if (modifiedMs("node_modules/.package-lock.json") >= modifiedMs("package-lock.json")) return;
  console.log("installing npm packages (npm ci)");
  const code = await run("npm", ["ci", "--loglevel=error"], { signal: stop });
  if (code !== 0) throw new Fault("npm packages could not be installed: mend what npm says above, then start again");
}
