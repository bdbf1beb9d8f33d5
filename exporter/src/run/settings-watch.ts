import { statSync } from "node:fs";
import { join } from "node:path";
import { findPacks } from "../config/packs.ts";
import type { Clock, Timer } from "../model/clock.ts";

/** Looks are so far apart; a change that is still there at the next look is complete enough to be read. */
const LOOK_MS = 1_000;

/** What a watch looks at and whom it tells. */
export interface SettingsWatchParts {
  readonly clock: Clock;
  /** Differs when anything changed; must not throw. */
  fingerprint(): string;
  onChange(): void;
}

/**
 * Tells when eddy.yml or a pack has changed and rests again. It polls: notifications of the system miss what lies on
 * network drives, behind links that are switched over, and in folders that come later.
 */
export class SettingsWatch {
  readonly #parts: SettingsWatchParts;
  #timer: Timer | undefined;
  #told: string;
  #seen: string;

  /** Changes count from here on. */
  constructor(parts: SettingsWatchParts) {
    this.#parts = parts;
    this.#told = this.#seen = parts.fingerprint();
  }

  start(): void {
    this.#timer = this.#parts.clock.after(LOOK_MS, () => { this.#look(); });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #look(): void {
    const now = this.#parts.fingerprint();
    const rests = now === this.#seen;
    this.#seen = now;
    if (rests && now !== this.#told) {
      this.#told = now;
      this.#parts.onChange();
    }
    if (this.#timer !== undefined) this.start();
  }
}

/** Size and time of eddy.yml (if there is one) and of each pack.yml; why they can't be had where that is so. Some 20 µs a pack. */
export function settingsFingerprint(file: string | undefined, directories: readonly string[]): string {
  try {
    const files = findPacks(directories).map(({ folder }) => join(folder, "pack.yml"));
    return [...(file === undefined ? [] : [file]), ...files].map(fingerprintOf).join("\n");
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function fingerprintOf(file: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  return `${file} ${ino} ${size} ${mtimeMs}`;
}
