import type { FoldSettings } from "../pack/fold-text.ts";
import { UnknownPackError, choosePacks } from "../workbench/chosen-packs.ts";
import type { ChosenPacks } from "../workbench/chosen-packs.ts";
import type { Arguments, Flag } from "./command.ts";
import { UsageError } from "./command.ts";
import { configOf } from "./config-of.ts";

/** Flags of the commands that work on packs. */
export const PACK_FLAGS: readonly Flag[] = [
  { name: "config.file", type: "string", placeholder: "FILE", help: "eddy.yml, for its packs and fold settings", env: "EDDY_CONFIG_FILE" },
  { name: "json", type: "boolean", help: "JSON for machines" },
];

/** The packs that were named, beside those in force, and the settings of the fold. Throws UsageError and ConfigError. */
export function packsByName(wanted: readonly string[], args: Arguments): ChosenPacks & { readonly settings: FoldSettings } {
  const config = configOf(args);
  try {
    return { ...choosePacks(wanted, config.packs), settings: config.fold };
  } catch (thrown) {
    throw thrown instanceof UnknownPackError ? new UsageError(thrown.message) : thrown;
  }
}
