import type { Command } from "./command.ts";
import { pub } from "./pub.ts";
import { replay } from "./replay.ts";
import { run } from "./run.ts";
import { state } from "./state.ts";

/** Every command, in the order of --help. The first one runs when none is named. */
export const commands: readonly Command[] = [
  run,
  pub,
  replay,
  state,
];
