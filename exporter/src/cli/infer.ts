import { inferPack } from "../infer/infer-pack.ts";
import type { InferredPack } from "../infer/infer-pack.ts";
import type { SeenMessage } from "../infer/sample.ts";
import { shareText } from "../infer/write-pack.ts";
import { RuleError } from "../mapping/rule-error.ts";
import { systemClock } from "../model/clock.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { parseSubject } from "../pack/subject-pattern.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { configOf } from "./config-of.ts";
import { messagesOfFile } from "./infer-file.ts";
import { watchSubject } from "./infer-live.ts";
import { NATS_FLAGS, connectByFlags } from "./nats-link.ts";

/** `eddy infer`: a first pack for what is there already. */
export const infer: Command = {
  flags: [
    { name: "for", type: "string", placeholder: "TIME", help: "how long to watch", default: "10s" },
    { name: "from", type: "string", placeholder: "FILE", help: "read this file instead, packed (.gz) or not; the subject is where it will be published" },
    { name: "json", type: "boolean", help: "what was found as JSON, the pack in it" },
    ...NATS_FLAGS,
  ],
  failsWhen: "nothing was seen, or NATS can't be reached",
  examples: ["npx eddy infer 'iot.>' --for 30s > pack.yml", "npx eddy infer shop.orders --from orders.csv.gz"],
  async run(args, terminal) {
    const subject = readSubject(args);
    const { fold } = configOf(args);
    const { messages, seen } = await sampleOf(subject, args, terminal, { maxBytes: fold.maxPayloadBytes, maxDepth: fold.maxDepth });
    if (messages.length === 0) {
      terminal.err(`eddy: infer: nothing was seen ${seen === "a file" ? "in the file" : `on ${subject}; publish to it meanwhile, or watch longer, --for 1m`}\n`);
      return 1;
    }
    const inferred = inferPack(messages, seen, { fold, nowMs: systemClock.now() });
    tell(inferred, args.flags["json"] === true, terminal);
    return 0;
  },
};

function readSubject({ positional }: Arguments): string {
  const [subject, ...more] = positional;
  if (subject === undefined || more.length > 0) throw new UsageError(`infer: wants one subject, got ${positional.length}; ${infer.examples[0] ?? ""}`);
  try {
    parseSubject(subject);
  } catch (thrown) {
    if (!(thrown instanceof RuleError)) throw thrown;
    throw new UsageError(`infer: subject must be ${thrown.message}, got ${JSON.stringify(subject)}`);
  }
  if (subject.includes("{")) throw new UsageError(`infer: subject must have * or > where tokens vary, got ${JSON.stringify(subject)}; their names are found out`);
  return subject;
}

async function sampleOf(subject: string, args: Arguments, terminal: Terminal, limits: Parameters<typeof messagesOfFile>[2]): Promise<{ messages: SeenMessage[]; seen: string }> {
  const from = args.flags["from"];
  if (typeof from === "string") {
    const messages = await messagesOfFile(from, subject, limits);
    if (messages.some((message) => /[*>]/.test(message.subject))) {
      throw new UsageError(`infer: subject must be without * and >, unless the file holds messages with subjects of their own, got ${JSON.stringify(subject)}`);
    }
    return { messages, seen: "a file" };
  }
  const forMs = parseDurationMs(String(args.flags["for"]));
  if (forMs === undefined || forMs === 0) throw new UsageError(`infer: --for must be a time like 10s, got ${String(args.flags["for"])}`);
  const link = await connectByFlags(args, systemClock);
  try {
    terminal.err(`watching ${subject} for ${String(args.flags["for"])}\n`);
    return await watchSubject(link.connection, { subject, forMs, stop: terminal.stop }, systemClock);
  } finally {
    await link.close();
  }
}

function tell(inferred: InferredPack, isJson: boolean, terminal: Terminal): void {
  const { pack, streams, share, yaml } = inferred;
  terminal.out(isJson ? `${JSON.stringify({ pack, streams, share, yaml })}\n` : yaml);
  terminal.err(`pack ${pack}, ${streams.length} ${streams.length === 1 ? "stream" : "streams"}. ${shareText(share)}\n`);
}
