/** What `GET /anomalies` answers: the anomalies that last, gravest first and of these the newest. */
export interface AnomalyReport {
  /** Log time that it holds for, RFC 3339. */
  readonly at: string;
  /** All that last; may be more than are listed. */
  readonly total: number;
  readonly anomalies: readonly Anomaly[];
}

/** One anomaly that lasts. Values in the measure's base unit, money in the major unit; null = unknown. */
export interface Anomaly {
  readonly stream: string;
  readonly measure: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Newest value, and the band from before it. Of counters and rates, value and band are per second at the rise and now. */
  readonly value: number | null;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Event time of the onset, RFC 3339. */
  readonly since: string;
  /** The event that raised the state last: what the reason speaks of. */
  readonly rise: { readonly at: string; readonly value: number | null; readonly expected: number | null };
  /** Whether the detector warms up, can be relied on, or has heard nothing for long. */
  readonly readiness: "warming" | "ready" | "stale";
  /** Anomaly state, 0 to 1: 0.7 and more lasts. */
  readonly state: number;
  readonly severity: "none" | "info" | "warning" | "critical";
  /** Why, as data and as one sentence; null where no detector said. */
  readonly reason: { readonly kind: string; readonly figures: Readonly<Record<string, number | null>>; readonly sentence: string } | null;
}
