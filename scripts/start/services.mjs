import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup/command.mjs";
import { findServer } from "../setup/servers.mjs";
import { GRAFANA } from "./grafana.mjs";
import { httpReady, natsReady } from "./ready.mjs";
import { rulePatterns, writeRules } from "./rules.mjs";

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

const exporterConfig = ({ data, natsUrl, system }) => `nats:
  url: ${quoted(natsUrl)}
log:
  max_bytes: 1GiB
data: ${quoted(join(data, "exporter"))}
${system ? "sources:\n  system:\n    interval: 1s\n" : ""}`;

const tracked = (path) => readFileSync(`${root}${path}`, "utf8");

/** The tracked configuration with our ports and rules in it; who is not started is not sent alerts to. */
function prometheusConfig(options) {
  const { ports, only } = options;
  return tracked("provisioning/prometheus/prometheus.yml")
    .replace("127.0.0.1:10333", local(ports.exporter))
    .replace("[127.0.0.1:9093]", only.includes("alertmanager") ? `[${quoted(local(ports.alertmanager))}]` : "[]")
    .replace(/^rule_files:.*$/m, `rule_files: [${rulePatterns(options).map(quoted).join(", ")}]`);
}

/** The tracked configuration with our ports in it, and where its templates are. */
function alertmanagerConfig({ ports }) {
  return tracked("alert-rules/alertmanager/alertmanager.yml")
    .replace("127.0.0.1:10335", local(ports.smtp))
    .replace("127.0.0.1:10334", local(ports.mailbox))
    .replace("127.0.0.1:10333", local(ports.exporter))
    .replace("[templates/*.tmpl]", `[${quoted(`${root}alert-rules/alertmanager/templates/*.tmpl`)}]`);
}

/**
 * What `npm start` runs, in the order of starting. `server` is the program of the machine that it needs; `ports` those that
 * it listens on, where that is not one of its own name; `prepare` writes its configuration into the data folder; `ready` resolves when the next one may start;
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
    name: "mailbox",
    ports: ["mailbox", "smtp"],
    command: ({ ports }) => ({
      program: process.execPath,
      args: [`${root}mailbox/dist/main.js`, "--http-port", String(ports.mailbox), "--smtp-port", String(ports.smtp)],
    }),
    ready: ({ ports }, stop) => httpReady("mailbox", `http://${local(ports.mailbox)}/`, { limitMs: MINUTE_MS, stop }),
  },
  {
    name: "exporter",
    prepare: (options) => writeFileSync(file(options, "eddy.yml"), exporterConfig(options)),
    command: (options) => ({
      program: process.execPath,
      args: [`${root}exporter/dist/main.js`, `--config.file=${file(options, "eddy.yml")}`, `--web.listen-address=${local(options.ports.exporter)}`, "--web.enable-write"],
    }),
    // Long after a long absence: the whole log that came meanwhile is folded first.
    ready: ({ ports }, stop) => httpReady("exporter", `http://${local(ports.exporter)}/-/ready`, { limitMs: 10 * MINUTE_MS, stop }),
  },
  {
    name: "alertmanager",
    server: "alertmanager",
    prepare: (options) => writeFileSync(file(options, "alertmanager.yml"), alertmanagerConfig(options)),
    command: (options) => ({
      program: findServer("alertmanager"),
      args: [
        `--config.file=${file(options, "alertmanager.yml")}`,
        `--storage.path=${file(options, "alertmanager")}`,
        `--web.listen-address=${local(options.ports.alertmanager)}`,
        // Alone: no port for others of its kind.
        "--cluster.listen-address=",
      ],
    }),
    ready: ({ ports }, stop) => httpReady("alertmanager", `http://${local(ports.alertmanager)}/-/ready`, { limitMs: MINUTE_MS, stop }),
  },
  {
    name: "prometheus",
    server: "prometheus",
    async prepare(options) {
      await writeRules(options);
      writeFileSync(file(options, "prometheus.yml"), prometheusConfig(options));
    },
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
    command: ({ natsUrl, rate, seed, inject, injections }) => ({
      program: process.execPath,
      // --json: the log tells what was injected where.
      args: [
        `${root}simulators/dist/main.js`, "--json", "--rate", String(rate), "--seed", String(seed),
        ...(injections ? [] : ["--no-injections"]), ...inject.flatMap((what) => ["--inject", what]),
      ],
      env: { EDDY_NATS_URL: natsUrl },
    }),
    ready: async () => {},
  },
];
