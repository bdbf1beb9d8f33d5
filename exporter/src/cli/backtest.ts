import { readFileSync } from "node:fs";
import { readPackFolder } from "../config/packs.ts";
import { systemClock } from "../model/clock.ts";
import { compilePlan } from "../pack/compile.ts";
import { fullName } from "../pack/compile-stream.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { foldTextJson, parseFoldText } from "../pack/fold-text.ts";
import type { FoldText } from "../pack/fold-text.ts";
import type { StreamPlan } from "../pack/plan.ts";
import { didYouMean } from "../pack/nearest.ts";
import { readPack } from "../pack/read-pack.ts";
import { firstPack, lastPack } from "../sources/nats/control.ts";
import { NatsError } from "../sources/nats/nats-error.ts";
import { openJetStream } from "../sources/nats/server.ts";
import { byDay, compareOnsets } from "../workbench/backtest/compare.ts";
import type { ComparedOnset } from "../workbench/backtest/compare.ts";
import { eachOfFile, eachOfLog } from "../workbench/backtest/messages.ts";
import { MOST_ONSETS, OnsetLog } from "../workbench/backtest/onset-log.ts";
import { exampleSubject } from "../workbench/example-subject.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { FileError, checkReadable } from "./file-error.ts";
import { NATS_FLAGS, connectByFlags, natsConfigOf } from "./nats-link.ts";
import { packsByName } from "./packs-link.ts";

const PROGRESS_EVERY = 100_000;

/** Two folds of the same messages. */
interface Folds {
  readonly before: OnsetLog;
  readonly after: OnsetLog;
}

/** `eddy backtest`: what other settings would have told. */
export const backtest: Command = {
  flags: [
    { name: "with", type: "string", placeholder: "FILE", help: "pack.yml in place of the stream's pack; else the packs on disk" },
    { name: "from", type: "string", placeholder: "FILE", help: ".csv, .ndjson or .jsonl instead of the log, packed (.gz) or not; compared with the packs on disk" },
    { name: "subject", type: "string", placeholder: "SUBJECT", help: "of the records of --from that name none as {\"subject\": …, \"payload\": …}; default: the stream's pattern, {name} as name" },
    { name: "tolerance", type: "string", placeholder: "10m", help: "an onset stays if there is one of the same series at most so far away", default: "10m" },
    { name: "json", type: "boolean", help: "JSON for machines" },
    ...NATS_FLAGS,
  ],
  examples: [
    "eddy backtest iot_sensor --with packs/iot/pack.yml",
    "eddy backtest iot_sensor --with try.yml --from readings.ndjson --json",
    "eddy backtest iot_sensor --with try.yml --from readings.csv --subject iot.sensor.mine",
  ],
  async run(args, terminal) {
    const { stream, toleranceMs } = readOptions(args);
    checkFiles(args);
    const folds = typeof args.flags["from"] === "string" ? await foldFile(args.flags["from"], stream, args, terminal) : await foldLog(stream, args, terminal);
    const onsets = compareOnsets(folds.before.onsets, folds.after.onsets, toleranceMs);
    const dropped = folds.before.dropped + folds.after.dropped;
    if (args.flags["json"] === true) terminal.out(`${JSON.stringify({ stream, days: byDay(onsets), onsets: onsets.map((onset) => ({ ...onset, timeMs: undefined, time: timeText(onset) })), dropped })}\n`);
    else terminal.out(table(onsets));
    if (dropped > 0) terminal.err(`eddy: backtest remembers ${MOST_ONSETS} onsets of each side; ${dropped} more are left out\n`);
    return 0;
  },
};

async function foldLog(stream: string, args: Arguments, terminal: Terminal): Promise<Folds> {
  const link = await connectByFlags(args, systemClock);
  try {
    const manager = await openJetStream(link.connection);
    const log = natsConfigOf(args).stream;
    const [first, last] = [await firstPack(manager, log), await lastPack(manager, log)];
    if (first === undefined || last === undefined) throw new NatsError("settings", `stream ${log} holds no packs: no Eddy has read it yet`);
    // What is wrong with a pack is told with its line.
    compilePlan(parseFoldText(first.json));
    const folds = {
      before: new OnsetLog(first.json, stream, true),
      after: new OnsetLog(foldTextJson(changedText(stream, parseFoldText(last.json), args)), stream, false),
    };
    let told = 0;
    await eachOfLog({ link, clock: systemClock, stream: log }, (event) => { fold(folds, event); }, (done, all) => {
      if (done - told < PROGRESS_EVERY && done < all) return;
      told = done;
      terminal.err(`folded ${done} of ${all} messages\n`);
    });
    return folds;
  } finally {
    await link.close();
  }
}

async function foldFile(file: string, stream: string, args: Arguments, terminal: Terminal): Promise<Folds> {
  if (typeof args.flags["with"] !== "string") throw new UsageError("backtest: --from FILE needs --with FILE, else both sides are the packs on disk");
  const base = diskText(args);
  planOf(stream, base);
  const folds = {
    before: new OnsetLog(foldTextJson(base), stream, false),
    after: new OnsetLog(foldTextJson(changedText(stream, base, args)), stream, false),
  };
  const given = args.flags["subject"];
  if (typeof given === "string") checkSubject(given, stream, base);
  const { subject, labels } = subjectOf(stream, base);
  let told = 0;
  const { messages, unnamed } = await eachOfFile({ file, subject: typeof given === "string" ? given : subject, storeMs: systemClock.now() }, (event) => { fold(folds, event); }, (done) => {
    if (done - told < PROGRESS_EVERY) return;
    told = done;
    terminal.err(`folded ${done} rows\n`);
  });
  if (folds.before.messages + folds.after.messages === 0) {
    const got = messages === 0 ? "no events" : `${messages} messages of other subjects`;
    throw new FileError(`backtest: --from must hold events of ${stream}, got ${got} in ${file}; subjects are like ${subject}`);
  }
  if (unnamed > 0 && labels.length > 0 && typeof given !== "string") {
    terminal.err(`eddy: backtest: ${unnamed} records of ${file} name no subject, from which labels are taken ({${labels.join("}, {")}}): all are taken for ${subject}; write them as {"subject": …, "payload": …} or give --subject\n`);
  }
  return folds;
}

