import { loadPacks } from "../config/packs.ts";
import type { PackOutline } from "../contract/outline.ts";
import { outlinePacks } from "../pack/outline.ts";

/**
 * What the packs that come with Eddy, and those in the directories given, expose; one of the same name replaces ours.
 * Throws the system's error, which names the path, and PackError with every fault of every pack.
 */
export function packOutlines(directories: readonly string[] = [], shipped?: string): PackOutline[] {
  return outlinePacks(loadPacks(directories, shipped).packs);
}
