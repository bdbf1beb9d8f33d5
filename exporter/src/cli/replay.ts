import { systemClock } from "../model/clock.ts";
import { Publisher } from "../sources/nats/publisher.ts";
import type { Outgoing } from "../sources/nats/publisher.ts";
import { compileMessage } from "../sources/replay/message.ts";
import { replay as replayRows } from "../sources/replay/replay.ts";
import type { ReplayOptions } from "../sources/replay/replay.ts";
import type { BadRow } from "../sources/replay/row.ts";
import type { Timing } from "../sources/replay/timeline.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { NATS_FLAGS, connectByFlags } from "./nats-link.ts";
import { ReplayProgress } from "./replay-progress.ts";
import { storeOne } from "./store-one.ts";
import { TIME_FLAGS, timeReader } from "./time-reader.ts";

/** Unanswered messages at once. */
const MAX_PENDING = 1_000;

/** `eddy replay`: recordings as if they happened now. */
export const replay: Command = {
  flags: [
    { name: "subject", type: "string", placeholder: "SUBJECT", help: "where to; {column} and {file} are filled in for each row" },
    { name: "time-column", type: "string", placeholder: "NAME", help: "column of the time", default: "timestamp" },
    ...TIME_FLAGS,
    { name: "time", type: "string", placeholder: "now|original", help: "now: moved to the present, to end there at full speed, to go on from there at another", default: "now" },
    { name: "speed", type: "string", placeholder: "60x|max", help: "how much faster than recorded", default: "max" },
    { name: "delimiter", type: "string", placeholder: "CHARACTER", help: "between the fields of csv", default: "," },
    { name: "print", type: "boolean", help: "print the messages as lines of JSON instead of publishing them" },
    ...NATS_FLAGS,
  ],
  examples: ["npx eddy replay temperature.csv --subject recording.temperature --speed 60x", "npx eddy replay *.csv --subject 'recording.{file}' --time-column timestamp"],
  async run(args, terminal) {
    const progress = new ReplayProgress(systemClock, (line) => { terminal.err(`${line}\n`); });
    const options = readOptions(args, (row) => { progress.bad(row); });
    const failed = args.flags["print"] === true ? await print(options, terminal, progress) : await publish(options, args, { terminal, progress });
    progress.end(failed);
    return failed === 0 ? 0 : 1;
  },
};

/** Where a replay goes to. */
interface Outputs {
  readonly terminal: Terminal;
  readonly progress: ReplayProgress;
}

async function print(options: ReplayOptions, terminal: Terminal, progress: ReplayProgress): Promise<number> {
  await replayRows(options, {
    clock: systemClock,
    stop: terminal.stop,
    onTimeline: (firstMs, eventMs) => { progress.begin(firstMs, eventMs); },
    publish({ subject, payload }) {
      terminal.out(`${subject} ${String(payload)}\n`);
      progress.sent();
      return Promise.resolve();
    },
  });
  return 0;
}

/** Answers how many messages were not stored. */
async function publish(options: ReplayOptions, args: Arguments, { terminal, progress }: Outputs): Promise<number> {
  const link = await connectByFlags(args, systemClock);
  const publisher = new Publisher({
    link,
    clock: systemClock,
    maxUnanswered: MAX_PENDING,
    onFailed: ({ subject }, why) => { progress.failed(subject, why); },
  });
  let isFirst = true;
  try {
    await replayRows(options, {
      clock: systemClock,
      stop: terminal.stop,
      onTimeline: (firstMs, eventMs) => { progress.begin(firstMs, eventMs); },
      // The first one alone, so that a subject that nobody stores is told at once and not after all attempts.
      async publish(message) {
        if (isFirst) await storeOne(link.connection, { ...message, options: { msgID: message.id } });
        else await send(publisher, message, terminal.stop);
        isFirst = false;
        progress.sent();
      },
    });
    await below(publisher, 1, terminal.stop);
    return publisher.failed + publisher.pending;
  } finally {
    publisher.close();
    await link.close();
  }
}

function send(publisher: Publisher, message: Outgoing, stop: AbortSignal): Promise<void> {
  publisher.send(message);
  return below(publisher, MAX_PENDING, stop);
}

/** Waits for the server; not after a stop, since it may be away. */
async function below(publisher: Publisher, count: number, stop: AbortSignal): Promise<void> {
  if (publisher.pending < count || stop.aborted) return;
  let wake = (): void => undefined;
  const stopped = new Promise<void>((resolve) => { wake = resolve; });
  stop.addEventListener("abort", wake);
  await Promise.race([publisher.below(count), stopped]);
  stop.removeEventListener("abort", wake);
}

function readOptions({ positional, flags }: Arguments, onBad: (row: BadRow) => void): ReplayOptions {
  const subject = flags["subject"];
  if (positional.length === 0) throw new UsageError(`replay: wants at least one file; ${replay.examples[0] ?? ""}`);
  for (const file of positional) {
    if (!/\.(csv|ndjson|jsonl)(\.gz)?$/.test(file)) throw new UsageError(`replay: files must end in .csv, .ndjson or .jsonl, packed also in .gz, got ${file}`);
  }
  if (typeof subject !== "string") throw new UsageError("replay: --subject must be given, for example --subject 'recording.{file}'");
  const delimiter = String(flags["delimiter"]);
  if (delimiter.length !== 1 || delimiter === '"') throw new UsageError(`replay: --delimiter must be one character, got ${JSON.stringify(delimiter)}`);
  const timing = readTiming(flags);
  // Moved to the present it is another recording each time: its ids are, too.
  const run = timing.time === "now" ? `@${systemClock.now().toString(36)}` : "";
  return {
    files: positional,
    reading: { timeColumn: String(flags["time-column"]), readTime: timeReader("replay", flags), delimiter, onBad },
    timing,
    messageOf: compileMessage(subject, run),
  };
}

function readTiming(flags: Arguments["flags"]): Timing {
  const { time, speed } = flags;
  if (time !== "now" && time !== "original") throw new UsageError(`replay: --time must be now or original, got ${String(time)}`);
  if (speed === "max") return { time, speed: Infinity };
  const factor = /^(\d+(?:\.\d+)?)x$/.exec(String(speed))?.[1];
  if (factor === undefined || Number(factor) === 0) throw new UsageError(`replay: --speed must be a factor such as 60x, or max, got ${String(speed)}`);
  return { time, speed: Number(factor) };
}
