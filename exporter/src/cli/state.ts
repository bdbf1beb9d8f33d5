import { createHash } from "node:crypto";
import { join } from "node:path";
import { lastingAnomalies } from "../metrics/lasting.ts";
import { labelText } from "../metrics/text.ts";
import { systemClock } from "../model/clock.ts";
import { canonicalLines } from "../pipeline/canonical.ts";
import { Fold } from "../pipeline/fold.ts";
import { NO_EFFECTS } from "../pipeline/ports.ts";
import { takeSnapshot } from "../pipeline/snapshot.ts";
import { viewOf } from "../pipeline/state-view.ts";
import { refold } from "../run/refold.ts";
import { CheckpointDirectory } from "../store/checkpoints.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { configOf } from "./config-of.ts";
import { NATS_FLAGS, connectByFlags, natsConfigOf } from "./nats-link.ts";

const MOST_ANOMALIES = 1_000;
const PROGRESS_EVERY = 100_000;

/** `eddy state`: what the newest checkpoint holds, and whether a new fold of the log agrees with it. */
export const state: Command = {
  flags: [
    ...NATS_FLAGS,
    { name: "data", type: "string", placeholder: "DIR", help: "data directory; else EDDY_DATA, else data of eddy.yml" },
    { name: "canonical", type: "boolean", help: "dump: all of it, as text that is equal exactly if the state is" },
    { name: "until", type: "string", placeholder: "SEQUENCE", help: "fold: last message to fold" },
    { name: "json", type: "boolean", help: "dump, anomalies and verify: JSON for machines" },
  ],
  examples: [
    "eddy state dump --config.file eddy.yml",
    "eddy state dump --canonical --data ./data | sha256sum",
    "eddy state anomalies --config.file eddy.yml",
    "eddy state verify --config.file eddy.yml",
    "eddy state fold --until 300000 --data ./second",
  ],
  run(args, terminal) {
    const [action = ""] = args.positional;
    switch (action) {
      case "dump": return dump(args, terminal);
      case "anomalies": return anomalies(args, terminal);
      case "fold": return fold(args, terminal);
      case "verify": return verify(args, terminal);
      default: throw new UsageError(`state must be followed by dump, anomalies, fold or verify, got ${JSON.stringify(action)}`);
    }
  },
};

async function dump(args: Arguments, terminal: Terminal): Promise<number> {
  const loaded = await loadState(args);
  const { tables } = loaded.state;
  if (args.flags["canonical"] === true) {
    for (const line of canonicalLines(loaded)) terminal.out(line);
    return 0;
  }
  const view = viewOf(loaded.state);
  const { sequence, stream } = tables.position;
  const streams = view.totals().map(({ stream: name, received, rejected, late, keys }) => ({
    stream: name, received, rejected: [...rejected.values()].reduce((sum, count) => sum + count, 0), late, keys,
  }));
  const summary = { log: stream, epoch: tables.epoch, position: sequence, log_time: new Date(view.logTimeMs()).toISOString(), streams };
  if (args.flags["json"] === true) {
    terminal.out(`${JSON.stringify(summary)}\n`);
    return 0;
  }
  terminal.out(`log ${summary.log}, epoch ${summary.epoch}, position ${summary.position}, log time ${summary.log_time}\n`);
  terminal.out(`${"stream".padEnd(28)}${["received", "rejected", "late", "keys"].map((title) => title.padStart(12)).join("")}\n`);
  for (const row of streams) {
    terminal.out(`${row.stream.padEnd(28)}${[row.received, row.rejected, row.late, row.keys].map((value) => String(value).padStart(12)).join("")}\n`);
  }
  return 0;
}

