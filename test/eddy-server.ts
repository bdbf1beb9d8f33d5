import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort, startChild, type ChildServer } from "./child-server.ts";

/** npm runs every test in the root of the checkout. */
const BUILT = resolve("exporter/bin/eddy.mjs");
const LONGEST_OUTPUT_BYTES = 1 << 30;

/** What an Eddy under test is started with. */
export interface EddyOptions {
  /** eddy.yml without `data`. */
  readonly config: string;
  /** bin/eddy.mjs of another build; default: the one of this checkout. */
  readonly program?: string | undefined;
  /** Flags of `eddy run` besides. */
  readonly flags?: readonly string[] | undefined;
}

/** The built exporter with a folder of its own. */
export interface EddyServer extends ChildServer {
  readonly port: number;
  /** Where its checkpoints are. */
  readonly checkpoints: string;
  /** Folder for whatever else the test needs; gone after `remove`. */
  readonly directory: string;
  /** Runs `eddy …` of the checkout with the same eddy.yml; its output, or an error with what it said. */
  command(...args: readonly string[]): Promise<string>;
  /** kill -9 and delete its folder. */
  remove(): Promise<void>;
}

/** Starts the built exporter; resolves at once, before it answers, so that it can be killed at any moment. */
export async function startEddy({ config, program = BUILT, flags = [] }: EddyOptions): Promise<EddyServer> {
  const directory = mkdtempSync(join(tmpdir(), "eddy-exporter-"));
  const data = join(directory, "data");
  const file = join(directory, "eddy.yml");
  mkdirSync(join(data, "checkpoints"), { recursive: true });
  writeFileSync(file, `data: ${JSON.stringify(data)}\n${config}\n`);
  const port = await freePort();
  const child = await startChild({
    program: process.execPath,
    args: [program, "--config.file", file, "--web.listen-address", `127.0.0.1:${port}`, ...flags],
    answers: () => Promise.resolve(true),
  });
  return {
    get pid() { return child.pid; },
    output: () => child.output(),
    stop: () => child.stop(),
    kill: () => child.kill(),
    start: () => child.start(),
    port,
    checkpoints: join(data, "checkpoints"),
    directory,
    command: async (...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, [BUILT, ...args, "--config.file", file], { maxBuffer: LONGEST_OUTPUT_BYTES });
      return stdout;
    },
    remove: async () => {
      await child.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
