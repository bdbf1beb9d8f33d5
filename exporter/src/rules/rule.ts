import type { AlertAnnotation, AlertSeverity } from "../contract/alerts.ts";

/** Where people are sent to; no `/` at the end. */
export interface RuleLinks {
  /** Prometheus, as readers of alerts reach it. */
  readonly prometheus: string;
  /** Grafana with Eddy's dashboards; undefined = there is none, and Prometheus draws what alerts are about. */
  readonly grafana?: string;
  /** What runbooks' paths stand below. */
  readonly runbooks: string;
  /** Label `job` under which Eddy is scraped. */
  readonly job: string;
}

/** What holds unless `eddy rules` is told otherwise. */
export const DEFAULT_LINKS: RuleLinks = {
  prometheus: "http://127.0.0.1:9090",
  runbooks: "http://127.0.0.1:10333/runbooks",
  job: "eddy",
};

/** One alert before it has its links. */
export interface Alert {
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly team: string;
  /** Labels besides: what the series it is about has none of. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly forMs: number;
  /** How long it goes on firing when its condition holds no more (Prometheus 2.42 and later); default not at all. */
  readonly keepMs?: number;
  readonly expr: string;
  /** A constant sentence. */
  readonly summary: string;
  /** Prometheus' template; `$labels` and `$value` are those of the series. */
  readonly description: string;
  /** PromQL that shows why, as a format of Go: `%[1]s` stands for the label matchers of the alert's series. */
  readonly shows: string;
  /** The scored measure that it is about, each as text or a template for a URL; undefined = none, or it has no score. */
  readonly about?: { readonly stream: string; readonly measure: string };
  /** A URL, or a path below `RuleLinks.runbooks`; default `<name>.md`. */
  readonly runbook?: string;
  /** Metrics that it reads, for the catalogue. */
  readonly metrics: readonly string[];
}

/** One recorded series. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A file of rules. */
export interface RuleFile {
  /** Below `alert-rules/`. */
  readonly path: string;
  /** What stands at its head, a line each. */
  readonly about: readonly string[];
  readonly groups: readonly RuleGroup[];
}

interface RuleGroup {
  readonly name: string;
  /** Between two evaluations; undefined = as Prometheus is set. */
  readonly intervalMs?: number;
  readonly rules: readonly (Alert | Recording)[];
}

/** All that Prometheus reads of an alert's annotations. */
export type Annotations = Readonly<Record<AlertAnnotation, string>>;
