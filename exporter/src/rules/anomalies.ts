import { DEFAULT_TEAM } from "../contract/alerts.ts";
import { SERIES_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import type { Alert, Recording, RuleFile } from "./rule.ts";
import { humanize, humanizeDuration, MATCHERS, OWN_LABELS, queried, sinceWhen } from "./template.ts";

const { score, expected, lower, upper, start } = SERIES_FAMILIES;
const received = STREAM_FAMILIES.eventsReceived.name;

/** Score of an onset: evidence 2.5. */
const ONSET = 0.918;
/** Held so high for so long only by evidence that comes again and again: one of the strongest spikes falls below within three minutes. */
const STRONG = 0.99;
const MINUTE_MS = 60_000;

/** One sample a stream: how many of its series are anomalous, and how many are scored at all. */
const ANOMALOUS: Recording = { record: "stream:eddy_anomaly_score:count_anomalous", expr: `count by (job, instance, stream) (${score.name}{measure!="absent"} >= ${ONSET})` };
const SCORED: Recording = { record: "stream:eddy_anomaly_score:count", expr: `count by (job, instance, stream) (${score.name}{measure!="absent"})` };

/** Events a second of a stream as it usually is, without the last five minutes. One sample a stream. */
const USUAL: Recording = { record: "stream:eddy_events_received:rate1d_offset5m", expr: `rate(${received}{stream!="_unmatched"}[1d] offset 5m)` };
/** Streams from which so many events are expected in five minutes are silent only if something is wrong. */
const LEAST_EXPECTED = 10;
const SILENCE_SECONDS = 300;

const value = queried("anomaly:level{%[1]s}", humanize);
const band = `${queried(`${lower.name}{%[1]s}`, humanize)} to ${queried(`${upper.name}{%[1]s}`, humanize)}`;
const since = queried(`time() - ${start.name}{%[1]s}`, humanizeDuration);

/** A series' own label that the alert's label of that name hides: kept, so that two series don't become one. */
const kept = (label: string, expr: string): string => `label_replace(${expr}, "exported_${label}", "$1", "${label}", "(.+)")`;

const anomaly = (severity: Alert["severity"], least: number, forMs: number): Alert => ({
  name: "EddyAnomaly", severity, team: DEFAULT_TEAM, forMs,
  expr: kept("severity", kept("team", `${score.name}{measure!="absent"} >= ${least}`)),
  summary: "A series has not been as it usually is for a while.",
  description: `${MATCHERS}${OWN_LABELS}{{ $own }}: value ${value}, expected ${queried(`${expected.name}{%[1]s}`, humanize)} (from ${band}). The score is {{ printf "%.3f" $value }} of 1. The anomaly began ${since} ago.`,
  shows: '{__name__=~"anomaly:(level|lower_band|upper_band)",%[1]s}',
  metrics: [score.name, expected.name, lower.name, upper.name, start.name],
});

const several: Alert = {
  name: "EddyAnomaliesInStream", severity: "warning", team: DEFAULT_TEAM, forMs: MINUTE_MS,
  expr: `${ANOMALOUS.record} >= 3 and ${ANOMALOUS.record} / ${SCORED.record} >= 0.3`,
  summary: "Several series of one stream are anomalous at once.",
  description: `${MATCHERS}{{ $value }} of ${queried(`${SCORED.record}{%[1]s}`, humanize)} series of {{ $labels.stream }} are anomalous, where fewer than 3 or 30% are expected. It has been so ${sinceWhen("EddyAnomaliesInStream")}.`,
  shows: `${score.name}{%[1]s} >= ${ONSET}`,
  metrics: [score.name],
};

const silent: Alert = {
  name: "EddyStreamSilent", severity: "warning", team: DEFAULT_TEAM, forMs: 0,
  expr: `${USUAL.record} * ${SILENCE_SECONDS} >= ${LEAST_EXPECTED} and rate(${received}[5m]) == 0 or max without (measure) (${score.name}{measure="absent"} >= ${ONSET})`,
  summary: "A stream that usually has events has none.",
  description: `${MATCHERS}Nothing has come in {{ $labels.stream }} ${sinceWhen("EddyStreamSilent")} and some minutes before, where ${queried(`${USUAL.record}{%[1]s} * ${SILENCE_SECONDS}`, humanize, "other silences")} events in 5 minutes are expected.`,
  shows: `rate(${received}{%[1]s}[5m])`,
  metrics: [received, score.name],
};

/** Anomalies: one series for a while, several of a stream at once, a stream silent. */
export const ANOMALY_RULES: RuleFile = {
  path: "anomalies.rules.yml",
  about: ["Anomalies that Eddy finds, of whatever packs there are."],
  groups: [{
    name: "eddy-anomalies",
    rules: [ANOMALOUS, SCORED, USUAL, anomaly("info", ONSET, 2 * MINUTE_MS), anomaly("warning", STRONG, 5 * MINUTE_MS), several, silent],
  }],
};
