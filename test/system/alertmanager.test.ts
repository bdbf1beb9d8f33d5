import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { ALERTMANAGER, amtool, demoConfig, readMailbox, sendAlerts, type MailInBox, type SentAlert } from "../alerts.ts";
import { freePort } from "../child-server.ts";
import { startAlertmanager, startMailbox, type TestServer } from "../servers.ts";

const LIMIT_MS = 60_000;
const files = [{ file: "alertmanager.yml" }, { file: "production.example.yml" }];

describe.each(files)("$file", ({ file }) => {
  const path = `${ALERTMANAGER}/${file}`;

  it("is right", async () => {
    expect(await amtool("check-config", path)).toContain("SUCCESS");
  });

  it.each([
    { alert: "alertname=LowStock severity=warning team=warehouse stream=inventory_levels", receivers: "journal,warehouse" },
    { alert: "alertname=LargeTransaction severity=warning team=sales stream=business_orders", receivers: "journal,sales" },
    { alert: "alertname=PaymentErrors severity=critical team=sales stream=business", receivers: "journal,oncall,sales" },
    { alert: "alertname=MachineTooHot severity=critical team=facilities stream=iot_machine", receivers: "journal,oncall,facilities" },
    { alert: "alertname=TrafficSpike severity=warning team=web stream=web", receivers: "journal,web" },
    { alert: "alertname=EddyLogDown severity=critical team=operations", receivers: "journal,oncall,operations" },
    { alert: "alertname=EddyAnomaly severity=warning team=operations stream=iot_sensor", receivers: "journal,operations" },
    { alert: "alertname=EddyAnomaly severity=info team=operations stream=iot_sensor", receivers: "journal" },
    { alert: "alertname=EddyHeartbeat severity=info team=operations", receivers: "heartbeat" },
    { alert: "alertname=Watchdog severity=none", receivers: "heartbeat" },
    { alert: "alertname=SomebodyElses severity=warning team=nobody", receivers: "journal,operations" },
    { alert: "alertname=WithoutAnything", receivers: "journal,operations" },
  ])("brings $alert to $receivers", async ({ alert, receivers }) => {
    expect((await amtool("config", "routes", "test", `--config.file=${path}`, ...alert.split(" "))).trim()).toBe(receivers);
  });
});

it("mutes in production as in the demo", () => {
  const [demo, production] = files.map(({ file }) => (parse(readFileSync(`${ALERTMANAGER}/${file}`, "utf8"), { merge: true }) as { inhibit_rules: unknown }).inhibit_rules);
  expect(production).toEqual(demo);
  expect(demo).toEqual(expect.arrayContaining([expect.anything()]));
});

interface AlertState {
  readonly labels: { readonly alertname: string; readonly stream?: string };
  readonly status: { readonly inhibitedBy: readonly string[] };
}

