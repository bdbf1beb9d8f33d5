/** What can go wrong, or unusually well, in the whole world. */
export const INCIDENT_KINDS = ["outage", "gateway", "campaign", "fraud", "scan", "loss"] as const;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** How long an incident lasts and where it can be seen. */
export interface IncidentShape {
  readonly lastsMs: number;
  /** How much longer its consequences are seen: people get angry later. */
  readonly echoMs: number;
  /** Full names of the streams that it touches. */
  readonly streams: readonly string[];
}

/** By kind. */
export const INCIDENTS: Readonly<Record<IncidentKind, IncidentShape>> = {
  // The site answers late or with errors: visitors leave, orders fall, people complain.
  outage: {
    lastsMs: 60_000, echoMs: 60_000,
    streams: [
      "web_views", "web_sessions", "web_conversions", "logs_access", "logs_app", "business_carts", "business_orders", "business_payments",
      "inventory_movements", "network_flows", "social_mentions", "system_cpu",
    ],
  },
  // The payment provider is down: carts are left, nothing is sold on the web.
  gateway: {
    lastsMs: 60_000, echoMs: 60_000,
    streams: ["business_payments", "business_carts", "business_orders", "web_conversions", "logs_app", "social_mentions"],
  },
  // A letter to everybody: many visits and sales, stock shrinks.
  campaign: {
    lastsMs: 120_000, echoMs: 60_000,
    streams: [
      "business_campaigns", "web_views", "web_sessions", "web_conversions", "logs_access", "business_carts", "business_orders", "business_payments",
      "inventory_movements", "network_flows", "social_mentions", "system_cpu",
    ],
  },
  // Large orders on stolen cards.
  fraud: { lastsMs: 45_000, echoMs: 0, streams: ["business_orders", "business_payments", "inventory_movements", "logs_app"] },
  // Somebody looks for open ports.
  scan: { lastsMs: 30_000, echoMs: 0, streams: ["network_flows", "logs_syslog"] },
  // A pallet is lost.
  loss: { lastsMs: 20_000, echoMs: 60_000, streams: ["inventory_movements", "inventory_levels", "inventory_reorders"] },
};
