import type { Command } from "./command.ts";
import { check } from "./check.ts";
import { explain } from "./explain-event.ts";
import { infer } from "./infer.ts";
import { pub } from "./pub.ts";
import { replay } from "./replay.ts";
import { rules } from "./rules.ts";
import { run } from "./run.ts";
import { schema } from "./schema.ts";
import { state } from "./state.ts";
import { tail } from "./tail.ts";
import { test } from "./test.ts";

/** Every command, in the order of --help. The first one runs when none is named. */
export const commands: readonly Command[] = [
  run,
  pub,
  replay,
  infer,
  check,
  test,
  explain,
  schema,
  rules,
  tail,
  state,
];
