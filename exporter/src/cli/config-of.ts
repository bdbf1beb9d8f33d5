import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Arguments } from "./command.ts";

/** The settings that `--config.file` names, or all defaults. Throws ConfigError. */
export function configOf({ flags }: Arguments): Config {
  const file = flags["config.file"];
  return loadConfig(typeof file === "string" ? file : undefined);
}
