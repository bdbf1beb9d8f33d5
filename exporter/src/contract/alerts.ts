/** What every alert of Eddy carries, so that routes, templates and pages may rely on it. */

/** Label `severity`, from least to worst: told, looked at in working hours, wakes somebody. */
export const ALERT_SEVERITIES = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Label `team` where nobody else is named. */
export const DEFAULT_TEAM = "operations";

/** Annotations, each of them on every alert: a constant sentence, what is the case now, a page that shows it, what to do. */
export const ALERT_ANNOTATIONS = ["summary", "description", "link", "runbook_url"] as const;
export type AlertAnnotation = (typeof ALERT_ANNOTATIONS)[number];
