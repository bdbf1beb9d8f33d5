import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readJson, type Demo } from "./demo.ts";

/** Where the dashboards lie. */
const DASHBOARDS = resolve("provisioning/grafana/dashboards");
const RANGE_SECONDS = 900;

interface Panel {
  readonly title?: string;
  readonly targets?: readonly { readonly expr?: string }[];
  /** Of a row that is folded. */
  readonly panels?: readonly Panel[];
}

interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating?: { readonly list: readonly { readonly name: string; readonly allValue?: string }[] };
}

/** One query of a panel, with nothing left to be filled in. */
interface PanelQuery {
  readonly place: string;
  readonly promql: string;
}

/** How many queries the dashboards have, and which of them gave no series over the last 15 minutes. */
export async function askDashboards({ urls }: Demo): Promise<{ readonly asked: number; readonly empty: readonly string[] }> {
  const queries = dashboardFiles().flatMap((file) => queriesOf(JSON.parse(readFileSync(file, "utf8")) as Dashboard));
  const empty: string[] = [];
  const endSeconds = Math.floor(Date.now() / 1000);
  for (const { place, promql } of queries) {
    const parameters = new URLSearchParams({ query: promql, start: String(endSeconds - RANGE_SECONDS), end: String(endSeconds), step: "15" });
    const answer = await readJson(`${urls.prometheus}/api/v1/query_range?${parameters.toString()}`)
      .then((body) => (body as { data: { result: unknown[] } }).data.result.length, (error: unknown) => String(error));
    if (answer === 0 || typeof answer === "string") empty.push(`${place}: ${promql}${answer === 0 ? "" : ` (${answer})`}`);
  }
  return { asked: queries.length, empty };
}

function dashboardFiles(): string[] {
  if (!existsSync(DASHBOARDS)) return [];
  return readdirSync(DASHBOARDS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")).sort().map((name) => join(DASHBOARDS, name));
}

function queriesOf({ title, panels, templating }: Dashboard): PanelQuery[] {
  const values = new Map((templating?.list ?? []).map(({ name, allValue }) => [name, allValue ?? ".*"]));
  const all = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  return all.flatMap((panel) => (panel.targets ?? []).flatMap(({ expr }) =>
    expr === undefined || expr === "" ? [] : [{ place: `${title} / ${panel.title ?? ""}`, promql: fill(expr, values) }]));
}

/** Puts in what Grafana would: times of the range, and "all" of each variable. */
function fill(expr: string, values: ReadonlyMap<string, string>): string {
  const times: Readonly<Record<string, string>> = { __range: `${RANGE_SECONDS}s`, __range_s: String(RANGE_SECONDS), __rate_interval: "1m", __interval: "15s" };
  return expr.replaceAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? "";
    return times[name] ?? values.get(name) ?? whole;
  });
}
