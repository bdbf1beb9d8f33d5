import { build } from "./build.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { installPackages } from "./packages.mjs";
import { provideServers } from "./servers.mjs";

/** Everything that must be there before Eddy can run: npm packages, servers, a fresh build. Does only what is missing. */
export async function setUp({ servers, workspaces, stop }) {
  checkNodeVersion();
  await installPackages(stop);
  await provideServers(servers);
  await build(workspaces, stop);
}
