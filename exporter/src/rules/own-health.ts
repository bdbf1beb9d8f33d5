import { DEFAULT_TEAM } from "../contract/alerts.ts";
import { OWN_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import type { Alert, Recording, RuleFile } from "./rule.ts";
import { humanize, humanizeDuration, MATCHERS, queried, sinceWhen } from "./template.ts";

const own = OWN_FAMILIES;
const streams = STREAM_FAMILIES;
const MINUTE_MS = 60_000;

/** Share of a stream's records that could not become events, over five minutes. One sample a stream. */
const REJECTED: Recording = {
  record: "stream:eddy_events_rejected:ratio_rate5m",
  expr: `sum without (reason) (rate(${streams.eventsRejected.name}[5m])) / rate(${streams.eventsReceived.name}[5m])`,
};

/** What a counter of the state has grown by in a quarter of an hour, restarts and outages of some hours between. */
const grown = (counter: string): string => `${counter} - last_over_time(${counter}[6h] offset 15m) > 0`;

type Draft = Pick<Alert, "name" | "severity" | "expr" | "summary" | "metrics" | "shows"> & { readonly forMs?: number; readonly says: string };

/** Each description ends by saying since when. */
const alert = ({ says, forMs = 0, ...rest }: Draft): Alert => ({
  ...rest, forMs, team: DEFAULT_TEAM, description: `${MATCHERS}${says} It has been so ${sinceWhen(rest.name)}.`,
});

const checkpointAge = `time() - ${own.checkpointTime.name}`;

const alerts = (job: string): readonly Alert[] => [
  alert({
    name: "EddyNotScraped", severity: "critical", forMs: MINUTE_MS,
    expr: `up{job="${job}"} == 0 or absent(up{job="${job}"})`,
    summary: "Prometheus gets no metrics from Eddy.",
    says: "{{ if $labels.instance }}Eddy at {{ $labels.instance }} does not answer its scrapes: up is {{ $value }}, where 1 is expected{{ else }}Prometheus has no target of job {{ $labels.job }}, where one is expected{{ end }}.",
    shows: `up{job="${job}"}`, metrics: ["up"],
  }),
  alert({
    name: "EddyNotReady", severity: "warning", forMs: 15 * MINUTE_MS,
    expr: `${own.caughtUp.name} == 0`,
    summary: "Eddy has not caught up with its log since it was started.",
    says: `${queried(`${own.catchUpRatio.name}{%[1]s}`, (of) => `{{ ${of} | humanizePercentage }}`)} of the stored log is folded on {{ $labels.instance }}, where 100% is expected within 15 minutes; metrics of streams are not shown until then.`,
    shows: `${own.catchUpRatio.name}{%[1]s}`, metrics: [own.caughtUp.name, own.catchUpRatio.name],
  }),
  alert({
    name: "EddyLogDown", severity: "critical", forMs: MINUTE_MS,
    expr: `${own.logUp.name} == 0`,
    summary: "Eddy does not read its log from NATS.",
    says: "{{ $labels.instance }} has no connection to NATS or can't read the log there: eddy_log_up is {{ $value }}, where 1 is expected.",
    shows: `${own.logUp.name}{%[1]s}`, metrics: [own.logUp.name],
  }),
  alert({
    name: "EddyLagGrows", severity: "warning", forMs: 5 * MINUTE_MS,
    expr: `${own.logLag.name} > 10000 and deriv(${own.logLag.name}[5m]) > 0`,
    summary: "Eddy falls behind its log.",
    says: `{{ $value | humanize }} messages on {{ $labels.instance }} are not yet folded, where fewer than 10000 are expected, and ${queried(`deriv(${own.logLag.name}{%[1]s}[5m])`, humanize)} more each second.`,
    shows: `${own.logLag.name}{%[1]s}`, metrics: [own.logLag.name],
  }),
  alert({
    name: "EddyEventsRejected", severity: "warning", forMs: 5 * MINUTE_MS,
    expr: `${REJECTED.record} > 0.05 and sum without (reason) (rate(${streams.eventsRejected.name}[5m])) * 300 > 10`,
    summary: "Many records of a stream can not become events.",
    says: "{{ $value | humanizePercentage }} of the records of {{ $labels.stream }} were rejected over 5 minutes, where at most 5% are expected.",
    shows: `sum by (reason) (rate(${streams.eventsRejected.name}{%[1]s}[5m])) > 0`, metrics: [streams.eventsRejected.name, streams.eventsReceived.name],
  }),
  alert({
    name: "EddyDeadLetters", severity: "info", forMs: 5 * MINUTE_MS,
    expr: `rate(${own.deadLettered.name}[5m]) * 300 > 10`,
    summary: "Rejected records go to the dead-letter stream.",
    says: "{{ $value | humanize }} rejected records in 5 minutes were copied to EDDY_DLQ by {{ $labels.instance }}, where at most 10 are expected.",
    shows: `rate(${own.deadLettered.name}{%[1]s}[5m])`, metrics: [own.deadLettered.name],
  }),
  alert({
    name: "EddyDeadLettersLost", severity: "warning",
    expr: `increase(${own.deadLettersFailed.name}[15m]) > 0`,
    summary: "Rejected records could not be copied to the dead-letter stream.",
    says: "Some {{ $value | printf \"%.0f\" }} rejected records of {{ $labels.instance }} were not copied to EDDY_DLQ within 15 minutes, where 0 are expected.",
    shows: `${own.deadLettersFailed.name}{%[1]s}`, metrics: [own.deadLettersFailed.name],
  }),
  alert({
    name: "EddyLogRewound", severity: "critical",
    expr: grown(streams.logRewound.name),
    summary: "The log in NATS was replaced or put back.",
    says: "{{ $labels.instance }} found another log than the one that its state stands for ({{ $value }} in 15 minutes, expected 0); totals go on from the state, but no replay of the log gives them again.",
    shows: `${streams.logRewound.name}{%[1]s}`, metrics: [streams.logRewound.name],
  }),
  alert({
    name: "EddyLogTrimmed", severity: "critical",
    expr: grown(streams.logDiscarded.name),
    summary: "The log dropped messages before Eddy had read them.",
    says: "{{ $value | humanize }} messages never reached {{ $labels.instance }}: the log dropped them by its limits within 15 minutes, where 0 are expected.",
    shows: `${streams.logDiscarded.name}{%[1]s}`, metrics: [streams.logDiscarded.name],
  }),
  alert({
    name: "EddySeriesRefused", severity: "warning",
    expr: grown(streams.seriesRefused.name),
    summary: "A stream has more label values than its limits allow.",
    says: "{{ $value | humanize }} events of {{ $labels.stream }} in 15 minutes count under __other__ or in no window, where 0 are expected.",
    shows: `${streams.seriesRefused.name}{%[1]s}`, metrics: [streams.seriesRefused.name],
  }),
  alert({
    name: "EddySeriesHidden", severity: "warning", forMs: 5 * MINUTE_MS,
    expr: `${own.seriesHidden.name} > 0`,
    summary: "Eddy has more series than it may show.",
    says: `{{ $value | humanize }} samples of {{ $labels.instance }} are left out of each scrape, where 0 are expected; ${queried(`${own.seriesExposed.name}{%[1]s}`, humanize)} are shown.`,
    shows: `${own.seriesHidden.name}{%[1]s}`, metrics: [own.seriesHidden.name, own.seriesExposed.name],
  }),
  alert({
    name: "EddyCheckpointOld", severity: "warning", forMs: MINUTE_MS,
    expr: `${checkpointAge} > 600 or (time() - process_start_time_seconds > 600 and ${own.caughtUp.name} == 1) unless ${own.checkpointTime.name}`,
    summary: "Eddy has not saved its state for a long time.",
    says: "The newest checkpoint of {{ $labels.instance }} is {{ $value | humanizeDuration }} old, where less than 10m is expected; what came since is folded again after a restart.",
    shows: `${checkpointAge}{%[1]s}`, metrics: [own.checkpointTime.name, own.caughtUp.name, "process_start_time_seconds"],
  }),
  alert({
    name: "EddyReloadFailed", severity: "warning", forMs: MINUTE_MS,
    expr: `${own.reloadOk.name} == 0`,
    summary: "Eddy refused changed packs or settings.",
    says: `{{ $labels.instance }} goes on with packs and settings that it took over ${queried(`time() - ${own.reloadTime.name}{%[1]s}`, humanizeDuration)} ago, where the newest ones are expected.`,
    shows: `${own.reloadOk.name}{%[1]s}`, metrics: [own.reloadOk.name, own.reloadTime.name],
  }),
  alert({
    name: "EddyWebConfigRefused", severity: "warning", forMs: MINUTE_MS,
    expr: `${own.webReloadOk.name} == 0`,
    summary: "Eddy refused its changed web configuration, or a certificate.",
    says: "{{ $labels.instance }} goes on with the users, certificates and headers that it had: eddy_web_config_last_reload_successful is {{ $value }}, where 1 is expected.",
    shows: `${own.webReloadOk.name}{%[1]s}`, metrics: [own.webReloadOk.name],
  }),
  alert({
    name: "EddyHeartbeat", severity: "info", expr: "vector(1)",
    summary: "Alerts are evaluated and delivered; this one always fires.",
    says: "The value is {{ $value }}, as expected. Who receives this at intervals knows that alerts arrive; if it stays away, they don't.",
    shows: "vector(1)", metrics: [],
  }),
];

/** Eddy's own health. */
export function ownHealthRules(job: string): RuleFile {
  return { path: "eddy.rules.yml", about: ["Eddy's own health."], groups: [{ name: "eddy-health", rules: [REJECTED, ...alerts(job)] }] };
}
