import { readFileSync } from "node:fs";
import { text as textOf } from "node:stream/consumers";
import { readPackFolder } from "../config/packs.ts";
import { systemClock } from "../model/clock.ts";
import { checkPlan } from "../pack/compile.ts";
import type { FoldText } from "../pack/fold-text.ts";
import { readPack } from "../pack/read-pack.ts";
import { bestFitFirst, othersText } from "../workbench/best-fit.ts";
import { exampleSubject } from "../workbench/example-subject.ts";
import { explainEvent } from "../workbench/explain-event.ts";
import type { Explanation } from "../workbench/explain-event.ts";
import { explanationText } from "../workbench/explanation-text.ts";
import { WrittenMessageError, readMessage, storedMessage } from "../workbench/message.ts";
import type { WrittenMessage } from "../workbench/message.ts";
import type { Arguments, Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { PACK_FLAGS, packsByName } from "./packs-link.ts";
import { readHeader } from "./read-header.ts";

/** `eddy explain-event`: what becomes of one event, step by step. */
export const explain: Command = {
  flags: [
    { name: "pack", type: "string", placeholder: "PACK", help: "its name or folder; else all packs in force" },
    { name: "subject", type: "string", placeholder: "SUBJECT", help: "subject of the event; else all streams of the packs are tried, the best fit comes first" },
    { name: "header", type: "string", placeholder: "'NAME: VALUE'", help: "a header of the message" },
    { name: "file", type: "string", placeholder: "FILE", help: "read the event from a file" },
    ...PACK_FLAGS,
  ],
  failsWhen: "the event is rejected",
  examples: [
    `echo '{"temperature": 21.5}' | npx eddy explain-event --pack iot`,
    `echo '{"temperature": "warm"}' | npx eddy explain-event --subject iot.sensor.mine`,
    "npx eddy explain-event --pack market --file event.json --json",
  ],
  async run(args, terminal) {
    const { pack } = args.flags;
    const { chosen, settings } = packsByName(typeof pack === "string" ? [pack] : [], args);
    const text: FoldText = { packs: chosen.map(readPackFolder), settings };
    checkPlan(text);
    const message = await readWritten(args);
    const all: Explanation[] = [];
    for (const subject of message.subject === undefined ? subjectsOf(text) : [message.subject]) {
      all.push(await explainEvent(text, storedMessage(message, { subject, sequence: 1, storeTimeMs: message.atMs ?? systemClock.now() }), systemClock));
    }
    const [best, ...others] = bestFitFirst(all);
    if (args.flags["json"] === true) {
      terminal.out(`${JSON.stringify(best === undefined ? [] : [best, ...others])}\n`);
    } else if (best !== undefined) {
      terminal.out(explanationText(best));
      terminal.err(othersText(others));
    }
    return best !== undefined && best.firstRejection === undefined ? 0 : 1;
  },
};

/** One subject for each stream. */
function subjectsOf({ packs }: FoldText): string[] {
  return packs.flatMap((pack) => Object.values(readPack(pack).spec?.streams ?? {}).map(({ subject }) => exampleSubject(subject)));
}

async function readWritten({ flags }: Arguments): Promise<WrittenMessage> {
  const { file, subject, header } = flags;
  if (typeof file !== "string" && process.stdin.isTTY) throw new UsageError("explain-event reads one event from standard input; pipe it in or name a file with --file");
  const text = typeof file === "string" ? readFileSync(file, "utf8") : await textOf(process.stdin);
  if (text.trim() === "") throw new UsageError(`explain-event: the event must be there, got nothing from ${typeof file === "string" ? file : "standard input"}`);
  try {
    const message = readMessage(text.trimEnd());
    return {
      ...message,
      ...(typeof subject === "string" ? { subject } : {}),
      ...(typeof header === "string" ? { headers: { ...message.headers, ...Object.fromEntries([readHeader(header)]) } } : {}),
    };
  } catch (thrown) {
    throw thrown instanceof WrittenMessageError ? new UsageError(thrown.message) : thrown;
  }
}
