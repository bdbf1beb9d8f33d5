import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pause } from "../../child-server.ts";

/** Module for `node --import` that watches the event loop of a process. */
const probe = new URL("loop-probe.js", import.meta.url).href;

/** Node's arguments and environment for a process whose loop is watched. */
export function watched(file: string): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  return { args: ["--import", probe], env: { ...process.env, EDDY_BENCH_PROBE: file } };
}

/** Longest turn of a watched process since it was asked last, ms; the timer's own 1 ms included. */
export async function longestTurnMs(pid: number, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  await written(pid, file);
  return Number(readFileSync(file, "utf8"));
}

/** Throws if the process ends before. */
async function written(pid: number, file: string): Promise<void> {
  while (!existsSync(file)) {
    await pause(5);
    process.kill(pid, 0);
  }
}

/** A process that only sleeps, 1 ms at a time: its longest turn is what the machine adds to anybody's. */
export class Sleeper {
  readonly #file: string;
  readonly #child;

  constructor(directory: string) {
    this.#file = join(directory, "sleeper");
    const { args, env } = watched(this.#file);
    this.#child = spawn(process.execPath, [...args, "--eval", "setInterval(() => undefined, 1e9)"], { env, stdio: "ignore" });
    process.once("exit", () => { this.#child.kill("SIGKILL"); });
  }

  /** Resolves when it can be asked. */
  async ready(): Promise<void> {
    await written(this.#child.pid ?? 0, this.#file);
  }

  longestTurnMs(): Promise<number> {
    return longestTurnMs(this.#child.pid ?? 0, this.#file);
  }

  async end(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}
