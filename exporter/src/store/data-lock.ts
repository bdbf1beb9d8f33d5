import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "./system-error.ts";

/** Another Eddy works on the same data directory. */
export class DataLockedError extends Error {
  override readonly name = "DataLockedError";
  readonly code = "data_locked";
}

/**
 * Takes a data directory for this process, making it if it isn't there; two Eddys on one would overwrite
 * each other's checkpoints. A lock left by a process that is gone is taken over. Returns the release.
 * Throws DataLockedError, and the system's error where the directory can't be written.
 */
export function lockData(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, "lock");
  try {
    writeFileSync(path, ownerText(process.pid), { flag: "wx" });
  } catch (fault) {
    if (!isSystemError(fault, "EEXIST")) throw fault;
    const owner = readFileSync(path, "utf8");
    const pid = Number(owner.split(" ")[0]);
    if (pid !== process.pid && isAlive(pid) && ownerText(pid) === owner) {
      throw new DataLockedError(`${directory} is in use by process ${pid}: stop it, or set another directory as data in eddy.yml`);
    }
    writeFileSync(path, ownerText(process.pid));
  }
  return () => { rmSync(path, { force: true }); };
}

/** A process by its number and, where the system tells, its start: numbers are given again after a reboot. */
function ownerText(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${pid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""}`;
  } catch {
    return `${pid}`;
  }
}

/** Signal 0 asks only; EPERM means that it lives and is someone else's. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return isSystemError(fault, "EPERM");
  }
}
