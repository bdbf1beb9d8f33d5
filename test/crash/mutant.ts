import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Seen from test/dist/crash. */
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PARTS = ["package.json", "bin", "dist", "packs"];

/** A change of the built exporter that makes it faulty. */
export interface Fault {
  /** Within the exporter. */
  readonly file: string;
  /** Stands once in the file, and `wrong` takes its place. */
  readonly right: string;
  readonly wrong: string;
}

/** Runs `use` with bin/eddy.mjs of a copy of the built exporter that has these faults; the copy is gone afterwards. */
export async function withMutant<T>(faults: readonly Fault[], use: (program: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "eddy-mutant-"));
  try {
    const exporter = join(directory, "exporter");
    for (const part of PARTS) cpSync(join(ROOT, "exporter", part), join(exporter, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
    for (const { file, right, wrong } of faults) {
      const text = readFileSync(join(exporter, file), "utf8");
      if (text.split(right).length !== 2) throw new Error(`${file} must hold once: ${right}; tell the self-test that plants it where it stands now`);
      writeFileSync(join(exporter, file), text.replace(right, wrong));
    }
    return await use(join(exporter, "bin/eddy.mjs"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
