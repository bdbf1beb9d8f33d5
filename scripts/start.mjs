// `npm start`: sets up what is missing, then runs NATS, the exporter, the simulators, Prometheus and Alertmanager until Ctrl-C.
// Node builtins only: it runs before the npm packages are there.
import { explain } from "./setup/fault.mjs";
import { findServer } from "./setup/servers.mjs";
import { setUp } from "./setup/set-up.mjs";
import { Children } from "./start/children.mjs";
import { openDataFolder } from "./start/data-folder.mjs";
import { help, parseOptions } from "./start/options.mjs";
import { checkPorts } from "./start/ports.mjs";
import { SERVICES } from "./start/services.mjs";
import { table } from "./start/table.mjs";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());
// A closed terminal must not keep us from ending the children.
process.stdout.on("error", () => stop.abort());

// npm that dies without passing a signal on must not leave us, and all that we started, behind.
const startedBy = process.ppid;
if (process.env.npm_lifecycle_event === "start") {
  setInterval(() => process.ppid === startedBy || stop.abort(), 500).unref();
}

const stopped = new Promise((resolve) => stop.signal.addEventListener("abort", resolve, { once: true }));

/** Starts the services one after the other, each when the one before is ready, and watches them until the end. */
async function runServices(services, options, data) {
  const children = new Children(data);
  try {
    for (const service of services) {
      console.log(`starting ${service.name}`);
      await service.prepare?.(options);
      children.start(service.name, service.command(options));
      await Promise.race([service.ready(options, stop.signal), children.died, stopped]);
      if (stop.signal.aborted) return;
    }
    console.log(table(options));
    await Promise.race([children.died, stopped]);
  } finally {
    stop.abort();
    await children.stopAll();
  }
}

/** Alertmanager is not to be had everywhere: what would be without use then is left out, from `options.only` too. */
function withoutMissing(services, options) {
  if (!services.some(({ name }) => name === "alertmanager") || findServer("alertmanager") !== undefined) return services;
  console.log("alertmanager not found, so that alerts are told to nobody: install it from https://prometheus.io/download");
  options.only = options.only.filter((name) => name !== "alertmanager" && name !== "mailbox");
  return services.filter(({ name }) => options.only.includes(name));
}

async function main() {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return console.log(help());
  let services = SERVICES.filter(({ name }) => options.only.includes(name));
  const data = openDataFolder(options.data);
  try {
    await checkPorts(services.flatMap(({ name, ports = [name] }) => ports.flatMap((port) => options.ports[port] ?? [])));
    await setUp({ servers: options.servers, workspaces: ["exporter", "simulators", "mailbox"], stop: stop.signal });
    console.log("installed");
    services = withoutMissing(services, options);
    await runServices(services, options, data);
    console.log("stopped; the next start goes on from here");
  } finally {
    data.release();
  }
}

try {
  await main();
} catch (error) {
  if (!stop.signal.aborted || error.name !== "AbortError") {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
process.exit();
