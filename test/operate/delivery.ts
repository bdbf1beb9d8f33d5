import { readMailbox, type MailInBox } from "../alerts.ts";
import { pause } from "../child-server.ts";
import { ask, publishByHand, readJson, type Demo } from "./demo.ts";

/** An event that has to be told of. */
export interface Incident {
  readonly name: string;
  readonly subject: string;
  readonly event: object;
  /** What fires; `labels` tell its series from others. */
  readonly alertname: string;
  readonly labels: Readonly<Record<string, string>>;
  /** PromQL that has a value once the event is scraped. */
  readonly scraped: string;
  /** What the mail must say. */
  readonly says: string;
  /** Event that ends it; undefined = it ends by itself. */
  readonly end?: object;
}

const stock = { item: "kettle", category: "kitchen", reorder_point: 40 };

/** The two of the issue: a low stock and a transaction of ₹1,50,000. */
export const INCIDENTS: readonly Incident[] = [
  {
    name: "low stock", subject: "inventory.levels.byhand", event: { ...stock, on_hand: 3 }, end: { ...stock, on_hand: 100 },
    alertname: "LowStock", labels: { warehouse: "byhand", item: "kettle" },
    scraped: 'eddy_inventory_levels_on_hand_units{warehouse="byhand"} == 3', says: "kettle in byhand",
  },
  {
    name: "transaction of ₹1,50,000", subject: "business.orders.byhand", event: { sales_region: "west", category: "tea", total: 15_000_000 },
    alertname: "LargeTransaction", labels: { channel: "byhand" },
    scraped: 'eddy_business_orders_over_one_lakh_inr_total{channel="byhand"} == 150000', says: "₹1,50,000",
  },
];

/** Seconds from the log's store time of the event to each stage; undefined = it never came there. */
export interface Delivery {
  readonly scraped: number | undefined;
  readonly firing: number | undefined;
  readonly alertmanager: number | undefined;
  readonly mailbox: number | undefined;
  readonly webhook: number | undefined;
}

const FIRING_MS = 60_000;
const RESOLVED_MS = 330_000;

interface Told {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: string | { readonly state: string };
}

function isOf({ alertname, labels }: Incident, told: Told): boolean {
  return Object.entries({ ...labels, alertname }).every(([name, value]) => told.labels[name] === value);
}

const isMail = ({ says }: Incident, { text }: MailInBox): boolean => text.includes(says);

/** Publishes the event and watches it on its way. */
export async function deliver(incident: Incident, demo: Demo): Promise<Delivery> {
  const { prometheus, urls } = demo;
  const storedMs = await publishByHand(demo.start, incident.subject, incident.event);
  const since = async (stage: () => Promise<boolean>): Promise<number | undefined> => ask(async () => ((await stage()) ? (Date.now() - storedMs) / 1000 : undefined), FIRING_MS);
  const matchers = Object.entries(incident.labels).map(([name, value]) => `,${name}="${value}"`).join("");
  const firing = `ALERTS{alertname="${incident.alertname}",alertstate="firing"${matchers}}`;
  const [scraped, fires, alertmanager, mailbox, webhook] = await Promise.all([
    since(async () => (await prometheus.query(incident.scraped)).length > 0),
    since(async () => (await prometheus.query(firing)).length > 0),
    since(async () => ((await readJson(`${urls.alertmanager}/api/v2/alerts`)) as Told[]).some((told) => isOf(incident, told))),
    since(async () => (await readMailbox(urls.mailbox)).mails.some((mail) => isMail(incident, mail))),
    since(async () => (await journal(demo, incident)) === "firing"),
  ]);
  return { scraped, firing: fires, alertmanager, mailbox, webhook };
}

/** State of the incident's newest alert at the webhook; undefined = not told of. */
async function journal({ urls }: Demo, incident: Incident): Promise<string | undefined> {
  const { alerts } = (await readJson(`${urls.exporter}/alerts`)) as { alerts: (Told & { status: string })[] };
  return alerts.find((told) => isOf(incident, told))?.status;
}

/** Ends the incident; seconds until mail and webhook have told so, undefined if they never did. */
export async function resolve(incident: Incident, demo: Demo): Promise<number | undefined> {
  const begunMs = incident.end === undefined ? Date.now() : await publishByHand(demo.start, incident.subject, incident.end);
  const told = await ask(async () => {
    const { mails } = await readMailbox(demo.urls.mailbox);
    const isTold = mails.some((mail) => mail.subject.startsWith("Resolved: ") && isMail(incident, mail)) && (await journal(demo, incident)) === "resolved";
    return isTold ? (Date.now() - begunMs) / 1000 : undefined;
  }, RESOLVED_MS);
  return told;
}

/** Waits until a new series' counter may be taken for one that grew: the exporter has been watched for over a minute. */
export async function watchedForAMinute({ prometheus }: Demo): Promise<void> {
  const isKnown = async (): Promise<true | undefined> => ((await prometheus.value("eddy_caught_up offset 62s")) === 1 ? true : undefined);
  if ((await ask(isKnown, 120_000)) === undefined) throw new Error("Prometheus has not seen eddy_caught_up for a minute");
  await pause(1_000);
}
