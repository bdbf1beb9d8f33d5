import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { DataLockedError, lockData } from "./data-lock.ts";

let directory: string;
let other: ChildProcess | undefined;

beforeEach(() => { directory = join(mkdtempSync(join(tmpdir(), "eddy-lock-")), "data"); });
afterEach(() => {
  other?.kill("SIGKILL");
  other = undefined;
  rmSync(join(directory, ".."), { recursive: true });
});

/** The lock as the process with this number would have written it. */
function ownerText(pid: number): string {
  if (!existsSync(`/proc/${pid}/stat`)) return `${pid}`;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return `${pid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""}`;
}

function leaveLock(text: string): void {
  lockData(directory);
  writeFileSync(join(directory, "lock"), text);
}

describe("the lock of a data directory", () => {
  it("makes the directory, and is gone when released", () => {
    const release = lockData(directory);
    expect(readFileSync(join(directory, "lock"), "utf8")).toBe(ownerText(process.pid));
    release();
    expect(existsSync(join(directory, "lock"))).toBe(false);
    lockData(directory)();
  });

  it("keeps a second process out and says which one is there", () => {
    other = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
    const pid = other.pid ?? 0;
    leaveLock(ownerText(pid));
    expect(() => lockData(directory)).toThrow(DataLockedError);
    expect(() => lockData(directory)).toThrow(`${directory} is in use by process ${pid}: stop it, or set another directory as data in eddy.yml`);
    expect(readFileSync(join(directory, "lock"), "utf8")).toBe(ownerText(pid));
  });

  it.each([
    { name: "of a process that is gone", text: () => "999999999 1" },
    { name: "of this process itself, restarted under the same number", text: () => `${process.pid} 1` },
    { name: "of a process whose number another one has now", text: () => `${process.ppid} 1` },
    { name: "that was never written whole", text: () => "" },
    { name: "of rubbish", text: () => "-1 rubbish" },
  ])("is taken over where it is one $name", ({ text }) => {
    leaveLock(text());
    lockData(directory);
    expect(readFileSync(join(directory, "lock"), "utf8")).toBe(ownerText(process.pid));
  });

  it("tells the system's error where it can't be written", () => {
    writeFileSync(directory, "a file");
    expect(() => lockData(directory)).toThrow(/EEXIST|ENOTDIR/);
  });
});
