import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { aptIsHere, installByApt } from "./apt.mjs";
import { Fault } from "./fault.mjs";

/** The servers that Eddy works with: names of the program, Debian's package and its service. */
const SERVERS = {
  "nats-server": { programs: ["nats-server"], package: "nats-server", service: "nats-server.service" },
  prometheus: { programs: ["prometheus"], package: "prometheus", service: "prometheus.service" },
  alertmanager: {
    programs: ["prometheus-alertmanager", "alertmanager"],
    package: "prometheus-alertmanager",
    service: "prometheus-alertmanager.service",
  },
  // No package of Debian: used where it is there.
  grafana: { programs: ["grafana", "grafana-server"] },
};

// Debian puts nats-server into sbin, which is not on every user's PATH.
const FURTHER_PLACES = ["/usr/local/bin", "/usr/bin", "/usr/local/sbin", "/usr/sbin", "/opt/homebrew/bin"];

/** Where to look up a command for machines without apt, by their package manager. */
const ELSEWHERE = [
  { manager: "brew", command: "brew install nats-server prometheus" },
  { manager: "pacman", command: "sudo pacman -S nats-server prometheus alertmanager" },
  { manager: "apk", command: "sudo apk add nats-server prometheus alertmanager" },
];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findProgram(name) {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...FURTHER_PLACES];
  return places.map((place) => join(place, name)).find(isProgram);
}

/** Full path of a server's program, undefined where it is not installed. */
export function findServer(name) {
  return SERVERS[name].programs.map(findProgram).find((path) => path !== undefined);
}

/** Says how to install by hand, in one sentence. */
function remedy(missing) {
  const known = ELSEWHERE.find(({ manager }) => findProgram(manager) !== undefined);
  const names = missing.join(", ");
  if (missing.includes("grafana")) return `${names} not found: put the program grafana on the PATH, from https://grafana.com/grafana/download`;
  if (known !== undefined) return `${names} not found: ${known.command}`;
  if (process.platform === "darwin") return `${names} not found: install Homebrew from https://brew.sh, then ${ELSEWHERE[0].command}`;
  return `${names} not found: put the programs on the PATH, from https://nats.io/download and https://prometheus.io/download`;
}

/**
 * Makes sure that the servers are there: installs what is missing by apt, throws elsewhere with the command to be typed.
 * Alertmanager comes with apt; not every package manager has it, so that elsewhere `npm start` does without.
 */
export async function provideServers(names) {
  const missing = missingOf(names);
  if (missing.length === 0) return;
  const packaged = missing.map((name) => SERVERS[name]).filter((server) => server.package !== undefined);
  if (aptIsHere() && packaged.length > 0) await installByApt(packaged);
  const demanded = missingOf(missing).filter((name) => name !== "alertmanager");
  if (demanded.length > 0) throw new Fault(remedy(demanded));
}

const missingOf = (names) => names.filter((name) => findServer(name) === undefined);
