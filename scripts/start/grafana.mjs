import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "../setup/command.mjs";
import { findServer } from "../setup/servers.mjs";
import { httpReady } from "./ready.mjs";

const HOST = "127.0.0.1";
const TWO_MINUTES_MS = 120_000;

/** Where Grafana's own files lie beside its program: of an archive, of a Debian package, of Homebrew. */
function homeOf(program) {
  const bin = dirname(realpathSync(program));
  return [dirname(bin), "/usr/share/grafana", join(bin, "../share/grafana")].find((folder) => existsSync(join(folder, "conf/defaults.ini")));
}

// "server" is a subcommand of the program `grafana`; `grafana-server` of older packages is that alone.
function argumentsFor(program) {
  const home = homeOf(program);
  return [...(basename(program) === "grafana" ? ["server"] : []), ...(home === undefined ? [] : ["--homepath", home])];
}

/** Settings as environment variables; those that begin with EDDY_ fill the files of provisioning/grafana in. */
const settings = ({ data, ports }) => ({
  EDDY_PROMETHEUS_URL: `http://${HOST}:${ports.prometheus}`,
  EDDY_DASHBOARDS: `${root}provisioning/grafana/dashboards`,
  GF_PATHS_PROVISIONING: `${root}provisioning/grafana`,
  GF_PATHS_DATA: join(data, "grafana"),
  GF_PATHS_LOGS: join(data, "grafana/log"),
  GF_PATHS_PLUGINS: join(data, "grafana/plugins"),
  GF_SERVER_HTTP_ADDR: HOST,
  GF_SERVER_HTTP_PORT: String(ports.grafana),
  // Everybody on this machine may look; to change something one signs in.
  GF_AUTH_ANONYMOUS_ENABLED: "true",
  GF_AUTH_ANONYMOUS_ORG_ROLE: "Viewer",
  GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${root}provisioning/grafana/dashboards/eddy/eddy-overview.json`,
  GF_DASHBOARDS_MIN_REFRESH_INTERVAL: "1s",
  GF_ANALYTICS_REPORTING_ENABLED: "false",
  GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: "false",
  GF_NEWS_NEWS_FEED_ENABLED: "false",
  GF_PLUGINS_PREINSTALL_DISABLED: "true",
});

/** Grafana with data source and dashboards provisioned; only where its program is there already. */
export const GRAFANA = {
  name: "grafana",
  server: "grafana",
  optional: true,
  prepare: ({ data }) => mkdirSync(join(data, "grafana"), { recursive: true }),
  command(options) {
    const program = findServer("grafana");
    return { program, args: argumentsFor(program), env: settings(options) };
  },
  // Its first start fills a database.
  ready: ({ ports }, stop) => httpReady("grafana", `http://${HOST}:${ports.grafana}/api/health`, { limitMs: TWO_MINUTES_MS, stop }),
};
