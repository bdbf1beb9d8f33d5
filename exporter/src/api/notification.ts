import { z } from "zod";

/** Greatest count of labels or annotations of one alert, and characters of one value. */
const MOST_PAIRS = 64;
const LONGEST = 4_096;
/** Greatest count of alerts of one notification; `max_alerts` of Alertmanager's webhook keeps below it. */
const MOST_ALERTS = 1_000;

const line = z.string().max(LONGEST);
const pairs = z.record(z.string().max(256), line).refine((all) => Object.keys(all).length <= MOST_PAIRS, `at most ${MOST_PAIRS} entries`);
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "a time such as 2026-01-01T00:00:00Z");

const alert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: pairs,
  annotations: pairs,
  startsAt: time,
  /** The year 1 while nobody knows when it ends. */
  endsAt: time,
  generatorURL: line,
  fingerprint: z.string().min(1).max(64),
});

/** What Alertmanager posts to a webhook: version 4, as 0.25 writes it; what later versions add is left out. */
const notification = z.object({
  version: z.literal("4"),
  status: z.enum(["firing", "resolved"]),
  receiver: line,
  truncatedAlerts: z.number().int().min(0).default(0),
  alerts: z.array(alert).max(MOST_ALERTS),
});

/** One alert of a notification. */
export type NotifiedAlert = Readonly<z.infer<typeof alert>>;

/** A notification of Alertmanager. */
export type Notification = Readonly<z.infer<typeof notification>>;

/** Reads a body; text = why it is no notification, with the place. */
export function readNotification(body: unknown): Notification | string {
  const read = notification.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "the body" : issue.path.join(".");
  return `${place}: ${issue?.message ?? "no notification of Alertmanager"}`;
}
