import { DEFAULT_TEAM } from "../contract/alerts.ts";
import { SERIES_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import type { Alert, Recording, RuleFile } from "./rule.ts";
import { humanize, humanizeDuration, MATCHERS, OWN_LABELS, queried, sinceWhen } from "./template.ts";

const { score, expected, lower, upper, start, lastEvent } = SERIES_FAMILIES;
const received = STREAM_FAMILIES.eventsReceived.name;

/** Score of an onset: evidence 2.5. */
const ONSET = 0.918;
const MINUTE_MS = 60_000;

/** One sample a stream: how many of its series are anomalous, in how many an anomaly began within five minutes and of how many things these tell (series that differ by more than the measure), and how many are scored at all. */
const ANOMALOUS: Recording = { record: "stream:eddy_anomaly_score:count_anomalous", expr: `count by (job, instance, stream) (${score.name}{measure!="absent"} >= ${ONSET})` };
const ONSETS: Recording = { record: "stream:eddy_anomaly_onsets:count5m", expr: `count by (job, instance, stream) (${score.name}{measure!="absent"} >= ${ONSET} and time() - ${start.name} < 300)` };
const ONSET_THINGS: Recording = { record: "stream:eddy_anomaly_onsets:things5m", expr: `count by (job, instance, stream) (count without (measure) (${score.name}{measure!="absent"} >= ${ONSET} and time() - ${start.name} < 300))` };
const SCORED: Recording = { record: "stream:eddy_anomaly_score:count", expr: `count by (job, instance, stream) (${score.name}{measure!="absent"})` };

/** Fewer may be one event seen from several sides; so may any number of measures of one or two things, such as all that is counted of a host. */
const SEVERAL = 5;
const SEVERAL_THINGS = 3;

/** Seconds between two evaluations of what is about silence. */
const SILENCE_STEP_SECONDS = 30;
/** So long a stream must be known before anything is usual for it: longer than twice what a past published at the first start shows in a rate. */
const KNOWN_SECONDS = 1_200;

/**
 * One sample a stream: events a second over five minutes, and their median over a day, as far as there is one. Not the mean: a
 * recording or a past, published in a minute, would be expected again for the rest of the day. Zero where a stream rests for over half of it.
 */
const RECEIVED: Recording = { record: "stream:eddy_events_received:rate5m", expr: `rate(${received}{stream!="_unmatched"}[5m])` };
const PAST = `${RECEIVED.record}[1d] offset 5m`;
const USUAL: Recording = { record: "stream:eddy_events_received:median_rate1d", expr: `quantile_over_time(0.5, ${PAST}) and count_over_time(${PAST}) >= ${KNOWN_SECONDS / SILENCE_STEP_SECONDS}` };
/** Streams that were silent a day before, within half an hour of this time: they rest now, as shops and offices do at night. */
const RESTS = `min_over_time(${RECEIVED.record}[1h] offset 23h30m) == 0`;
/** Streams from which so many events are expected in five minutes are silent only if something is wrong. */
const LEAST_EXPECTED = 10;
const SILENCE_SECONDS = 300;

const value = queried("anomaly:level{%[1]s}", humanize);
const band = `${queried(`${lower.name}{%[1]s}`, humanize)} to ${queried(`${upper.name}{%[1]s}`, humanize)}`;
const since = queried(`time() - ${start.name}{%[1]s}`, humanizeDuration);

/** A series' own label that the alert's label of that name hides: kept, so that two series don't become one. */
const kept = (label: string, expr: string): string => `label_replace(${expr}, "exported_${label}", "$1", "${label}", "(.+)")`;

/** An anomaly of a series with few events is held long; after a quarter of an hour it is news no more. */
const RECENT = `and time() - ${start.name} < 900`;

/** Series whose values are beyond their band now, and come: a state alone is held long after a single odd value. */
const BEYOND = `and ignoring (anomaly_name) (anomaly:level > anomaly:upper_band or anomaly:level < anomaly:lower_band) and time() - ${lastEvent.name} < 180`;

const anomaly = (severity: Alert["severity"], forMs: number, when: string): Alert => ({
  name: "EddyAnomaly", severity, team: DEFAULT_TEAM, forMs,
  expr: kept("severity", kept("team", `${score.name}{measure!="absent"} >= ${ONSET} ${when}`)),
  summary: "A series has not been as it usually is for a while.",
  description: `${MATCHERS}${OWN_LABELS}{{ $own }}: value ${value}, expected ${queried(`${expected.name}{%[1]s}`, humanize)} (from ${band}). The score is {{ printf "%.3f" $value }} of 1. The anomaly began ${since} ago.`,
  about: { stream: "{{ $labels.stream | urlquery }}", measure: "{{ $labels.measure | urlquery }}" },
  shows: '{__name__=~"anomaly:(level|lower_band|upper_band)",%[1]s}',
  metrics: [score.name, expected.name, lower.name, upper.name, start.name, lastEvent.name],
});

const ofRate = `{{ $value }} events came in {{ $labels.stream }} within 5 minutes, where ${queried(`${USUAL.record}{%[1]s} * ${SILENCE_SECONDS}`, humanize)} are expected.`;
const ofAbsent = `The last event of {{ $labels.stream }} is ${queried("anomaly:level{%[1]s}", humanizeDuration)} old, where at most ${queried(`${upper.name}{%[1]s}`, humanizeDuration)} are expected.`;

const several: Alert = {
  name: "EddyAnomaliesInStream", severity: "warning", team: DEFAULT_TEAM, forMs: MINUTE_MS,
  expr: `${ANOMALOUS.record} >= ${SEVERAL} and max_over_time(${ONSETS.record}[15m]) >= ${SEVERAL} and max_over_time(${ONSET_THINGS.record}[15m]) >= ${SEVERAL_THINGS} and max_over_time(${ONSETS.record}[15m]) / ${SCORED.record} >= 0.3`,
  summary: "Several series of one stream are anomalous at once.",
  description: `${MATCHERS}{{ $value }} of ${queried(`${SCORED.record}{%[1]s}`, humanize)} series of {{ $labels.stream }} are anomalous, and began to be at the same time, where fewer than ${SEVERAL}, or 30%, or of fewer than ${SEVERAL_THINGS} things are expected. It has been so ${sinceWhen("EddyAnomaliesInStream")}.`,
  shows: `${score.name}{%[1]s} >= ${ONSET}`,
  metrics: [score.name, start.name],
};

const silent: Alert = {
  name: "EddyStreamSilent", severity: "warning", team: DEFAULT_TEAM, forMs: 0,
  expr: `${RECEIVED.record} == 0 and ${USUAL.record} * ${SILENCE_SECONDS} >= ${LEAST_EXPECTED} unless ${RESTS} or ${score.name}{measure="absent"} >= ${ONSET}`,
  summary: "A stream that usually has events has none.",
  description: `${MATCHERS}{{ if eq $labels.measure "absent" }}${ofAbsent}{{ else }}${ofRate}{{ end }} It has been so ${sinceWhen("EddyStreamSilent")}.`,
  shows: `${RECEIVED.record}{%[1]s} or anomaly:level{measure="absent",%[1]s}`,
  metrics: [received, score.name],
};

/** Anomalies: one series for a while, several of a stream at once, a stream silent. */
export const ANOMALY_RULES: RuleFile = {
  path: "anomalies.rules.yml",
  about: ["Anomalies that Eddy finds, of whatever packs there are."],
  groups: [{
    name: "eddy-anomalies",
    // Each alert asks for value, band and time of its series.
    intervalMs: 15_000,
    rules: [ANOMALOUS, ONSETS, ONSET_THINGS, SCORED, anomaly("info", 2 * MINUTE_MS, RECENT), anomaly("warning", 5 * MINUTE_MS, BEYOND), several],
  }, {
    name: "eddy-silence",
    // A day's samples are read each time.
    intervalMs: SILENCE_STEP_SECONDS * 1000,
    rules: [RECEIVED, USUAL, silent],
  }],
};