async function anomalies(args: Arguments, terminal: Terminal): Promise<number> {
  const loaded = await loadState(args);
  const report = await lastingAnomalies(viewOf(loaded.state), { most: MOST_ANOMALIES }, systemClock);
  if (args.flags["json"] === true) {
    terminal.out(`${JSON.stringify(report)}\n`);
    return 0;
  }
  terminal.out(`log time ${report.at}: ${report.total} ${report.total === 1 ? "anomaly lasts" : "anomalies last"}\n`);
  for (const { stream, measure, labels, severity, state: level, since, readiness, reason } of report.anomalies) {
    const series = `${stream}.${measure}{${labelText(Object.keys(labels), Object.values(labels))}}`;
    terminal.out(`${severity.padEnd(8)} ${level.toFixed(3)} since ${since} ${series}${readiness === "ready" ? "" : ` (${readiness})`}: ${reason?.sentence ?? "no reason noted"}\n`);
  }
  return 0;
}

async function fold(args: Arguments, terminal: Terminal): Promise<number> {
  const until = Number(args.flags["until"]);
  if (!Number.isSafeInteger(until) || until < 1) throw new UsageError("--until must be a sequence of the log, from 1");
  const checkpoints = directoryOf(args);
  if ((await checkpoints.load()) !== undefined) throw new UsageError("--data must be a directory without checkpoints: a fold from the first message begins empty");
  const folded = await foldAgain(args, until, terminal);
  const snapshot = takeSnapshot(folded);
  await checkpoints.write(snapshot);
  terminal.out(`folded 1 to ${until}\n`);
  return 0;
}

async function verify(args: Arguments, terminal: Terminal): Promise<number> {
  const loaded = await loadState(args);
  const { epoch, position: { sequence } } = loaded.state.tables;
  if (epoch > 1) throw new UsageError(`the state spans ${epoch} logs, so one log alone can't give it again`);
  const again = await foldAgain(args, sequence, terminal);
  const difference = firstDifference(canonicalLines(loaded), canonicalLines(again));
  const hash = difference === undefined ? hashOf(loaded) : undefined;
  if (args.flags["json"] === true) terminal.out(`${JSON.stringify({ equal: difference === undefined, sequence, hash, difference })}\n`);
  else if (difference === undefined) terminal.out(`equal to the byte up to message ${sequence}: ${hash ?? ""}\n`);
  else terminal.out(`not equal up to message ${sequence}; first difference:\n  state: ${difference.state}\n  again: ${difference.again}\n`);
  return difference === undefined ? 0 : 1;
}

function directoryOf(args: Arguments): CheckpointDirectory {
  const data = args.flags["data"];
  return new CheckpointDirectory(join(typeof data === "string" ? data : configOf(args).data, "checkpoints"));
}

async function loadState(args: Arguments): Promise<Fold> {
  const loaded = await directoryOf(args).load();
  if (loaded === undefined) throw new UsageError("there is no checkpoint in the data directory; name it with --data DIR");
  return new Fold(loaded.state, NO_EFFECTS);
}

async function foldAgain(args: Arguments, until: number, terminal: Terminal): Promise<Fold> {
  const link = await connectByFlags(args, systemClock);
  let told = 0;
  try {
    return await refold({
      link, clock: systemClock, stream: natsConfigOf(args).stream, until,
      onProgress: (sequence) => {
        if (sequence - told < PROGRESS_EVERY) return;
        told = sequence;
        terminal.err(`folded ${sequence} of ${until}\n`);
      },
    });
  } finally {
    await link.close();
  }
}

function firstDifference(left: Iterator<string>, right: Iterator<string>): { state: string; again: string } | undefined {
  for (;;) {
    const a = left.next();
    const b = right.next();
    if (a.done === true && b.done === true) return undefined;
    if (a.value !== b.value) return { state: textOf(a), again: textOf(b) };
  }
}

function textOf(result: IteratorResult<string>): string {
  return result.done === true ? "(nothing more)" : result.value.trimEnd().slice(0, 400);
}

function hashOf(loaded: Fold): string {
  const hash = createHash("sha256");
  for (const line of canonicalLines(loaded)) hash.update(line);
  return hash.digest("hex");
}
