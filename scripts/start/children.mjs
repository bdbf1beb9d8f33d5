import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { Fault } from "../setup/fault.mjs";

/** How long a child may take to end by itself: the exporter writes a checkpoint, Prometheus its head. */
const PATIENCE_MS = 10_000;
const LAST_LINES = 8;

const after = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs));

/** Sends a signal to a whole process group; false where nothing is left to receive it. */
function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
    return false;
  }
}

const lastLines = (file) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-LAST_LINES).map((line) => `  ${line}`).join("\n");

/** The log of the start before is kept, older ones are not: they would grow for ever. */
function openLog(file) {
  if (existsSync(file)) renameSync(file, `${file}.1`);
  return openSync(file, "w");
}

/**
 * The programs that one start runs, each in a process group of its own: Ctrl-C in the terminal reaches us only,
 * and we end them in order.
 */
export class Children {
  #data;
  #running = [];
  #reportDeath;
  /** Rejects with a Fault when a child ends before it was told to. */
  died = new Promise((_, reject) => {
    this.#reportDeath = reject;
  });

  constructor(data) {
    this.#data = data;
    // Whoever waits learns of it; that nobody waits just now is no mistake.
    this.died.catch(() => {});
  }

  start(name, { program, args, env }) {
    const file = this.#data.logFile(name);
    const log = openLog(file);
    const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], env: { ...process.env, ...env } });
    closeSync(log);
    const ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(code === null ? `signal ${signal}` : `exit code ${code}`));
    });
    ended.then((how) => this.#reportDeath(new Fault(`${name} ended by itself (${how}): see the end of ${file}\n${lastLines(file)}`)));
    if (child.pid === undefined) return;
    this.#running.push({ name, pid: child.pid, ended });
    this.#data.note({ name, pid: child.pid, program });
  }

  /** Ends all in the order that their work needs, each with SIGTERM and, where that is not enough, SIGKILL. */
  async stopAll() {
    const order = ["simulators", "exporter", "grafana", "prometheus", "alertmanager", "mailbox", "nats"];
    const running = this.#running.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    for (const { name, pid, ended } of running) {
      console.log(`stopping ${name}`);
      signalGroup(pid, "SIGTERM");
      await Promise.race([ended, after(PATIENCE_MS)]);
      // Also what the child itself has started and left; it takes a moment to be gone.
      for (const begin = performance.now(); signalGroup(pid, "SIGKILL") && performance.now() - begin < PATIENCE_MS; ) await after(20);
    }
  }
}
