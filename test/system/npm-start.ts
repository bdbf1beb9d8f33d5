import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** The root of the project; npm runs every test there. */
export const root = resolve(".");

// Below the ports that the system hands out by itself; apart for runs at the same time.
const FIRST_OFFSET = 11_000;
let starts = 0;

const READY = "Ctrl-C ends all of it";
const INSTALLED = /^installed$/m;
const POLL_MS = 50;

/** How one `npm start` is to be called; by default in a new data folder, which `remove` deletes. */
export interface StartOptions {
  /** Flags behind `npm start --`, port offset and data folder excepted. */
  readonly flags?: readonly string[];
  readonly data?: string;
  readonly natsUrl?: string;
}

/** One `npm start` on ports and in a data folder of its own. */
export class NpmStart {
  readonly data: string;
  readonly offset = FIRST_OFFSET + (process.pid % 9_000) + starts++ * 10;
  readonly natsUrl: string;
  /** When it said `installed`, ms since 1970. */
  installedMs = NaN;
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = "";

  constructor({ flags = [], data, natsUrl }: StartOptions = {}) {
    this.data = data ?? mkdtempSync(join(tmpdir(), "eddy-start-"));
    this.natsUrl = `nats://127.0.0.1:${this.port(4222)}`;
    const env = natsUrl === undefined ? process.env : { ...process.env, EDDY_NATS_URL: natsUrl };
    const args = ["start", "--", ...flags, "--port-offset", String(this.offset), "--data", this.data];
    // A process group of its own, as a terminal gives to its foreground job: Ctrl-C goes to all of it.
    this.#process = spawn("npm", args, { cwd: root, detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => { this.#read(text); });
    }
    this.#ended = new Promise((resolve) => { this.#process.once("close", resolve); });
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** A port of the table, given without the offset. */
  port(standard: number): number {
    return standard + this.offset;
  }

  /** Resolves when the table is printed; rejects with the output when it ended or took longer than `limitMs`. */
  async ready(limitMs: number): Promise<void> {
    const deadlineMs = Date.now() + limitMs;
    while (!this.#output.includes(READY)) {
      const over = this.#process.exitCode !== null ? "ended" : Date.now() > deadlineMs ? "took too long" : undefined;
      if (over !== undefined) throw new Error(`npm start ${over}:\n${this.#output}`);
      await sleep(POLL_MS);
    }
  }

  /** Resolves with the exit code, once it has ended by itself or by `interrupt`. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Presses Ctrl-C, or sends another signal to npm's group; resolves with the exit code. */
  interrupt(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
    if (this.#process.pid !== undefined && this.#process.exitCode === null) process.kill(-this.#process.pid, signal);
    return this.#ended;
  }

  /** Process ids of what it runs, by name. */
  children(): ReadonlyMap<string, number> {
    const lock = JSON.parse(readFileSync(join(this.data, "lock"), "utf8")) as { children: { name: string; pid: number }[] };
    return new Map(lock.children.map(({ name, pid }) => [name, pid]));
  }

  /** Runs a command as a user would in the project's folder, with this NATS. Resolves with what it printed; rejects unless it ends with 0. */
  async shell(command: string): Promise<string> {
    const { stdout } = await promisify(execFile)("bash", ["-c", command], { cwd: root, env: { ...process.env, EDDY_NATS_URL: this.natsUrl } });
    return stdout;
  }

  /** Ends it if it runs and deletes its data. */
  async remove(): Promise<void> {
    await this.interrupt();
    rmSync(this.data, { recursive: true, force: true });
  }

  #read(text: string): void {
    this.#output += text;
    if (Number.isNaN(this.installedMs) && INSTALLED.test(this.#output)) this.installedMs = Date.now();
  }
}

/** Whether a process, or another one of its group, is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
