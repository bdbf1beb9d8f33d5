import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { loadPacks } from "../config/packs.ts";
import { checkPlan } from "../pack/compile.ts";
import { faultLine } from "../pack/faults.ts";
import type { FoldText } from "../pack/fold-text.ts";
import type { Plan } from "../pack/plan.ts";

/** eddy.yml and the packs, read and compiled: what a start and a reload begin with. */
export interface Settings {
  readonly config: Config;
  readonly text: FoldText;
  readonly plan: Plan;
  /** Packs that came in place of others of the same name. */
  readonly replaced: readonly { readonly pack: string; readonly by: string }[];
  /** What works but will bite later, a line each. */
  readonly warnings: readonly string[];
}

/** Reads and checks all that can be checked without NATS. Throws ConfigError and PackError with every fault. */
export function loadSettings(file: string | undefined): Settings {
  const config = loadConfig(file);
  const { packs, replaced } = loadPacks(config.packs);
  const text = { packs, settings: config.fold };
  const { plan, warnings } = checkPlan(text);
  return { config, text, plan, replaced, warnings: warnings.map(faultLine) };
}
