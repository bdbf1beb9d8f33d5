/** How grave an anomaly state is; `none` = below what is told to people. */
export type Severity = "none" | "info" | "warning" | "critical";

/** Severities with the state score, 0 to 1, from which they hold, gravest first. */
const FROM = [["critical", 0.99], ["warning", 0.95], ["info", 0.9]] as const;

/** Severity of a state score: info from .9, warning from .95, critical from .99. */
export function severityOf(score: number): Severity {
  return FROM.find(([, from]) => score >= from)?.[0] ?? "none";
}
