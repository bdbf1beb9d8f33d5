import { dashboardQueries } from "eddy-dashboards/queries";
import { pause } from "../child-server.ts";
import type { Demo } from "./demo.ts";

/** One scrape that fails empties everything for a moment: what is empty is asked again for so many seconds. */
const PATIENCE_SECONDS = 15;

/** Of the machine's own metrics, which a quiet demo runs without: `readSystemDashboard` asks for it alone. */
const SYSTEM_DASHBOARD = "eddy-pack-system";

/** How many queries dashboards have, and which of them gave no series or were refused, a line each. */
export interface Asked {
  readonly asked: number;
  readonly empty: readonly string[];
}

/** Asks every query of every dashboard but that of the machine's own metrics, variables filled in as Grafana does. */
export function askDashboards(demo: Demo): Promise<Asked> {
  return askAll(demo, (dashboard) => dashboard !== SYSTEM_DASHBOARD);
}

/** Asks the queries that `askDashboards` leaves out: of a demo with the machine's own metrics. */
export function askSystemDashboard(demo: Demo): Promise<Asked> {
  return askAll(demo, (dashboard) => dashboard === SYSTEM_DASHBOARD);
}

async function askAll({ prometheus }: Demo, isAsked: (dashboard: string) => boolean): Promise<Asked> {
  const queries = dashboardQueries().filter(({ dashboard }) => isAsked(dashboard));
  const empty: string[] = [];
  for (const { dashboard, panel, refId, expr, isOverTime } of queries) {
    const why = await whyEmpty(async () => (isOverTime ? prometheus.seriesOverAnHour(expr) : (await prometheus.query(expr)).length));
    if (why !== undefined) empty.push(`${dashboard} / ${panel} ${refId}: ${expr} (${why})`);
  }
  return { asked: queries.length, empty };
}

/** Undefined once there is something to count; else, when patience has ended, what it gave. */
async function whyEmpty(count: () => Promise<number>): Promise<string | undefined> {
  for (let left = PATIENCE_SECONDS; ; left--) {
    const why = await count().then((found) => (found > 0 ? undefined : "no samples"), String);
    if (why === undefined || left <= 0) return why;
    await pause(1_000);
  }
}
