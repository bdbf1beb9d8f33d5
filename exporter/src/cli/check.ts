import { checkPacks, placedFaultLine } from "../workbench/check-packs.ts";
import type { PlacedFault } from "../workbench/check-packs.ts";
import type { Command } from "./command.ts";
import { PACK_FLAGS, packsByName } from "./packs-link.ts";

/** `eddy check`: everything that is wrong with packs, at once. */
export const check: Command = {
  flags: PACK_FLAGS,
  failsWhen: "a pack has faults",
  examples: ["npx eddy check", "npx eddy check iot", "npx eddy check ./packs/fleet --json"],
  run(args, terminal) {
    const chosen = packsByName(args.positional, args);
    const findings = checkPacks(chosen, chosen.settings);
    const { packs, faults, warnings } = findings;
    if (args.flags["json"] === true) {
      terminal.out(`${JSON.stringify({ ok: faults.length === 0, ...findings })}\n`);
    } else {
      for (const fault of faults) terminal.out(`${placedFaultLine(fault)}\n`);
      for (const warning of warnings) terminal.out(`warning: ${placedFaultLine(warning)}\n`);
      terminal.out(`${verdict(packs, faults)}\n`);
    }
    return Promise.resolve(faults.length === 0 ? 0 : 1);
  },
};

function verdict(packs: readonly string[], faults: readonly PlacedFault[]): string {
  const what = packs.length === 1 ? `pack ${packs.join()}` : `${packs.length} packs`;
  return faults.length === 0 ? `${what}: ok` : `${what}: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`;
}
