import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";

/** Folder of Alertmanager's configurations. */
export const ALERTMANAGER = resolve("alert-rules/alertmanager");

/** An alert as Prometheus sends it. */
export interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** RFC 3339; absent = firing. */
  readonly endsAt?: string;
}

/** Ports that a configuration of the demo is to use. */
export interface AlertPorts {
  readonly exporter: number;
  readonly mailbox: number;
  readonly smtp: number;
}

/** The demo's configuration of Alertmanager with other ports. */
export function demoConfig({ exporter, mailbox, smtp }: AlertPorts): string {
  return readFileSync(`${ALERTMANAGER}/alertmanager.yml`, "utf8")
    .replace("127.0.0.1:10335", `127.0.0.1:${smtp}`)
    .replace("127.0.0.1:10334", `127.0.0.1:${mailbox}`)
    .replace("127.0.0.1:10333", `127.0.0.1:${exporter}`)
    .replace("[templates/*.tmpl]", `["${ALERTMANAGER}/templates/*.tmpl"]`);
}

/** Sends alerts to a running Alertmanager. */
export async function sendAlerts(url: string, alerts: readonly SentAlert[]): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(alerts) });
  if (!response.ok) throw new Error(`${url} refused alerts: ${await response.text()}`);
}

/** One mail as the mailbox tells it. */
export interface MailInBox {
  readonly receivedAt: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Mails of a running mailbox, newest first, and seconds since its last heartbeat (null before the first). */
export async function readMailbox(url: string): Promise<{ readonly mails: readonly MailInBox[]; readonly heartbeat_age_seconds: number | null }> {
  return (await (await fetch(`${url}/mails`)).json()) as Awaited<ReturnType<typeof readMailbox>>;
}

/** What amtool prints; rejects with its complaint where it ends with another code than 0. */
export async function amtool(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)("amtool", args, { maxBuffer: 1 << 26 })).stdout;
}
