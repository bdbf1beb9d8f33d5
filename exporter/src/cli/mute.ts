import { randomBytes } from "node:crypto";
import { systemClock } from "../model/clock.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { MuteError, parseMute } from "../pack/mute.ts";
import type { MuteMessage } from "../pack/mute.ts";
import { takeMute } from "../pipeline/mutes.ts";
import type { Mute } from "../pipeline/mutes.ts";
import { parseFoldText } from "../pack/fold-text.ts";
import { compilePlan } from "../pack/compile.ts";
import { eachMute, lastPack, publishMute } from "../sources/nats/control.ts";
import { NatsError } from "../sources/nats/nats-error.ts";
import { openJetStream } from "../sources/nats/server.ts";
import { labelText } from "../metrics/text.ts";
import { nearest } from "../pack/nearest.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { NATS_FLAGS, connectByFlags, natsConfigOf } from "./nats-link.ts";
import { timeReader } from "./time-reader.ts";

type Manager = Awaited<ReturnType<typeof openJetStream>>;

/** `eddy mute`: times in which anomalies are expected. */
export const mute: Command = {
  flags: [
    { name: "series", type: "string", placeholder: "LABEL=VALUE", help: "only series with this label, several separated by commas" },
    { name: "from", type: "string", placeholder: "TIME", help: "first event time, RFC 3339 or yyyy-MM-dd HH:mm:ss of --time-zone; else now" },
    { name: "to", type: "string", placeholder: "TIME", help: "when it is over" },
    { name: "for", type: "string", placeholder: "30m", help: "how long, instead of --to" },
    { name: "reason", type: "string", placeholder: "TEXT", help: "told at /health, 200 characters at the most", default: "" },
    { name: "list", type: "boolean", help: "the mutes that the log holds and that are not over" },
    { name: "end", type: "string", placeholder: "ID", help: "end a mute now" },
    { name: "time-zone", type: "string", placeholder: "ZONE", help: "of times that have none, for example Europe/London", default: "UTC" },
    ...NATS_FLAGS,
  ],
  examples: [
    "eddy mute iot_sensor --for 30m --reason 'new firmware'",
    "eddy mute iot_sensor --series device=s1,site=london --from '2026-12-24 18:00:00' --to '2026-12-27 00:00:00' --time-zone Europe/London",
    "eddy mute --list",
    "eddy mute --end 5f0c2a9b",
  ],
  async run(args, terminal) {
    const action = readAction(args);
    const link = await connectByFlags(args, systemClock);
    try {
      const manager = await openJetStream(link.connection);
      const { stream } = natsConfigOf(args);
      if (action === "list") return await list(manager, stream, terminal);
      if (!("end" in action)) await checkTarget(manager, stream, action.target);
      const sequence = await publishMute(manager, action);
      const what = "end" in action ? `ends ${action.end}` : `${action.id} mutes ${nameOf(action)} from ${timeText(action.fromMs)} to ${timeText(action.toMs)}`;
      terminal.out(`${what}; stored as ${stream} ${sequence}\n`);
      return 0;
    } finally {
      await link.close();
    }
  },
};

async function list(manager: Manager, stream: string, terminal: Terminal): Promise<number> {
  const mutes: Mute[] = [];
  await eachMute(manager, stream, (json, storeMs) => {
    try {
      takeMute(mutes, parseMute(json), storeMs);
    } catch (thrown) {
      if (!(thrown instanceof MuteError)) throw thrown;
      terminal.err(`passed over: ${thrown.message}\n`);
    }
  });
  const nowMs = systemClock.now();
  for (const each of mutes.filter(({ toMs }) => toMs > nowMs)) {
    terminal.out(`${each.id} ${nameOf(each)} from ${timeText(each.fromMs)} to ${timeText(each.toMs)}${each.reason === "" ? "" : ` ${each.reason}`}\n`);
  }
  return 0;
}

/** A name that nothing has would mute nothing, and nobody would hear of it. */
async function checkTarget(manager: Manager, stream: string, target: string): Promise<void> {
  const packs = await lastPack(manager, stream);
  if (packs === undefined) throw new NatsError("settings", `stream ${stream} holds no packs: no Eddy has read it yet`);
  const plan = compilePlan(parseFoldText(packs.json));
  const known = [...new Set(plan.streams.flatMap(({ name, pack }) => [pack, name]))].sort();
  if (known.includes(target)) return;
  const right = nearest(target, known);
  throw new UsageError(`mute: wants a stream or a pack, one of ${known.join(", ")}, got ${target}${right === undefined ? "" : `; did you mean ${right}?`}`);
}

function nameOf({ target, labels }: Pick<Mute, "target" | "labels">): string {
  return `${target}{${labelText(Object.keys(labels), Object.values(labels))}}`;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

function readAction({ positional, flags }: Arguments): MuteMessage | "list" {
  const [target, ...more] = positional;
  const ways = [target !== undefined, flags["list"] === true, flags["end"] !== undefined].filter(Boolean).length;
  if (ways !== 1 || more.length > 0) throw new UsageError(`mute: wants one stream or pack, or --list, or --end ID; ${mute.examples[0] ?? ""}`);
  if (flags["list"] === true) return "list";
  const message = target === undefined ? { end: flags["end"] } : { id: randomBytes(4).toString("hex"), target, labels: readLabels(flags["series"]), ...readSpan(flags), reason: flags["reason"] };
  try {
    return parseMute(JSON.stringify(message));
  } catch (thrown) {
    throw thrown instanceof MuteError ? new UsageError(thrown.message) : thrown;
  }
}

function readSpan(flags: Arguments["flags"]): { fromMs: number; toMs: number } {
  const read = timeReader("mute", flags);
  const timeOf = (flag: string): number | undefined => {
    const text = flags[flag];
    if (text === undefined) return undefined;
    const ms = read(text);
    if (Number.isNaN(ms)) throw new UsageError(`mute: --${flag} must be a time like 2026-12-24T18:00:00Z, got ${String(text)}`);
    return ms;
  };
  const fromMs = timeOf("from") ?? systemClock.now();
  const toMs = timeOf("to");
  if ((toMs === undefined) === (flags["for"] === undefined)) throw new UsageError("mute: wants either --to TIME or --for DURATION");
  if (toMs !== undefined) {
    if (toMs <= fromMs) throw new UsageError(`mute: --to must lie behind --from, got ${timeText(toMs)}`);
    return { fromMs, toMs };
  }
  const forMs = parseDurationMs(String(flags["for"]));
  if (forMs === undefined || forMs === 0) throw new UsageError(`mute: --for must be a duration like 30m, 2h or 3d, got ${String(flags["for"])}`);
  return { fromMs, toMs: fromMs + forMs };
}

function readLabels(text: string | boolean | undefined): Record<string, string> {
  if (typeof text !== "string") return {};
  return Object.fromEntries(text.split(",").map((part) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`mute: --series must be LABEL=VALUE, several separated by commas, got ${JSON.stringify(part)}`);
    return [name, value];
  }));
}
