import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { findPacks } from "../config/packs.ts";
import type { PackFolder } from "../config/packs.ts";
import { nearest } from "../pack/nearest.ts";

/** Packs to work on, and those that they stand beside. */
export interface ChosenPacks {
  /** Sorted by name. */
  readonly chosen: readonly PackFolder[];
  /** The packs in force, the chosen ones in place of those of their names. */
  readonly all: readonly PackFolder[];
}

/** A pack that isn't there. */
export class UnknownPackError extends Error {
  override readonly name = "UnknownPackError";
}

/**
 * Finds packs by name, among those that come with Eddy (in `shipped`) and those in `directories`, or by the path of a folder or of its
 * pack.yml; none named = all. Throws UnknownPackError with the nearest name, and the system's error where a directory can't be read.
 */
export function choosePacks(wanted: readonly string[], directories: readonly string[], shipped?: string): ChosenPacks {
  const inForce = new Map(findPacks(directories, shipped).map((found) => [found.name, found]));
  const chosen = wanted.map((text) => inForce.get(text) ?? folderAt(text) ?? unknown(text, [...inForce.keys()]));
  const all = new Map([...inForce, ...chosen.map((pack) => [pack.name, pack] as const)]);
  return { chosen: byName(wanted.length === 0 ? [...all.values()] : [...new Set(chosen)]), all: byName([...all.values()]) };
}

function folderAt(text: string): PackFolder | undefined {
  const folder = resolve(basename(text) === "pack.yml" ? dirname(text) : text);
  return existsSync(join(folder, "pack.yml")) ? { name: basename(folder), folder } : undefined;
}

function unknown(text: string, known: readonly string[]): never {
  const right = nearest(text, known);
  throw new UnknownPackError(
    `pack must be one of ${known.join(", ")}, or a folder with a pack.yml, got ${JSON.stringify(text)}${right === undefined ? "" : `; did you mean ${right}?`}`,
  );
}

function byName(packs: readonly PackFolder[]): PackFolder[] {
  return [...packs].sort((a, b) => (a.name < b.name ? -1 : 1));
}
