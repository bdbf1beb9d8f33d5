import type { ListedCommand } from "./command.ts";
import { RUN_FLAGS } from "./run-flags.ts";

/** Every command, in the order of --help. The first one runs when none is named. */
export const commands: readonly ListedCommand[] = [
  {
    name: "run",
    usage: "",
    summary: "Read the log, keep the state, serve metrics; what eddy does when no command is named.",
    shownFlags: RUN_FLAGS,
    load: async () => (await import("./run.ts")).run,
  },
  {
    name: "pub",
    usage: "<subject> <payload>",
    summary: "Publish one event and say where it was stored.",
    load: async () => (await import("./pub.ts")).pub,
  },
  {
    name: "replay",
    usage: "<file>...",
    summary: "Publish recordings: .csv, .ndjson or .jsonl, packed (.gz) or not; several are merged by time.",
    load: async () => (await import("./replay.ts")).replay,
  },
  {
    name: "infer",
    usage: "<subject>",
    summary: "Watch a subject, or read a file, and write a first pack for it: format, time, id, labels, measures.",
    load: async () => (await import("./infer.ts")).infer,
  },
  {
    name: "check",
    usage: "[pack…]",
    summary: "Tell every fault of packs with its line and what would be right; without names, of all packs in force.",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "test",
    usage: "[pack…]",
    summary: "Put the examples of packs through the fold and compare with their expected.yml; --update writes it anew.",
    load: async () => (await import("./test.ts")).test,
  },
  {
    name: "explain-event",
    usage: "",
    summary: "Show what becomes of one event, read from standard input: stream, fields, filters, series, metrics.",
    load: async () => (await import("./explain-event.ts")).explain,
  },
  {
    name: "schema",
    usage: "<stream>",
    summary: "Print the JSON Schema (2020-12) of what publishers may send to a stream.",
    load: async () => (await import("./schema.ts")).schema,
  },
  {
    name: "rules",
    usage: "[pack…]",
    summary: "Write alert and recording rules for Prometheus: Eddy's own and those of packs; with names, of those packs alone.",
    load: async () => (await import("./rules.ts")).rules,
  },
  {
    name: "tail",
    usage: "[subject]",
    summary: "Show live events as Eddy understands them, with the score of their series; Ctrl-C ends it.",
    load: async () => (await import("./tail.ts")).tail,
  },
  {
    name: "score",
    usage: "<file.csv>",
    summary: "Score a recorded series offline, by the same code as live: CSV in, CSV, JSON or a picture out.",
    load: async () => (await import("./score.ts")).score,
  },
  {
    name: "backtest",
    usage: "<stream>",
    summary: "Fold the stored log, or a file, again under changed packs, and show which onsets would come, go or stay.",
    load: async () => (await import("./backtest.ts")).backtest,
  },
  {
    name: "mute",
    usage: "[stream|pack]",
    summary: "Mute the onsets of a stream or a pack for a time, by event time; nothing is learnt meanwhile. Also lists and ends mutes.",
    load: async () => (await import("./mute.ts")).mute,
  },
  {
    name: "state",
    usage: "dump|anomalies|fold|verify",
    summary: "Show the state on disk (dump) or its anomalies that last (anomalies), fold the log again beside it (fold), or compare the two (verify).",
    load: async () => (await import("./state.ts")).state,
  },
  {
    name: "health",
    usage: "",
    summary: "Ask the Eddy of this machine whether it answers; exit code 0 if so, for health checks.",
    load: async () => (await import("./health.ts")).health,
  },
];
