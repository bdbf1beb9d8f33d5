import { environment } from "../config/environment.ts";
import { systemClock } from "../model/clock.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { liveJson, liveLine } from "../workbench/live-line.ts";
import { tailLog } from "../workbench/tail.ts";
import type { LiveRecord } from "../workbench/tail.ts";
import type { Arguments, Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { NATS_FLAGS, connectByFlags, natsConfigOf } from "./nats-link.ts";

/** `eddy tail`: events as they come, as Eddy understands them. */
export const tail: Command = {
  flags: [
    { name: "since", type: "string", placeholder: "10m", help: "fold so much of the past first, so that scores need no warming up" },
    { name: "count", type: "string", placeholder: "N", help: "end after so many records" },
    { name: "json", type: "boolean", help: "one JSON object a line for machines" },
    ...NATS_FLAGS,
  ],
  failsWhen: "NATS or the log was lost",
  examples: ["npx eddy tail", "npx eddy tail 'iot.sensor.*' --since 10m", "npx eddy tail 'market.>' --json --count 100"],
  async run(args, terminal) {
    const { subject, sinceMs, count } = readOptions(args);
    const line = lineOf(args.flags["json"] === true);
    const link = await connectByFlags(args, systemClock);
    try {
      let close: (() => Promise<void>) | undefined;
      const why = await new Promise<string | undefined>((resolve, reject) => {
        terminal.stop.addEventListener("abort", () => { resolve(undefined); }, { once: true });
        let left = count;
        tailLog({
          link, clock: systemClock, stream: natsConfigOf(args).stream, subject, sinceMs,
          onRecord: (record) => {
            if (left-- > 0) terminal.out(`${line(record)}\n`);
            if (left <= 0) resolve(undefined);
          },
          onEnd: resolve,
        }).then((end) => { close = end; }, reject);
      });
      await close?.();
      if (why !== undefined) terminal.err(`eddy: ${why}\n`);
      return why === undefined ? 0 : 1;
    } finally {
      await link.close();
    }
  },
};

function readOptions({ positional, flags }: Arguments): { subject: string; sinceMs: number; count: number } {
  const [subject = ">", ...more] = positional;
  if (more.length > 0) throw new UsageError(`tail wants one subject at the most, in quotes where it holds * or >, got ${positional.length}`);
  const sinceMs = typeof flags["since"] === "string" ? parseDurationMs(flags["since"]) : 0;
  if (sinceMs === undefined) throw new UsageError(`--since must be a duration like 30s, 10m or 1h, got ${JSON.stringify(flags["since"])}`);
  const count = typeof flags["count"] === "string" ? Number(flags["count"]) : Infinity;
  if (!(count >= 1)) throw new UsageError(`--count must be a number from 1, got ${JSON.stringify(flags["count"])}`);
  return { subject, sinceMs, count };
}

function lineOf(isJson: boolean): (record: LiveRecord) => string {
  if (isJson) return liveJson;
  const isColoured = process.stdout.isTTY && (environment["NO_COLOR"] ?? "") === "";
  return (record) => liveLine(record, isColoured);
}
