import { lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asRoot } from "./as-root.mjs";
import { Fault } from "./fault.mjs";

// Debian asks this script whether a package may start its service; 101 means no.
const POLICY = "/usr/sbin/policy-rc.d";
const SAVED = `${POLICY}.eddy-saved`;
const MARK = "# eddy: no service starts while npm start installs; removed afterwards";
const DENY = `#!/bin/sh\n${MARK}\nexit 101\n`;

const exists = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

async function must(command) {
  if ((await asRoot(command)) !== 0) throw new Fault(`${command.join(" ")} failed: run it as root, then start again`);
}

/** Lets no package start its service until `restoreServiceStarts`; what the machine had before is kept aside. */
export async function denyServiceStarts() {
  await restoreServiceStarts();
  if (exists(POLICY)) await must(["mv", POLICY, SAVED]);
  const folder = mkdtempSync(join(tmpdir(), "eddy-policy-"));
  try {
    writeFileSync(join(folder, "policy-rc.d"), DENY);
    await must(["install", "-m", "755", join(folder, "policy-rc.d"), POLICY]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Puts back what the machine had; also after a set-up that was killed in between. Harmless when there is nothing to do. */
export async function restoreServiceStarts() {
  if (exists(SAVED)) await must(["mv", SAVED, POLICY]);
  else if (exists(POLICY) && readFileSync(POLICY, "utf8").includes(MARK)) await must(["rm", POLICY]);
}