describe("Alertmanager with the demo's configuration", () => {
  let alertmanager: TestServer;
  let mailbox: TestServer & { smtpPort: number };

  beforeAll(async () => {
    mailbox = await startMailbox();
    alertmanager = await startAlertmanager(demoConfig({ exporter: await freePort(), mailbox: mailbox.port, smtp: mailbox.smtpPort }));
  }, LIMIT_MS);

  afterAll(async () => {
    await alertmanager.remove();
    await mailbox.remove();
  });

  const at = { job: "eddy", instance: "a:1" };
  /** Names and streams of all that is muted; asked until `count` are, since Alertmanager mutes a moment after it was told. */
  async function muted(count: number): Promise<string[]> {
    for (let tries = 0; ; tries++) {
      const all = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as AlertState[];
      const names = all.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => `${labels.alertname} ${labels.stream ?? ""}`.trim());
      if (names.length >= count || tries > 100) return names.sort();
      await sleep(100);
    }
  }
  const resolved = (alerts: readonly SentAlert[]): SentAlert[] => alerts.map((alert) => ({ ...alert, endsAt: new Date().toISOString() }));

  it.each([
    {
      name: "what is critical in a stream mutes the rest of the stream",
      alerts: [
        { ...at, alertname: "ServerErrors", severity: "critical", stream: "logs" },
        { ...at, alertname: "EddyAnomaly", severity: "warning", stream: "logs" },
        { ...at, alertname: "EddyAnomaly", severity: "info", stream: "logs" },
        { ...at, alertname: "EddyAnomaly", severity: "warning", stream: "web" },
        { ...at, alertname: "EddyAnomaly", severity: "warning", stream: "logs", instance: "another:1" },
        { ...at, alertname: "EddyReloadFailed", severity: "warning" },
      ],
      expected: ["EddyAnomaly logs", "EddyAnomaly logs"],
    },
    {
      name: "an Eddy that is not scraped mutes what follows from it, the heartbeat excepted",
      alerts: [
        { ...at, alertname: "EddyNotScraped", severity: "critical" },
        { ...at, alertname: "EddyLogDown", severity: "critical" },
        { ...at, alertname: "EddyCheckpointOld", severity: "warning" },
        { ...at, alertname: "LowStock", severity: "warning", stream: "inventory_levels" },
        { ...at, alertname: "LowStock", severity: "warning", stream: "inventory_levels", instance: "another:1" },
        { alertname: "EddyHeartbeat", severity: "info" },
        { ...at, alertname: "SomebodyElses", severity: "warning" },
      ],
      expected: ["EddyCheckpointOld", "LowStock inventory_levels"],
    },
    {
      name: "a job without any target mutes what is about all its instances",
      alerts: [
        { job: "eddy", alertname: "EddyNotScraped", severity: "critical" },
        { ...at, alertname: "EddyDeadLetters", severity: "info" },
        { ...at, alertname: "LargeTransaction", severity: "warning", stream: "business_orders" },
        { ...at, alertname: "LargeTransaction", severity: "warning", stream: "business_orders", instance: "another:1" },
        { ...at, alertname: "LargeTransaction", severity: "warning", stream: "business_orders", job: "another" },
        { alertname: "EddyHeartbeat", severity: "info" },
      ],
      expected: ["EddyDeadLetters", "LargeTransaction business_orders", "LargeTransaction business_orders"],
    },
  ])("$name", async ({ alerts, expected }) => {
    const sent = alerts.map((labels) => ({ labels }));
    await sendAlerts(alertmanager.url, sent);
    try {
      expect(await muted(expected.length)).toEqual(expected);
    } finally {
      await sendAlerts(alertmanager.url, resolved(sent));
    }
  }, LIMIT_MS);

  async function mailsAbout(summary: string, holds: (mails: readonly MailInBox[]) => boolean): Promise<readonly MailInBox[]> {
    for (let tries = 0; ; tries++) {
      const mails = (await readMailbox(mailbox.url)).mails.filter(({ subject }) => subject.includes(summary));
      if (holds(mails) || tries > 200) return mails;
      await sleep(100);
    }
  }

  it("makes one mail of 200 series of one incident, and one of their end", async () => {
    const summary = "A stream is strange.";
    const sent = Array.from({ length: 200 }, (_, i) => ({
      labels: { ...at, alertname: "EddyAnomaly", severity: "warning", team: "operations", stream: "iot_sensor", measure: "temperature", device: `d${i}` },
      annotations: { summary, description: `d${i} is at 40 °C, expected 20.`, link: `http://127.0.0.1:9090/graph?g0.expr=${i}`, runbook_url: "https://runbooks.example/EddyAnomaly" },
    }));
    await sendAlerts(alertmanager.url, sent);
    const [firing, ...further] = await mailsAbout(summary, (mails) => mails.length > 0);
    expect(further).toEqual([]);
    expect(firing).toMatchObject({ subject: `WARNING: ${summary} (200 series)`, to: "operations@localhost" });
    expect(firing?.html).toContain("The 10 worst of 200 are shown.");
    await sendAlerts(alertmanager.url, resolved(sent));
    const [last, ...before] = await mailsAbout(summary, (mails) => mails.length > 1);
    expect(last?.subject).toBe(`Resolved: ${summary} (200 series)`);
    expect(before).toHaveLength(1);
  }, LIMIT_MS);

  it("sends heartbeats to where they are watched, and no mail of them", async () => {
    await sendAlerts(alertmanager.url, [{ labels: { alertname: "EddyHeartbeat", severity: "info" }, annotations: { summary: "It beats." } }]);
    let age: number | null = null;
    for (let tries = 0; age === null && tries < 100; tries++) {
      age = (await readMailbox(mailbox.url)).heartbeat_age_seconds;
      if (age === null) await sleep(100);
    }
    expect(age).toBeLessThan(10);
    expect(await mailsAbout("It beats.", () => true)).toEqual([]);
  }, LIMIT_MS);
});
