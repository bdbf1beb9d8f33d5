import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../model/clock.ts";
import { SettingsWatch, settingsFingerprint } from "./settings-watch.ts";

/** A clock of looks: each fingerprint is one. Gives the looks after which a change was told. */
function toldAt(fingerprints: readonly string[]): number[] {
  const told: number[] = [];
  const due: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0, elapsed: () => 0, soon: () => undefined,
    after: (_delayMs, call) => (due.push(call), { cancel: () => { due.length = 0; } }),
  };
  let look = 0;
  const watch = new SettingsWatch({ clock, fingerprint: () => fingerprints[look] ?? "", onChange: () => { told.push(look); } });
  watch.start();
  for (look = 1; look < fingerprints.length; look++) due.shift()?.();
  watch.stop();
  expect(due).toEqual([]);
  return told;
}

describe("SettingsWatch", () => {
  it.each([
    { name: "nothing while nothing changes", fingerprints: ["a", "a", "a"], expected: [] },
    { name: "a change once it rests", fingerprints: ["a", "b", "b", "b"], expected: [2] },
    { name: "one change of several in a row", fingerprints: ["a", "b", "c", "d", "d", "d"], expected: [4] },
    { name: "each change that rested", fingerprints: ["a", "b", "b", "c", "c"], expected: [2, 4] },
    { name: "nothing of a change that was taken back", fingerprints: ["a", "b", "a", "a"], expected: [] },
  ])("tells $name", ({ fingerprints, expected }) => {
    expect(toldAt(fingerprints)).toEqual(expected);
  });
});

describe("settingsFingerprint", () => {
  let directory = "";
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), "eddy-watch-")); });
  afterEach(() => { rmSync(directory, { recursive: true }); });

  it("changes with a pack that comes, changes or goes", () => {
    const seen = [settingsFingerprint(undefined, [directory])];
    mkdirSync(join(directory, "fleet"));
    writeFileSync(join(directory, "fleet/pack.yml"), "streams: {}");
    seen.push(settingsFingerprint(undefined, [directory]));
    writeFileSync(join(directory, "fleet/pack.yml"), "streams: {} # changed");
    seen.push(settingsFingerprint(undefined, [directory]));
    rmSync(join(directory, "fleet"), { recursive: true });
    expect(new Set(seen).size).toBe(3);
    expect(settingsFingerprint(undefined, [directory])).toBe(seen[0]);
  });

  it("says what is missing", () => {
    expect(settingsFingerprint(join(directory, "eddy.yml"), [])).toMatch(/ENOENT.*eddy\.yml/);
  });
});
