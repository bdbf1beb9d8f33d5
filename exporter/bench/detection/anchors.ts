import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the recordings lie, relative to the repository: they are too large for it. */
const SHARED = "../shared";

/** Folder of the recordings, from the root of the repository or the environment's EDDY_SHARED; undefined where it is missing. */
export function sharedFolder(): string | undefined {
  const folder = process.env["EDDY_SHARED"] ?? join(process.cwd(), SHARED);
  return existsSync(join(folder, "nab")) ? folder : undefined;
}

/** What a published detector reaches on the development half, by profile. */
export type Anchors = Record<string, Record<string, { threshold: number; score: number; windows_hit: number; windows: number; false_positive_rows: number }>>;

/** The anchors by the names of the detectors. */
export function readAnchors(shared: string): Anchors {
  return JSON.parse(readFileSync(join(shared, "nab/anchors/expected_dev.json"), "utf8")) as Anchors;
}
