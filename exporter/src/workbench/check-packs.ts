import { relative, join } from "node:path";
import { readPackFolder } from "../config/packs.ts";
import { checkPlan } from "../pack/compile.ts";
import { PackError } from "../pack/faults.ts";
import type { PackFault } from "../pack/faults.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import type { ChosenPacks } from "./chosen-packs.ts";

/** A fault or warning with the file that it stands in, as seen from the current directory. */
export interface PlacedFault extends PackFault {
  readonly file: string;
}

/** What is to be said of packs; no faults = they can be used. */
export interface PackFindings {
  readonly packs: readonly string[];
  readonly faults: readonly PlacedFault[];
  readonly warnings: readonly PlacedFault[];
}

/**
 * Compiles the chosen packs beside all others, as a start of Eddy does, and tells what is wrong with the chosen ones.
 * Warnings are told only where no pack at all has a fault. Throws the system's error where a file can't be read.
 */
export function checkPacks({ chosen, all }: ChosenPacks, settings: FoldSettings): PackFindings {
  const files = new Map(chosen.map(({ name, folder }) => [name, relative(process.cwd(), join(folder, "pack.yml"))]));
  const placed = (faults: readonly PackFault[]): PlacedFault[] =>
    faults.flatMap((fault) => {
      const file = files.get(fault.pack);
      return file === undefined ? [] : [{ file, ...fault }];
    });
  const packs = chosen.map(({ name }) => name);
  try {
    const { warnings } = checkPlan({ packs: all.map(readPackFolder), settings });
    return { packs, faults: [], warnings: placed(warnings) };
  } catch (thrown) {
    if (!(thrown instanceof PackError)) throw thrown;
    return { packs, faults: placed(thrown.faults), warnings: [] };
  }
}

/** `packs/iot/pack.yml:3: streams.sensor.format must be one of …, got "jsn" (did you mean json?)` */
export function placedFaultLine({ file, line, option, rule, value, hint }: PlacedFault): string {
  return `${file}:${line}: ${option} must be ${rule}, got ${value}${hint === "" ? "" : ` (${hint})`}`;
}
