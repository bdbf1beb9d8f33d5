// `npm run test:operate [-- --quiet 10m | --short]`: the demo of `npm start`, watched as whoever operates it: is what happens
// told within seconds, is nothing told without cause, is nothing lost while Alertmanager is away, do all dashboards show something?
import { pause } from "../child-server.ts";
import { askDashboards, askSystemDashboard, type Asked } from "./dashboards.ts";
import { deliver, INCIDENTS, resolve, watchedForAMinute, type Delivery, type Incident } from "./delivery.ts";
import { SYSTEM_DEMO, withDemo, type Demo } from "./demo.ts";
import { HELP, readOptions, type OperateOptions } from "./options.ts";
import { outage } from "./outage.ts";
import { quietPhase } from "./quiet.ts";
import { replayRecordings } from "./recordings.ts";
import { readRules } from "./rules.ts";

const DELIVERY_SECONDS = 10;
const BEFORE_QUIET_MS = 120_000;
/** Rates over a minute need so long. */
const SYSTEM_MS = 75_000;
const HOUR_MS = 3_600_000;
const begunMs = performance.now();

function tell(line: string): void {
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

const stages = ({ scraped, firing, alertmanager, mailbox, webhook }: Delivery): string =>
  Object.entries({ published: 0, scraped, firing, alertmanager, mailbox, webhook }).map(([name, seconds]) => `${name} ${seconds === undefined ? "never" : seconds.toFixed(1)}`).join(", ");

/** The slower of the two ends of the way; infinite where one was never reached. */
const slowest = ({ mailbox, webhook }: Delivery): number => Math.max(mailbox ?? Infinity, webhook ?? Infinity);

/** Publishes the incidents; seconds until all were told, and whether those of `ending` were told to be over. */
async function deliverAll(demo: Demo, ending: readonly Incident[]): Promise<{ seconds: number; isResolved: boolean }> {
  await watchedForAMinute(demo);
  let seconds = 0;
  let isResolved = true;
  for (const incident of INCIDENTS) {
    const delivery = await deliver(incident, demo);
    tell(`${incident.name}: ${stages(delivery)} (seconds)`);
    seconds = Math.max(seconds, slowest(delivery));
  }
  for (const incident of ending) {
    const resolved = await resolve(incident, demo);
    tell(`${incident.name}: ${resolved === undefined ? "never told to be over" : `told to be over after ${resolved.toFixed(1)} s`}`);
    isResolved &&= resolved !== undefined;
  }
  return { seconds, isResolved };
}

async function short(demo: Demo): Promise<boolean> {
  const { seconds, isResolved } = await deliverAll(demo, INCIDENTS.filter(({ end }) => end !== undefined));
  process.stdout.write(`${JSON.stringify({ test: "operate", delivered_seconds: Number(seconds.toFixed(1)), resolved: isResolved })}\n`);
  return seconds <= DELIVERY_SECONDS && isResolved;
}

/** Watches the quiet demo; `system` is what the dashboard of the machine's own metrics gave in a demo that has them. */
async function full(demo: Demo, quietMs: number, system: Asked): Promise<boolean> {
  await pause(Math.max(0, demo.readyMs + BEFORE_QUIET_MS - Date.now()));
  const quiet = await quietPhase(demo, quietMs);
  for (const alert of quiet.falseAlerts) tell(`false alert: ${alert}`);
  for (const alert of quiet.infos) tell(`info: ${alert}`);
  const perHour = (count: number): string => `${((count * HOUR_MS) / quietMs).toFixed(1)} an hour`;
  tell(`${quietMs / 60_000} quiet minutes: ${quiet.falseAlerts.length} false alerts, ${quiet.infos.length} of severity info (${perHour(quiet.infos.length)}), ${quiet.onsets} onsets of anomalies (${perHour(quiet.onsets)})`);
  await replayRecordings(demo);
  const dashboards = await askDashboards(demo);
  const emptyQueries = [...system.empty, ...dashboards.empty];
  for (const query of emptyQueries) tell(`no data: ${query}`);
  const rules = await readRules(demo);
  for (const name of rules.bare) tell(`without case or runbook: ${name}`);
  for (const rule of rules.failed) tell(`can't be evaluated: ${rule}`);
  const { seconds, isResolved } = await deliverAll(demo, INCIDENTS);
  const down = await outage(demo);
  tell(`Alertmanager killed for a minute: ${down.begun} alerts began, ${down.lost.length} lost; all that came was told ${down.seconds.toFixed(1)} s after its return`);
  for (const says of down.lost) tell(`lost: ${says}`);
  process.stdout.write(`${JSON.stringify({
    test: "operate", delivered_seconds: Number(seconds.toFixed(1)), resolved: isResolved, quiet_minutes: quietMs / 60_000, false_alerts: quiet.falseAlerts.length,
    info_alerts: quiet.infos.length, anomaly_onsets: quiet.onsets, lost_in_outage: down.lost.length, dashboard_queries: system.asked + dashboards.asked,
    dashboard_queries_empty: emptyQueries.length, alerts: rules.alerts, alerts_without_case_or_runbook: rules.bare.length, rules_failed: rules.failed.length,
  })}\n`);
  const faults = [quiet.falseAlerts, down.lost, emptyQueries, rules.bare, rules.failed];
  return seconds <= DELIVERY_SECONDS && isResolved && faults.every((list) => list.length === 0);
}

async function watch({ short: isShort, quietMs }: OperateOptions): Promise<boolean> {
  if (isShort) return withDemo(short);
  const system = await withDemo(async (demo) => {
    await pause(SYSTEM_MS);
    return askSystemDashboard(demo);
  }, SYSTEM_DEMO);
  tell(`machine's own metrics: ${system.asked} queries, ${system.empty.length} without data`);
  return withDemo((demo) => full(demo, quietMs, system));
}

/** The exit code. */
async function main(): Promise<number> {
  let options: OperateOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`test:operate: ${error instanceof Error ? error.message : String(error)}; --help shows the flags\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  return (await watch(options)) ? 0 : 1;
}

process.exit(await main());
