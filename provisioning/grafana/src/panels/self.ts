import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import { OWN_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import { inRange, orOneZero, rate, select, sumBy } from "../queries.ts";
import type { PanelBuilder, Step } from "./about.ts";
import { lines } from "./lines.ts";
import { stat } from "./stat.ts";

const own = (family: keyof typeof OWN_FAMILIES): string => select(OWN_FAMILIES[family].name);
const ofStreams = (family: keyof typeof STREAM_FAMILIES): string => select(STREAM_FAMILIES[family].name);
const EDDY = "{{instance}}";
const perEddy = (vector: string): string => sumBy(["instance"], vector);
const GOOD: readonly Step[] = [[null, "red"], [1, "green"]];
const BAD: readonly Step[] = [[null, "green"], [1, "red"]];
const truth = (no: string, yes: string): { type: MappingType.ValueToText; options: Record<string, { text: string; index: number }> } =>
  ({ type: MappingType.ValueToText, options: { 0: { text: no, index: 0 }, 1: { text: yes, index: 1 } } });

/** Is it well? */
export function health(): PanelBuilder[] {
  return [
    stat({ title: "Scraped", unit: "short", width: 3, steps: GOOD, mappings: [truth("down", "up")], description: "Whether Prometheus reaches Eddy.", queries: [{ expr: select("up"), legend: EDDY }] }),
    stat({ title: "Log", unit: "short", width: 3, steps: GOOD, mappings: [truth("away", "connected")], description: "Whether Eddy is connected to NATS and reads the log.", queries: [{ expr: own("logUp"), legend: EDDY }] }),
    stat({ title: "Ready", unit: "short", width: 3, steps: GOOD, mappings: [truth("catching up", "ready")], description: "Whether all that the log had at start is folded.", queries: [{ expr: own("caughtUp"), legend: EDDY }] }),
    stat({ title: "Settings", unit: "short", width: 3, steps: GOOD, mappings: [truth("refused", "in force")], description: "Whether the newest packs and settings are in force.", queries: [{ expr: own("reloadOk"), legend: EDDY }] }),
    stat({
      title: "Lag", unit: "short", width: 3, steps: [[null, "green"], [1000, "yellow"], [100_000, "red"]], description: "Messages of the log that are not yet folded.",
      queries: [{ expr: own("logLag"), legend: EDDY }],
    }),
    stat({
      title: "Checkpoint", unit: "s", width: 3, decimals: 0, steps: [[null, "green"], [120, "yellow"], [600, "red"]], description: "Age of the newest checkpoint: what would be folded anew after a crash.",
      queries: [{ expr: `time() - ${own("checkpointTime")}`, legend: EDDY }],
    }),
    stat({ title: "Up since", unit: "dateTimeFromNow", width: 3, description: "When the process began.", queries: [{ expr: `1000 * ${select("process_start_time_seconds")}`, legend: EDDY, as: "now" }] }),
    stat({ title: "Version", unit: "short", width: 3, named: true, description: "Of Eddy and of Node.js.", queries: [{ expr: own("buildInfo"), legend: "{{version}}, Node {{nodeversion}}", as: "now" }] }),
  ];
}

export function log(): PanelBuilder[] {
  return [
    lines({ title: "Lag", unit: "short", width: 8, description: "Messages of the log that are not yet folded.", queries: [{ expr: own("logLag"), legend: EDDY }] }),
    lines({ title: "Messages folded", unit: "mps", width: 8, description: "How fast the position in the log moves on, a second; ticks included.", queries: [{ expr: `deriv(${own("logPosition")}[$__rate_interval])`, legend: EDDY }] }),
    lines({ title: "Catching up", unit: "percentunit", width: 8, min: 0, max: 1, description: "Share of the log stored before start that is folded.", queries: [{ expr: own("catchUpRatio"), legend: EDDY }] }),
    stat({
      title: "Reader made anew", unit: "short", width: 6, decimals: 0, description: "In the range shown, after a gap, a missed heartbeat or a vanished consumer.", steps: [[null, "green"], [1, "yellow"]],
      queries: [{ expr: inRange(own("reconnects")), legend: EDDY, as: "now" }],
    }),
    stat({
      title: "Log rewound", unit: "short", width: 6, decimals: 0, steps: BAD, description: "In the range shown: times that the log was not the one that the checkpoint stands for.",
      queries: [{ expr: inRange(ofStreams("logRewound")), legend: EDDY, as: "now" }],
    }),
    stat({
      title: "Messages lost", unit: "short", width: 6, decimals: 0, steps: BAD, description: "In the range shown: dropped by the log's limits before Eddy had read them.",
      queries: [{ expr: inRange(ofStreams("logDiscarded")), legend: EDDY, as: "now" }],
    }),
    stat({
      title: "Copies skipped", unit: "short", width: 6, decimals: 0, description: "In the range shown: messages that the server copied a second time from a source stream.",
      queries: [{ expr: orOneZero(sumBy(["source"], inRange(ofStreams("sourceSkipped")))), legend: "{{source}}", as: "now" }],
    }),
  ];
}

export function traffic(): PanelBuilder[] {
  return [
    lines({ title: "Received by stream", unit: "eps", width: 12, draw: "stacked", description: "Records a second, rejected ones included.", queries: [{ expr: sumBy(["stream"], rate(ofStreams("eventsReceived"))), legend: "{{stream}}" }] }),
    lines({ title: "Rejected by reason", unit: "eps", width: 12, draw: "stacked", description: "Records a second that could not become an event.", queries: [{ expr: sumBy(["reason"], rate(ofStreams("eventsRejected"))), legend: "{{reason}}" }] }),
    lines({ title: "Rejected by stream", unit: "eps", width: 8, draw: "stacked", description: "_unmatched: what no pack declares.", queries: [{ expr: sumBy(["stream"], rate(ofStreams("eventsRejected"))), legend: "{{stream}}" }] }),
    lines({ title: "Late by stream", unit: "eps", width: 8, draw: "stacked", description: "Events a second that count in totals but came too late for a closed window or a score.", queries: [{ expr: sumBy(["stream"], rate(ofStreams("eventsLate"))), legend: "{{stream}}" }] }),
    lines({ title: "Filtered", unit: "eps", width: 8, draw: "stacked", description: "Values left out a second by filter, and events that are duplicates by id.", queries: [{ expr: sumBy(["filter"], rate(ofStreams("eventsFiltered"))), legend: "{{filter}}" }] }),
  ];
}

export function deadLetters(): PanelBuilder[] {
  return [lines({
    title: "Dead letters", unit: "eps", width: 24, height: 6, description: "Rejected records a second that were copied to the dead-letter stream, and those that could not be.",
    queries: [{ expr: perEddy(rate(own("deadLettered"))), legend: `${EDDY} copied` }, { expr: perEddy(rate(own("deadLettersFailed"))), legend: `${EDDY} lost` }],
  })];
}

export function series(): PanelBuilder[] {
  return [
    lines({ title: "Keys by stream", unit: "short", width: 8, draw: "stacked", description: "Distinct label values that each stream has in the state.", queries: [{ expr: sumBy(["stream"], own("series")), legend: "{{stream}}" }] }),
    lines({
      title: "Samples exposed", unit: "short", width: 8, description: "Samples of series in the last exposition, and those left out by its limits.",
      queries: [{ expr: perEddy(own("seriesExposed")), legend: "exposed" }, { expr: perEddy(own("seriesHidden")), legend: "left out" }],
    }),
    lines({
      title: "No room", unit: "cps", width: 8, description: "A second: events for whose labels a stream had no room, and idle keys forgotten to make room.",
      queries: [{ expr: sumBy(["stream"], rate(ofStreams("seriesRefused"))), legend: "{{stream}} refused" }, { expr: sumBy(["stream"], rate(ofStreams("seriesEvicted"))), legend: "{{stream}} forgotten" }],
    }),
  ];
}

export function checkpoints(): PanelBuilder[] {
  return [
    lines({ title: "Age", unit: "s", width: 6, description: "Of the newest checkpoint.", queries: [{ expr: `time() - ${own("checkpointTime")}`, legend: EDDY }] }),
    lines({ title: "Size", unit: "bytes", width: 6, description: "Of the newest checkpoint.", queries: [{ expr: own("checkpointSize"), legend: EDDY }] }),
    lines({ title: "Time to write", unit: "s", width: 6, description: "Of the newest checkpoint.", queries: [{ expr: own("checkpointDuration"), legend: EDDY }] }),
    stat({
      title: "Could not be written", unit: "short", width: 6, height: 8, decimals: 0, steps: BAD, description: "Checkpoints in the range shown.",
      queries: [{ expr: inRange(own("checkpointFailed")), legend: EDDY, as: "now" }],
    }),
  ];
}

export function scrapes(): PanelBuilder[] {
  return [
    lines({
      title: "Duration", unit: "s", width: 8, description: "How long Eddy took to write an exposition, and Prometheus to fetch it.",
      queries: [{ expr: own("scrapeDuration"), legend: "written" }, { expr: select("scrape_duration_seconds"), legend: "fetched" }],
    }),
    lines({ title: "Size", unit: "bytes", width: 8, description: "Of an exposition before compression.", queries: [{ expr: own("scrapeSize"), legend: EDDY }] }),
    lines({
      title: "Samples", unit: "short", width: 8, description: "In a scrape as Prometheus counts them, and series that were new to it.",
      queries: [{ expr: select("scrape_samples_scraped"), legend: "samples" }, { expr: select("scrape_series_added"), legend: "new series" }],
    }),
  ];
}

export function web(): PanelBuilder[] {
  return [
    stat({
      title: "Web configuration", unit: "short", width: 6, height: 8, steps: GOOD, mappings: [truth("refused", "in force")],
      description: "Whether the newest --web.config.file and its certificates are in force; without such a file there is nothing to refuse.",
      queries: [{ expr: own("webReloadOk"), legend: EDDY }],
    }),
    lines({
      title: "Requests denied", unit: "reqps", width: 9, description: "A second: no or wrong credentials, no right to write, too many, or too large.",
      queries: [{ expr: perEddy(rate(own("webDenied"))), legend: EDDY }],
    }),
    lines({
      title: "Notifications", unit: "reqps", width: 9, description: "A second: what Alertmanager posted to /alerts, and what of it was refused.",
      queries: [{ expr: perEddy(rate(own("notifications"))), legend: `${EDDY} received` }, { expr: perEddy(rate(own("notificationsRejected"))), legend: `${EDDY} refused` }],
    }),
  ];
}

export function machine(): PanelBuilder[] {
  return [
    lines({
      title: "Event loop lag", unit: "s", width: 8, description: "How late Node.js gets to its timers: half of the time, one time in a hundred, and at worst.",
      queries: [
        { expr: select("nodejs_eventloop_lag_p50_seconds"), legend: "median" },
        { expr: select("nodejs_eventloop_lag_p99_seconds"), legend: "99 %" },
        { expr: select("nodejs_eventloop_lag_max_seconds"), legend: "worst" },
      ],
    }),
    lines({ title: "Garbage collection", unit: "percentunit", width: 8, description: "Share of the time, by kind.", queries: [{ expr: sumBy(["kind"], rate(select("nodejs_gc_duration_seconds_sum"))), legend: "{{kind}}" }] }),
    lines({
      title: "Processor", unit: "percentunit", width: 8, draw: "stacked", description: "Cores that the process uses.",
      queries: [{ expr: perEddy(rate(select("process_cpu_user_seconds_total"))), legend: "program" }, { expr: perEddy(rate(select("process_cpu_system_seconds_total"))), legend: "kernel" }],
    }),
    lines({
      title: "Memory", unit: "bytes", width: 8, description: "Resident, heap in use, and outside of the heap: the pages of the state.",
      queries: [
        { expr: select("process_resident_memory_bytes"), legend: "resident" },
        { expr: select("nodejs_heap_size_used_bytes"), legend: "heap" },
        { expr: select("nodejs_external_memory_bytes"), legend: "outside" },
      ],
    }),
    lines({ title: "Open files", unit: "short", width: 8, description: "File descriptors of the process.", queries: [{ expr: select("process_open_fds"), legend: EDDY }] }),
    lines({
      title: "Reloads", unit: "s", width: 8, description: "How long ago packs and settings were last taken over.",
      queries: [{ expr: `time() - ${own("reloadTime")}`, legend: EDDY }],
    }),
  ];
}
