import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackText } from "../pack/fold-text.ts";

/** Folder of the packs that come with Eddy; its place is the same beside src/ and dist/. */
const SHIPPED = fileURLToPath(new URL("../../packs/", import.meta.url));

/** The packs in force and what is worth telling about where they come from. */
export interface LoadedPacks {
  /** Sorted by name. */
  readonly packs: readonly PackText[];
  /** Packs that a later directory replaced, in the order found. */
  readonly replaced: readonly { readonly pack: string; readonly by: string }[];
}

/**
 * Reads `<directory>/<pack>/pack.yml` of the packs that come with Eddy and then of each directory given; a later
 * pack replaces an earlier one of its name whole. Folders without pack.yml are passed over.
 * Throws the system's error, which names the path, where a directory or file can't be read.
 */
export function loadPacks(directories: readonly string[], shipped: string = SHIPPED): LoadedPacks {
  const packs = new Map<string, PackText>();
  const replaced: { pack: string; by: string }[] = [];
  for (const directory of [shipped, ...directories]) {
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name, "pack.yml");
      if (!existsSync(path)) continue;
      if (packs.has(name)) replaced.push({ pack: name, by: path });
      packs.set(name, { name, yaml: readFileSync(path, "utf8") });
    }
  }
  return { packs: [...packs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), replaced };
}
