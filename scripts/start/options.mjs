import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "../setup/fault.mjs";
import { findServer } from "../setup/servers.mjs";
import { SERVICES } from "./services.mjs";

/** Ports without an offset. */
const PORTS = { nats: 4222, mailbox: 10334, smtp: 10335, exporter: 10333, alertmanager: 9093, prometheus: 9090, grafana: 3000 };
const NAMES = SERVICES.map(({ name }) => name);
const startedByDefault = () => SERVICES.filter(({ optional, server }) => optional !== true || findServer(server) !== undefined).map(({ name }) => name);

const FLAGS = {
  only: { type: "string", value: "LIST", help: `start only these, of ${NAMES.join(",")}` },
  "no-simulators": { type: "boolean", help: "start everything but the simulators" },
  "no-injections": { type: "boolean", help: "no injected anomalies and incidents but those of --inject" },
  "no-system": { type: "boolean", help: "without this machine's own metrics" },
  rate: { type: "string", value: "N", default: "200", help: "events a second that the simulators publish" },
  seed: { type: "string", value: "N", default: "1", help: "seed of the simulators: the same seed gives the same events" },
  inject: { type: "string", multiple: true, value: "WHAT", help: "one more anomaly, for example spike@10s:iot; any number of times" },
  "port-offset": { type: "string", value: "N", default: "0", help: `added to the ports ${Object.values(PORTS).join(", ")}` },
  data: { type: "string", value: "DIR", default: ".eddy", help: "where everything is kept" },
  help: { type: "boolean", help: "this text" },
};

/** Text of --help. */
export function help() {
  const lines = Object.entries(FLAGS).map(([name, { value, help: text, default: standard }]) => {
    const left = `--${name}${value === undefined ? "" : ` ${value}`}`;
    return `  ${left.padEnd(20)} ${text}${standard === undefined ? "" : ` (${standard})`}`;
  });
  return ["Usage: npm start -- [flags]", "", "Starts NATS, the exporter, simulators, Prometheus, Alertmanager and a mailbox on this machine, and Grafana if it is installed.", "", ...lines].join("\n");
}

function wholeNumber(values, name, [min, max]) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Fault(`--${name} must be a whole number from ${min} to ${max}, got ${values[name]}: see npm start -- --help`);
}

function selected(values) {
  const names = values.only === undefined ? startedByDefault() : values.only.split(",");
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new Fault(`--only must name some of ${NAMES.join(",")}, got ${unknown}: see npm start -- --help`);
  return names.filter((name) => name !== "simulators" || values["no-simulators"] !== true);
}

const serversOf = (names) => SERVICES.filter(({ name }) => names.includes(name)).flatMap(({ server }) => server ?? []);

function parse(args) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new Fault(`${error.message.split(/[.:] /)[0]}: see npm start -- --help`);
  }
}

/** Flags of the command line as the services want them; throws a Fault where one can't be. */
export function parseOptions(args) {
  const values = parse(args);
  const offset = wholeNumber(values, "port-offset", [0, 50_000]);
  const only = selected(values);
  const ports = Object.fromEntries(Object.entries(PORTS).map(([name, port]) => [name, port + offset]));
  const ownNats = `nats://127.0.0.1:${ports.nats}`;
  return {
    help: values.help === true,
    only,
    servers: serversOf(only),
    ports,
    natsUrl: only.includes("nats") ? ownNats : (process.env.EDDY_NATS_URL ?? ownNats),
    rate: wholeNumber(values, "rate", [1, 100_000]),
    seed: wholeNumber(values, "seed", [0, 999_999_999]),
    inject: values.inject ?? [],
    injections: values["no-injections"] !== true,
    system: values["no-system"] !== true,
    data: resolve(values.data),
  };
}
