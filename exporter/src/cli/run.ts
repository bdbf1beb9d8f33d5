import { loadConfig } from "../config/load.ts";
import { loadPacks } from "../config/packs.ts";
import type { Command } from "./command.ts";
import { createLog } from "./logger.ts";
import { RUN_FLAGS } from "./run-flags.ts";

/** `eddy run`: the exporter itself. */
export const run: Command = {
  name: "run",
  summary: "Read the log, keep the state, serve metrics; what eddy does when no command is named.",
  usage: "",
  flags: RUN_FLAGS,
  examples: ["eddy", "eddy run --config.file eddy.yml --web.listen-address 0.0.0.0:10333", "eddy --config.file eddy.yml --config.check"],
  run({ flags }, terminal) {
    const file = typeof flags["config.file"] === "string" ? flags["config.file"] : undefined;
    const config = loadConfig(file);
    const { packs, replaced } = loadPacks(config.packs);
    const log = createLog(String(flags["log.level"]), String(flags["log.format"]));
    for (const note of replaced) log.info(note, "pack replaced");
    terminal.out(`${file ?? "defaults"}: ok, ${packs.length} packs\n`);
    return Promise.resolve(0);
  },
};
