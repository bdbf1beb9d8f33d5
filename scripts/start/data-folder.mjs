import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../setup/fault.mjs";

const FREE_BYTES_NEEDED = 2 ** 30;
const GIBIBYTE = 2 ** 30;

/** The command line of a process, "" where there is none. */
function commandLine(pid) {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** Throws while the start that wrote the lock, or something that it started, is alive. */
function checkAbandoned(folder, { pid, children }) {
  if (commandLine(pid).includes("start.mjs")) {
    throw new Fault(`${folder} is in use by another npm start (process ${pid}): end that one, or npm start -- --port-offset 100 --data DIR`);
  }
  // A process id may have gone to somebody else since: only a command line that names the same program counts.
  const left = children.filter((child) => commandLine(child.pid).includes(child.program));
  if (left.length > 0) {
    const names = left.map(({ name }) => name).join(", ");
    throw new Fault(`an earlier npm start was killed and left ${names} running: kill ${left.map((child) => child.pid).join(" ")}`);
  }
}

function makeFolder(path) {
  try {
    mkdirSync(join(path, "logs"), { recursive: true });
  } catch (error) {
    throw new Fault(`${path} can't be made (${error.code}): npm start -- --data DIR with a folder that you may write to`);
  }
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  if (freeBytes < FREE_BYTES_NEEDED) {
    throw new Fault(`${path} has ${(freeBytes / GIBIBYTE).toFixed(1)} GiB free, but ${FREE_BYTES_NEEDED / GIBIBYTE} GiB is needed: free some, or npm start -- --data DIR on another disk`);
  }
}

function takeLock(path, lock) {
  for (;;) {
    try {
      return writeFileSync(lock, JSON.stringify({ pid: process.pid, children: [] }), { flag: "wx" });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    checkAbandoned(path, readLock(lock));
    rmSync(lock, { force: true });
  }
}

/** A lock that was cut short (full disk, power) names nobody. */
function readLock(lock) {
  try {
    return JSON.parse(readFileSync(lock, "utf8"));
  } catch {
    return { pid: 0, children: [] };
  }
}

/**
 * Makes the folder where one start keeps everything, and locks it against a second one.
 * Throws a Fault where it can't be written, is nearly full or in use.
 */
export function openDataFolder(path) {
  makeFolder(path);
  const lock = join(path, "lock");
  takeLock(path, lock);
  const children = [];
  return {
    path,
    /** Where a child's output goes. */
    logFile: (name) => join(path, "logs", `${name}.log`),
    /** Notes a child in the lock, so that a later start finds it if we are killed. */
    note(child) {
      children.push(child);
      writeFileSync(lock, JSON.stringify({ pid: process.pid, children }));
    },
    release: () => rmSync(lock, { force: true }),
  };
}
