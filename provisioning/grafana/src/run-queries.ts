// Runs every query of every dashboard against a Prometheus and tells which are empty:
// `npm run dashboards:queries -- --prometheus URL [--packs DIR]… [--skip UID]… [--patience SECONDS] [--verbose]`.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { packOutlines } from "eddy-exporter/packs";
import { dashboardQueries } from "./dashboard-queries.ts";
import type { DashboardQuery } from "./dashboard-queries.ts";

const { values } = parseArgs({
  options: {
    prometheus: { type: "string", default: "http://127.0.0.1:9090" },
    packs: { type: "string", multiple: true, default: [] },
    skip: { type: "string", multiple: true, default: [] },
    // One scrape that fails empties everything for a moment: what is empty is asked again for so long.
    patience: { type: "string", default: "15" },
    verbose: { type: "boolean", default: false },
  },
});

type Point = readonly [number, string];

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly { readonly value?: Point; readonly values?: readonly Point[] }[] };
}

/** `nothing yet`: samples that Grafana draws as nothing, such as a band while its detector warms up. */
type Verdict = "data" | "nothing yet" | "empty" | "refused";

interface Found {
  readonly verdict: Verdict;
  /** Number of samples, or why it was refused. */
  readonly found: string;
}

async function runPatiently(query: DashboardQuery): Promise<Found> {
  for (let left = Number(values.patience); ; left--) {
    const answer = await run(query);
    if (answer.verdict !== "empty" || left <= 0) return answer;
    await sleep(1000);
  }
}

async function run({ expr, isOverTime }: DashboardQuery): Promise<Found> {
  const query = isOverTime ? `(${expr})[1h:15s]` : expr;
  const response = await fetch(new URL("/api/v1/query", values.prometheus), { method: "POST", body: new URLSearchParams({ query }) });
  const { status, error = "", data } = (await response.json()) as Answer;
  if (status !== "success" || data === undefined) return { verdict: "refused", found: error };
  const samples = data.result.length;
  if (samples === 0) return { verdict: "empty", found: "0" };
  return { verdict: data.result.every(({ value, values: points = value === undefined ? [] : [value] }) => points.every(([, text]) => text === "NaN")) ? "nothing yet" : "data", found: String(samples) };
}

const counts: Record<Verdict, number> = { data: 0, "nothing yet": 0, empty: 0, refused: 0 };
for (const query of dashboardQueries(packOutlines(values.packs)).filter(({ dashboard }) => !values.skip.includes(dashboard))) {
  const { verdict, found } = await runPatiently(query);
  counts[verdict]++;
  const isFault = verdict === "empty" || verdict === "refused";
  if (!isFault && !values.verbose) continue;
  const { dashboard, panel, refId, expr } = query;
  process.stdout.write(`${verdict.padEnd(11)} ${found.padStart(5)}  ${dashboard.padEnd(20)} ${`${panel} ${refId}`.padEnd(36)} ${expr}\n`);
}
const queries = Object.values(counts).reduce((sum, count) => sum + count, 0);
process.stdout.write(`${JSON.stringify({
  dashboard_queries: queries, dashboard_queries_empty: counts.empty, dashboard_queries_refused: counts.refused, dashboard_queries_nothing_yet: counts["nothing yet"],
})}\n`);
process.exitCode = counts.empty + counts.refused > 0 ? 1 : 0;
