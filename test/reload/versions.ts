import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The crash test's pack, seen from test/dist/reload. */
const BASE = readFileSync(fileURLToPath(new URL("../../crash/packs/crash/pack.yml", import.meta.url)), "utf8");

/** A stream for what no stream of the other version wants: its events are rejected under one version and counted under the other. */
const NOWHERE = `
  nowhere:
    subject: crash.nowhere.{device}
    labels: { device: '{device}' }
    measures:
      seen: { kind: rate, every: 1s }
kpis:
`;

/** Two versions of one pack: the second has another stream, and another detector for one measure. */
const VERSIONS = [
  BASE,
  replaced(replaced(BASE, "\nkpis:\n", NOWHERE), "turns: { from: $.turns, kind: counter }", "turns: { from: $.turns, kind: counter, detect: moving-average }"),
] as const;

/** A version that must be refused. */
const BROKEN = replaced(VERSIONS[1], "kind: gauge", "kind: guage");

/** Puts a version of the pack in place, whole at any moment. */
export function writeVersion(packs: string, version: "broken" | number): void {
  const folder = join(packs, "crash");
  mkdirSync(folder, { recursive: true });
  const text = version === "broken" ? BROKEN : VERSIONS[version % 2 === 0 ? 0 : 1];
  writeFileSync(join(folder, "new.yml"), text);
  renameSync(join(folder, "new.yml"), join(folder, "pack.yml"));
}

function replaced(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`the crash test's pack must hold once: ${from}`);
  return text.replace(from, to);
}
