import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackFolder } from "../config/packs.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import { checkPacks, placedFaultLine } from "../workbench/check-packs.ts";
import { EXPECTED_FILE, readExamples } from "../workbench/examples.ts";
import { differences, writeExpected } from "../workbench/expected.ts";
import { WrittenMessageError } from "../workbench/message.ts";
import { tryExamples } from "../workbench/try-examples.ts";
import type { Command } from "./command.ts";
import { PACK_FLAGS, packsByName } from "./packs-link.ts";

/** How one pack fared. */
interface Outcome {
  readonly pack: string;
  readonly files: number;
  readonly messages: number;
  /** What isn't as it should be, a line each; none = all is well. */
  readonly differences: readonly string[];
}

/** `eddy test`: the examples of packs against what is expected of them. */
export const test: Command = {
  flags: [...PACK_FLAGS, { name: "update", type: "boolean", help: "write examples/expected.yml as the examples come out now" }],
  failsWhen: "an example comes out otherwise, or a pack has faults",
  examples: ["npx eddy test", "npx eddy test iot --json", "npx eddy test ./packs/fleet --update"],
  run(args, terminal) {
    const { chosen, settings } = packsByName(args.positional, args);
    const outcomes = chosen.map((pack) => testPack(pack, settings, args.flags["update"] === true));
    const failed = outcomes.filter((outcome) => outcome.differences.length > 0);
    if (args.flags["json"] === true) {
      terminal.out(`${JSON.stringify({ ok: failed.length === 0, packs: outcomes })}\n`);
    } else {
      for (const outcome of outcomes) terminal.out(`${outcomeText(outcome)}\n`);
    }
    return Promise.resolve(failed.length === 0 ? 0 : 1);
  },
};

function testPack(pack: PackFolder, settings: FoldSettings, isUpdate: boolean): Outcome {
  const outcome = { pack: pack.name, files: 0, messages: 0 };
  const { faults } = checkPacks({ chosen: [pack], all: [pack] }, settings);
  if (faults.length > 0) return { ...outcome, differences: faults.map(placedFaultLine) };
  try {
    const files = readExamples(pack);
    const count = { files: files.length, messages: files.reduce((sum, { messages }) => sum + messages.length, 0) };
    const results = tryExamples(pack, files, settings);
    const expected = join(pack.folder, "examples", EXPECTED_FILE);
    if (isUpdate && files.length > 0) writeFileSync(expected, writeExpected(results));
    if (files.length > 0 && !existsSync(expected)) return { ...outcome, ...count, differences: [`there is no ${expected}; make it with --update and read it`] };
    return { ...outcome, ...count, differences: files.length === 0 ? [] : differences(results, readFileSync(expected, "utf8")) };
  } catch (thrown) {
    if (!(thrown instanceof WrittenMessageError)) throw thrown;
    return { ...outcome, differences: [thrown.message] };
  }
}

function outcomeText({ pack, files, messages, differences: found }: Outcome): string {
  if (found.length > 0) return [`${pack}: ${found.length} ${found.length === 1 ? "difference" : "differences"}`, ...found.map((line) => `  ${line}`)].join("\n");
  return files === 0 ? `${pack}: no examples` : `${pack}: ok, ${messages} messages in ${files} ${files === 1 ? "file" : "files"}`;
}
