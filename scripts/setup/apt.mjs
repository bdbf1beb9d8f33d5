import { existsSync } from "node:fs";
import { asRoot, isRoot } from "./as-root.mjs";
import { Fault } from "./fault.mjs";
import { denyServiceStarts, restoreServiceStarts } from "./policy.mjs";

/** Whether this machine's packages come by apt. */
export const aptIsHere = () => existsSync("/usr/bin/apt-get");

// Hundreds of lines are no progress to anybody; what goes wrong is told on standard error.
const aptGet = (...args) =>
  asRoot(["env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", ...args], {
    stdio: ["inherit", "ignore", "inherit"],
  });

/** What somebody with root has to type; the services would take the ports that Eddy's own servers want. */
function byHand(servers) {
  const names = (of) => servers.map(of).join(" ");
  return `sudo apt-get install --no-install-recommends ${names((server) => server.package)} && sudo systemctl disable --now ${names((server) => server.service)}`;
}

/**
 * Installs Debian packages, none of which starts its service: not now (policy-rc.d) and not at the next boot (disabled).
 * Never call it for a server that is there already: its service is the owner's.
 */
export async function installByApt(servers) {
  const packages = servers.map((server) => server.package);
  if (!(await mayBeRoot())) throw new Fault(`${packages.join(", ")} must be installed by root: ${byHand(servers)}`);
  console.log(`installing ${packages.join(", ")} (apt-get)`);
  // A failed update is no fault yet: the lists of yesterday may still do.
  await aptGet("update");
  await denyServiceStarts();
  let installed;
  try {
    installed = await aptGet("install", "-y", "--no-install-recommends", ...packages);
    await disable(servers.map((server) => server.service));
  } finally {
    await restoreServiceStarts();
  }
  if (installed !== 0) throw new Fault(`${packages.join(", ")} could not be installed: ${byHand(servers)}`);
}

const mayBeRoot = async () => isRoot() || (existsSync("/usr/bin/sudo") && (await asRoot(["true"])) === 0);

/** Stops and disables services that the installation has just brought. */
async function disable(services) {
  if (!existsSync("/usr/bin/systemctl")) return;
  const now = existsSync("/run/systemd/system") ? ["--now"] : [];
  // One at a time: an installation that was broken off may have brought some of them only.
  for (const service of services) {
    if (existsSync(`/lib/systemd/system/${service}`)) await asRoot(["systemctl", "--quiet", "disable", ...now, service]);
  }
}
