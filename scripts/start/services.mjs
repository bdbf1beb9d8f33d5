import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup/command.mjs";
import { findServer } from "../setup/servers.mjs";
import { GRAFANA } from "./grafana.mjs";
import { httpReady, natsReady } from "./ready.mjs";

const file = (options, name) => join(options.data, name);
const local = (port) => `127.0.0.1:${port}`;
const MINUTE_MS = 60_000;

// Text in JSON's quotes is read alike by YAML and by NATS.
const quoted = (text) => JSON.stringify(text);

// The log may take 1 GiB; dead letters and truth have streams of their own beside it.
const natsConfig = ({ data, ports }) => `listen: ${quoted(local(ports.nats))}
server_name: eddy
jetstream {
  store_dir: ${quoted(join(data, "nats"))}
  max_file_store: 2GiB
  max_memory_store: 64MiB
}
`;

const exporterConfig = ({ data, natsUrl }) => `nats:
  url: ${quoted(natsUrl)}
log:
  max_bytes: 1GiB
data: ${quoted(join(data, "exporter"))}
sources:
  system:
    interval: 1s
`;

/** The tracked configuration with our port in it. */
function prometheusConfig({ ports }) {
  return readFileSync(`${root}provisioning/prometheus/prometheus.yml`, "utf8").replace("127.0.0.1:10333", local(ports.exporter));
}

/**
 * What `npm start` runs, in the order of starting. `server` is the program of the machine that it needs;
 * `prepare` writes its configuration into the data folder; `ready` resolves when the next one may start;
 * `optional`: left out where the program isn't there.
 */
export const SERVICES = [
  {
    name: "nats",
    server: "nats-server",
    prepare: (options) => writeFileSync(file(options, "nats.conf"), natsConfig(options)),
    command: (options) => ({ program: findServer("nats-server"), args: ["-c", file(options, "nats.conf")] }),
    ready: ({ ports }, stop) => natsReady(ports.nats, { limitMs: MINUTE_MS, stop }),
  },
  {
    name: "exporter",
    prepare: (options) => writeFileSync(file(options, "eddy.yml"), exporterConfig(options)),
    command: (options) => ({
      program: process.execPath,
      args: [`${root}exporter/dist/main.js`, `--config.file=${file(options, "eddy.yml")}`, `--web.listen-address=${local(options.ports.exporter)}`],
    }),
    // Long after a long absence: the whole log that came meanwhile is folded first.
    ready: ({ ports }, stop) => httpReady("exporter", `http://${local(ports.exporter)}/-/ready`, { limitMs: 10 * MINUTE_MS, stop }),
  },
  {
    name: "prometheus",
    server: "prometheus",
    prepare: (options) => writeFileSync(file(options, "prometheus.yml"), prometheusConfig(options)),
    command: (options) => ({
      program: findServer("prometheus"),
      args: [
        `--config.file=${file(options, "prometheus.yml")}`,
        `--storage.tsdb.path=${file(options, "prometheus")}`,
        "--storage.tsdb.retention.time=15d",
        "--storage.tsdb.retention.size=1GB",
        `--web.listen-address=${local(options.ports.prometheus)}`,
      ],
    }),
    ready: ({ ports }, stop) => httpReady("prometheus", `http://${local(ports.prometheus)}/-/ready`, { limitMs: MINUTE_MS, stop }),
  },
  GRAFANA,
  {
    name: "simulators",
    command: ({ natsUrl, rate, seed, inject }) => ({
      program: process.execPath,
      // --json: the log tells what was injected where.
      args: [`${root}simulators/dist/main.js`, "--json", "--rate", String(rate), "--seed", String(seed), ...(inject === undefined ? [] : ["--inject", inject])],
      env: { EDDY_NATS_URL: natsUrl },
    }),
    ready: async () => {},
  },
];
