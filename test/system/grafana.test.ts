import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NpmStart } from "./npm-start.ts";

const SET_UP_MS = 300_000;
const MINUTE_MS = 60_000;

/** What a program in the place of Grafana tells of how it was called. */
interface Called {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What Prometheus tells of its alerts. */
interface Rules {
  readonly data: { readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly annotations: { readonly link: string } }[] }[] };
}

/** Answers as Grafana does when it is healthy, and writes down how it was called. */
const standIn = (file: string): string => `#!${process.execPath}
require("node:fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify({ args: process.argv.slice(2), env: process.env }));
require("node:http").createServer((request, response) => response.writeHead(request.url === "/api/health" ? 200 : 404).end())
  .listen(Number(process.env.GF_SERVER_HTTP_PORT), process.env.GF_SERVER_HTTP_ADDR);
`;

describe("npm start with grafana on the PATH", () => {
  const home = mkdtempSync(join(tmpdir(), "eddy-grafana-"));
  const path = process.env["PATH"] ?? "";
  let start: NpmStart;
  let called: Called;

  beforeAll(async () => {
    for (const folder of ["bin", "conf"]) mkdirSync(join(home, folder));
    writeFileSync(join(home, "conf/defaults.ini"), "");
    writeFileSync(join(home, "bin/grafana"), standIn(join(home, "called.json")), { mode: 0o755 });
    process.env["PATH"] = `${join(home, "bin")}:${path}`;
    start = new NpmStart({ flags: ["--only", "prometheus,grafana"] });
    await start.ready(SET_UP_MS);
    called = JSON.parse(readFileSync(join(home, "called.json"), "utf8")) as Called;
  }, SET_UP_MS);

  afterAll(async () => {
    process.env["PATH"] = path;
    await start.remove();
    rmSync(home, { recursive: true });
  }, MINUTE_MS);

  it("runs it with its own files and ours, and shows where", () => {
    expect(called.args).toEqual(["server", "--homepath", home]);
    expect(start.output).toContain(`Grafana      http://127.0.0.1:${start.port(3000)}/`);
    for (const file of ["datasources/eddy.yml", "dashboards/eddy.yml"]) expect(existsSync(join(called.env["GF_PATHS_PROVISIONING"] ?? "", file))).toBe(true);
  });

  it("is where alerts about a measure lead to", async () => {
    const { data } = (await (await fetch(`http://127.0.0.1:${start.port(9090)}/api/v1/rules?type=alert`)).json()) as Rules;
    const link = data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === "LowStock")?.annotations.link;
    expect(link).toContain(`http://127.0.0.1:${start.port(3000)}/d/eddy-series?var-stream=inventory_levels&`);
  });

  it("listens on loopback, keeps its data with ours, and tells nobody of it", () => {
    expect(called.env).toMatchObject({
      GF_SERVER_HTTP_ADDR: "127.0.0.1", GF_SERVER_HTTP_PORT: String(start.port(3000)), GF_PATHS_DATA: join(start.data, "grafana"),
      GF_ANALYTICS_REPORTING_ENABLED: "false", EDDY_PROMETHEUS_URL: `http://127.0.0.1:${start.port(9090)}`,
    });
    expect(existsSync(join(called.env["EDDY_DASHBOARDS"] ?? "", "eddy/eddy-overview.json"))).toBe(true);
  });
});