function fold({ before, after }: Folds, event: Parameters<OnsetLog["apply"]>[0]): void {
  before.apply(event);
  after.apply(event);
}

/** `text` with the pack of the stream as --with says it, or with all packs as they are on disk. */
function changedText(stream: string, text: FoldText, args: Arguments): FoldText {
  const file = args.flags["with"];
  if (typeof file !== "string") {
    const onDisk = diskText(args);
    planOf(stream, onDisk);
    return onDisk;
  }
  const { pack } = planOf(stream, text);
  const changed = { ...text, packs: text.packs.map((each) => (each.name === pack ? { name: pack, yaml: readFileSync(file, "utf8") } : each)) };
  planOf(stream, changed);
  return changed;
}

function diskText(args: Arguments): FoldText {
  const { all, settings } = packsByName([], args);
  return { packs: all.map(readPackFolder), settings };
}

/** Throws PackError, and UsageError where no pack has the stream. */
function planOf(stream: string, text: FoldText): StreamPlan {
  const { streams } = compilePlan(text);
  const found = streams.find(({ name }) => name === stream);
  if (found !== undefined) return found;
  const names = streams.map(({ name }) => name);
  const hint = didYouMean(stream, names);
  throw new UsageError(`backtest: wants a stream, one of ${names.join(", ")}, got ${stream}${hint === "" ? "" : ` (${hint})`}`);
}

/** A subject that the stream matches, and the tokens of its pattern that labels are taken from. */
function subjectOf(stream: string, text: FoldText): { subject: string; labels: string[] } {
  const { pack } = planOf(stream, text);
  const spec = text.packs.filter(({ name }) => name === pack).map((each) => readPack(each).spec)[0];
  const [, found] = Object.entries(spec?.streams ?? {}).find(([name]) => stream === fullName(pack, name)) ?? [];
  const pattern = found?.subject ?? "";
  const read = JSON.stringify(found?.labels ?? {});
  const labels = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).filter((name) => read.includes(`{${name}}`));
  return { subject: exampleSubject(pattern), labels };
}

function checkSubject(subject: string, stream: string, text: FoldText): void {
  const plan = compilePlan(text);
  const at = /[\s*>{}]/.test(subject) ? undefined : plan.match(subject)?.stream;
  if (at === undefined || plan.streams[at]?.name !== stream) throw new UsageError(`backtest: --subject must be one of stream ${stream}, like ${subjectOf(stream, text).subject}, got ${subject}`);
}

function table(onsets: readonly ComparedOnset[]): string {
  const rows = [...onsets].sort((a, b) => (a.series < b.series ? -1 : Number(a.series > b.series)));
  const lines = rows.map((onset, at) => {
    const head = rows[at - 1]?.series === onset.series ? "" : `${onset.series}\n`;
    return `${head}  ${onset.change.padEnd(6)} ${timeText(onset)} ${onset.reason === "" ? String(onset.value) : onset.reason}\n`;
  });
  const days = byDay(onsets).map(({ day, comes, goes, stays }) => `${day}${[comes, goes, stays].map((count) => String(count).padStart(8)).join("")}\n`);
  const count = (change: ComparedOnset["change"]): number => onsets.filter((onset) => onset.change === change).length;
  return `${lines.join("")}${days.length === 0 ? "" : `day          comes    goes   stays\n${days.join("")}`}${count("comes")} come, ${count("goes")} go, ${count("stays")} stay\n`;
}

function timeText({ timeMs }: ComparedOnset): string {
  return new Date(timeMs).toISOString();
}

function readOptions({ positional, flags }: Arguments): { stream: string; toleranceMs: number } {
  const [stream, ...more] = positional;
  if (stream === undefined || more.length > 0) throw new UsageError(`backtest: wants one stream, got ${positional.length}; ${backtest.examples[0] ?? ""}`);
  const toleranceMs = parseDurationMs(String(flags["tolerance"]));
  if (toleranceMs === undefined) throw new UsageError(`backtest: --tolerance must be a duration like 30s or 10m, got ${String(flags["tolerance"])}`);
  const from = flags["from"];
  if (flags["subject"] !== undefined && from === undefined) throw new UsageError("backtest: --subject goes with --from FILE: messages of the log have theirs");
  if (typeof from === "string" && !/\.(csv|ndjson|jsonl)(\.gz)?$/.test(from)) throw new UsageError(`backtest: --from must end in .csv, .ndjson or .jsonl, packed also in .gz, got ${from}`);
  return { stream, toleranceMs };
}

function checkFiles({ flags }: Arguments): void {
  for (const name of ["from", "with"]) {
    const file = flags[name];
    if (typeof file === "string") checkReadable(`backtest: --${name}`, file);
  }
}
