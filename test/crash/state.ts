import { join } from "node:path";
import type { EddyServer } from "../eddy-server.ts";

/** Where two dumps part; undefined if they are equal to the byte. */
export type DumpDifference = { readonly kept: string; readonly again: string } | undefined;

const SHOWN = 300;

/**
 * Compares the state on disk of an Eddy that was stopped with one uninterrupted fold of the same log, up to the
 * same message, by the Eddy of this checkout.
 */
export async function compareStates(eddy: EddyServer): Promise<DumpDifference> {
  const kept = await eddy.command("state", "dump", "--canonical");
  const position = /^fold \{.*?"sequence":(\d+)/.exec(kept)?.[1];
  if (position === undefined) throw new Error(`the dump tells no position: ${kept.slice(0, SHOWN)}`);
  const data = join(eddy.directory, "again");
  await eddy.command("state", "fold", "--until", position, "--data", data);
  const again = await eddy.command("state", "dump", "--canonical", "--data", data);
  if (kept === again) return undefined;
  const keptLines = kept.split("\n");
  const againLines = again.split("\n");
  const at = keptLines.findIndex((line, i) => line !== againLines[i]);
  return { kept: (keptLines[at] ?? "").slice(0, SHOWN), again: (againLines[at] ?? "").slice(0, SHOWN) };
}
