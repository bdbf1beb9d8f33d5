import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort, pause } from "../../child-server.ts";
import { cpuSecondsOf, memoryOf } from "./process-usage.ts";
import type { Reading } from "./raw-run.ts";
import { longestTurnMs, watched } from "./watched.ts";

const program = fileURLToPath(new URL("../../../../exporter/bin/eddy.mjs", import.meta.url));
const packs = fileURLToPath(new URL("../../../bench/packs", import.meta.url));
/** What the bench's pack says its measure is scored by. */
const packsDetector = "detect: z-score";
const askMs = 20;

/** An exporter with a folder of its own, started anew on it as often as wanted. */
export class BenchExporter {
  readonly directory = mkdtempSync(join(tmpdir(), "eddy-bench-"));
  readonly port: number;
  readonly #agent = new Agent({ keepAlive: true });
  #child: ChildProcess | undefined;
  #startedMs = 0;
  #begun: { readonly atMs: number; readonly cpuSeconds: number } | undefined;
  /** Checkpoints written since the start. */
  checkpoints = 0;

  readonly #profile: readonly string[];

  /** `profile` is a folder for CPU profiles, if they are wanted. */
  static async at(natsUrl: string, profile?: string): Promise<BenchExporter> {
    return new BenchExporter(natsUrl, await freePort(), { profile });
  }

  /** One whose pack names another detector. */
  static async scoringBy(natsUrl: string, detector: string): Promise<BenchExporter> {
    return new BenchExporter(natsUrl, await freePort(), { detector });
  }

  private constructor(natsUrl: string, port: number, { profile, detector }: { readonly profile?: string | undefined; readonly detector?: string }) {
    this.port = port;
    this.#profile = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
    writeFileSync(join(this.directory, "eddy.yml"), JSON.stringify({
      nats: { url: natsUrl }, log: { max_bytes: "4GiB" }, data: join(this.directory, "data"),
      packs: [detector === undefined ? packs : this.#packsWith(detector)],
    }));
  }

  /** A copy of the bench's pack with another detector; returns the folder of packs. */
  #packsWith(detector: string): string {
    const text = readFileSync(join(packs, "bench/pack.yml"), "utf8");
    if (!text.includes(packsDetector)) throw new Error(`the bench's pack must say "${packsDetector}"`);
    const folder = join(this.directory, "packs");
    mkdirSync(join(folder, "bench"), { recursive: true });
    writeFileSync(join(folder, "bench/pack.yml"), text.replace(packsDetector, `detect: ${detector}`));
    return folder;
  }

  /** Starts it; it reads the log at once. */
  start(): void {
    const { args, env } = watched(this.#probe);
    this.#startedMs = performance.now();
    this.#begun = undefined;
    this.checkpoints = 0;
    const child = spawn(process.execPath, [
      ...args, ...this.#profile, program, "--config.file", join(this.directory, "eddy.yml"), "--web.listen-address", `127.0.0.1:${this.port}`,
      "--log.level", "debug", "--log.format", "json",
    ], { env, stdio: ["ignore", "ignore", "pipe"] });
    createInterface({ input: child.stderr }).on("line", (line) => { this.#note(line); });
    process.once("exit", () => { child.kill("SIGKILL"); });
    this.#child = child;
  }

  /** Waits until it has caught up; the time counts from when it began to read, `sinceStart` from before the process was there. */
  async caughtUp(): Promise<Reading & { readonly sinceStartSeconds: number }> {
    while ((await this.#status("/-/ready")) !== 200) await pause(askMs);
    const atMs = performance.now();
    const begun = this.#begun;
    if (begun === undefined) throw new Error("the exporter is ready and never said that it reads the log");
    return {
      seconds: (atMs - begun.atMs) / 1000,
      cpuSeconds: cpuSecondsOf(this.#pid) - begun.cpuSeconds,
      sinceStartSeconds: (atMs - this.#startedMs) / 1000,
    };
  }

  memory(): ReturnType<typeof memoryOf> {
    return memoryOf(this.#pid);
  }

  longestTurnMs(): Promise<number> {
    return longestTurnMs(this.#pid, this.#probe);
  }

  /** Ends it in order: it writes a last checkpoint. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }

  /** Ends it and deletes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    this.#agent.destroy();
    rmSync(this.directory, { recursive: true, force: true });
  }

  get #pid(): number {
    return this.#child?.pid ?? 0;
  }

  get #probe(): string {
    return join(this.directory, "probe");
  }

  #note(line: string): void {
    const entry = JSON.parse(line) as { readonly level: string; readonly msg: string };
    if (entry.msg === "reading the log") this.#begin();
    else if (entry.msg === "checkpoint written") this.checkpoints++;
    else if (entry.level === "warn" || entry.level === "error") process.stdout.write(`  exporter: ${line}\n`);
  }

  /** From here on it works; what came before, loading modules above all, was start-up. */
  #begin(): void {
    this.#begun = { atMs: performance.now(), cpuSeconds: cpuSecondsOf(this.#pid) };
    process.kill(this.#pid, "SIGUSR2");
  }

  async #status(path: string): Promise<number> {
    if (this.#child?.exitCode !== null) throw new Error("the exporter ended by itself");
    return new Promise((resolve) => {
      const request = get({ agent: this.#agent, host: "127.0.0.1", port: this.port, path }, (response) => {
        response.resume().once("end", () => { resolve(response.statusCode ?? 0); });
      });
      request.once("error", () => { resolve(0); });
    });
  }
}
