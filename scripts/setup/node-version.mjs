import { Fault } from "./fault.mjs";

const NEEDED = [20, 19];

/** Throws where Node is too old to run what the build emits. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Fault(`Node must be ${NEEDED.join(".")} or newer, got ${version}: install a newer one from https://nodejs.org/en/download`);
}
