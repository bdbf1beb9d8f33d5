import { readFileSync } from "node:fs";
import { join } from "node:path";
import { demoConfig, readMailbox } from "../alerts.ts";
import { freePort, pause } from "../child-server.ts";
import { startAlertmanager, startMailbox, startPrometheus, type TestServer } from "../servers.ts";
import { Prometheus } from "../system/prometheus.ts";
import { ask, publishByHand, type Demo } from "./demo.ts";

const OUTAGE_MS = 60_000;
/** Prometheus sends what still fires once a minute. */
const AFTERWARDS_MS = 120_000;
const WAREHOUSES = 5;

/** How an outage of Alertmanager went. */
export interface Outage {
  /** Alerts that began while it was away. */
  readonly begun: number;
  /** Those of them that no mail told of within two minutes of its return. */
  readonly lost: readonly string[];
  /** From its return until all were told, seconds. */
  readonly seconds: number;
}

/** Things begin while Alertmanager is killed (SIGKILL) for a minute; is each told once it is back? */
export async function outage(demo: Demo): Promise<Outage> {
  const mailbox = await startMailbox();
  const servers: TestServer[] = [mailbox];
  try {
    // Nothing may hide behind the demo's own Alertmanager, which npm start can't be without: a second one beside it.
    const alertmanager = await startAlertmanager(demoConfig({ exporter: await freePort(), mailbox: mailbox.port, smtp: mailbox.smtpPort }));
    servers.push(alertmanager);
    const config = readFileSync(join(demo.start.data, "prometheus.yml"), "utf8");
    const prometheus = await startPrometheus(config.replace(`127.0.0.1:${demo.start.port(9093)}`, `127.0.0.1:${alertmanager.port}`));
    servers.push(prometheus);
    await seenForAMinute(new Prometheus(prometheus.port));
    return await duringOutage(demo, alertmanager, mailbox);
  } finally {
    for (const server of servers.reverse()) await server.remove();
  }
}

async function seenForAMinute(prometheus: Prometheus): Promise<void> {
  const isKnown = async (): Promise<true | undefined> => ((await prometheus.value("eddy_caught_up offset 62s")) === 1 ? true : undefined);
  if ((await ask(isKnown, 120_000)) === undefined) throw new Error("the second Prometheus has not seen eddy_caught_up for a minute");
}

async function duringOutage({ start }: Demo, alertmanager: TestServer, mailbox: TestServer): Promise<Outage> {
  await alertmanager.kill();
  const downMs = Date.now();
  await publishByHand(start, "business.orders.outage", { sales_region: "west", category: "tea", total: 17_500_000 });
  const awaited = ["₹1,75,000"];
  for (let i = 0; i < WAREHOUSES; i++) {
    await publishByHand(start, `inventory.levels.outage${i}`, { item: "kettle", category: "kitchen", reorder_point: 40, on_hand: 3 });
    awaited.push(`kettle in outage${i}`);
  }
  await pause(Math.max(0, downMs + OUTAGE_MS - Date.now()));
  await alertmanager.start();
  const upMs = Date.now();
  const missing = async (): Promise<string[]> => {
    const texts = (await readMailbox(mailbox.url)).mails.map(({ text }) => text).join("\n");
    return awaited.filter((says) => !texts.includes(says));
  };
  const isAllTold = await ask(async () => ((await missing()).length === 0 ? true : undefined), AFTERWARDS_MS);
  return { begun: awaited.length, lost: isAllTold === true ? [] : await missing(), seconds: (Date.now() - upMs) / 1000 };
}
