import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const folder = join(__dirname, "..");
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const uid = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** As Grafana's documentation has it; keys that it doesn't know would be ignored without a word. */
const datasources = z.strictObject({
  apiVersion: z.literal(1),
  datasources: z.array(z.strictObject({
    name: z.string(), uid, type: z.literal("prometheus"), access: z.literal("proxy"), url: z.literal("${EDDY_PROMETHEUS_URL}"), isDefault: z.boolean(), editable: z.literal(false),
    jsonData: z.strictObject({ httpMethod: z.enum(["GET", "POST"]), prometheusType: z.enum(["Prometheus", "Cortex", "Mimir", "Thanos"]), timeInterval: z.string().regex(/^\d+[smh]$/) }),
  })).length(1),
});
const providers = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.array(z.strictObject({
    name: z.string(), folder: z.string(), folderUid: uid, type: z.literal("file"), disableDeletion: z.boolean(), allowUiUpdates: z.literal(false), updateIntervalSeconds: z.int().min(10),
    options: z.strictObject({ path: z.string().startsWith("${EDDY_DASHBOARDS}/") }),
  })),
});

describe("provisioning of Grafana", () => {
  it("has the data source under a fixed uid, with the scrape interval of Prometheus", () => {
    const [source] = datasources.parse(parse(read("datasources/eddy.yml"))).datasources;
    const prometheus = z.object({ global: z.object({ scrape_interval: z.string() }) }).parse(parse(read("../prometheus/prometheus.yml")));
    expect(source?.uid).toBe("eddy-prometheus");
    expect(source?.jsonData.timeInterval).toBe(prometheus.global.scrape_interval);
  });

  it("has a provider for each folder of dashboards", () => {
    const { providers: found } = providers.parse(parse(read("dashboards/eddy.yml")));
    const folders = readdirSync(join(folder, "dashboards"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `\${EDDY_DASHBOARDS}/${name}`);
    expect(found.map(({ options }) => options.path).sort()).toEqual(folders.sort());
    for (const key of ["name", "folder", "folderUid"] as const) expect(new Set(found.map((provider) => provider[key])).size).toBe(found.length);
  });

  it("is filled in by npm start, which begins with a dashboard that is there", () => {
    const start = read("../../scripts/start/grafana.mjs");
    const wanted = [read("datasources/eddy.yml"), read("dashboards/eddy.yml")].flatMap((text) => [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name));
    expect([...new Set(wanted)].filter((name) => !start.includes(`  ${name}: `))).toEqual([]);
    const [, home = ""] = /DEFAULT_HOME_DASHBOARD_PATH: `\$\{root\}provisioning\/grafana\/(.+)`/.exec(start) ?? [];
    expect(existsSync(join(folder, home))).toBe(home !== "");
  });
});
