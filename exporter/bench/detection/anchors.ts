import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NAB_PROFILES } from "./nab-score.ts";

/** Where the recordings lie, relative to the repository: they are too large for it. */
const SHARED = "../shared";

/** Folder of the recordings, from the root of the repository or the environment's EDDY_SHARED; undefined where it is missing. */
export function sharedFolder(): string | undefined {
  const folder = process.env["EDDY_SHARED"] ?? join(process.cwd(), SHARED);
  return existsSync(join(folder, "nab")) ? folder : undefined;
}

/** What a published detector reaches in one profile, its threshold optimised on the same series. */
interface Anchor {
  readonly threshold: number;
  readonly score: number;
  readonly windows_hit: number;
  readonly windows: number;
  readonly false_positive_rows: number;
}

/** Published detectors on the development half, by name and profile. */
export type Anchors = Readonly<Record<string, Readonly<Record<keyof typeof NAB_PROFILES, Anchor>>>>;

/** The anchors by the names of the detectors. */
export function readAnchors(shared: string): Anchors {
  return JSON.parse(readFileSync(join(shared, "nab/anchors/expected_dev.json"), "utf8")) as Anchors;
}
