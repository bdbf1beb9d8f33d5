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

/** Where a pack lies. */
export interface PackFolder {
  readonly name: string;
  readonly folder: string;
}

/**
 * The folders with a pack.yml in the packs that come with Eddy and then in each directory given, in that order.
 * Throws the system's error, which names the path, where a directory can't be read.
 */
export function findPacks(directories: readonly string[], shipped: string = SHIPPED): PackFolder[] {
  return [shipped, ...directories].flatMap((directory) =>
    readdirSync(directory).sort().map((name) => ({ name, folder: join(directory, name) }))
      .filter(({ folder }) => existsSync(join(folder, "pack.yml"))),
  );
}

/** Reads the pack in a folder. Throws the system's error, which names the path. */
export function readPackFolder({ name, folder }: PackFolder): PackText {
  return { name, yaml: readFileSync(join(folder, "pack.yml"), "utf8") };
}

/** Reads the packs that `findPacks` finds; a later one replaces an earlier one of its name whole. Throws as it does. */
export function loadPacks(directories: readonly string[], shipped: string = SHIPPED): LoadedPacks {
  const packs = new Map<string, PackText>();
  const replaced: { pack: string; by: string }[] = [];
  for (const found of findPacks(directories, shipped)) {
    if (packs.has(found.name)) replaced.push({ pack: found.name, by: join(found.folder, "pack.yml") });
    packs.set(found.name, readPackFolder(found));
  }
  return { packs: [...packs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), replaced };
}
