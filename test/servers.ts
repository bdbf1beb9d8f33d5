import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { freePort, startChild, type ChildServer } from "./child-server.ts";

/** A running server with an address and a folder of its own. */
export interface TestServer extends ChildServer {
  /** `nats://127.0.0.1:…` or `http://127.0.0.1:…`. */
  readonly url: string;
  readonly port: number;
  /** Its data; gone after `remove`. */
  readonly directory: string;
  /** kill -9 and delete its folder. */
  remove(): Promise<void>;
}

/** One nats-server on this machine. */
export interface NatsProgram {
  /** Its version. */
  readonly name: string;
  readonly path: string;
}

/** The distribution's nats-server: `EDDY_NATS_SERVER`, else from PATH or the folders of administrators. Throws if there is none. */
function installedNats(): NatsProgram {
  const path = process.env["EDDY_NATS_SERVER"] ?? find("nats-server");
  return { name: versionOf(path), path };
}

/** The distribution's nats-server and a current one; where that can't be had, says so on standard output. */
export function natsPrograms(): NatsProgram[] {
  const answer = execFileSync(process.execPath, ["scripts/nats-current.mjs"], { encoding: "utf8" }).trim();
  const installed = installedNats();
  if (!answer.startsWith("not run:")) return [installed, { name: versionOf(answer), path: answer }];
  process.stdout.write(`facts on a current nats-server: ${answer}\n`);
  return [installed];
}

/** nats-server with JetStream on a free port; `config` is added to its configuration, which may name variables of `env`. */
export async function startNats(program = installedNats(), config = "", env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), "eddy-nats-"));
  const file = join(directory, "nats.conf");
  writeFileSync(file, `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(directory)} }\n${config}\n`);
  return startIn({ directory, port, scheme: "nats", program: program.path, args: ["-c", file], env, answers: () => greets(port) });
}

/** Prometheus with this configuration (YAML) on a free port. */
export async function startPrometheus(config: string): Promise<TestServer> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), "eddy-prometheus-"));
  const file = join(directory, "prometheus.yml");
  writeFileSync(file, config);
  const args = [`--config.file=${file}`, `--storage.tsdb.path=${join(directory, "data")}`, `--web.listen-address=127.0.0.1:${port}`];
  return startIn({ directory, port, scheme: "http", program: process.env["EDDY_PROMETHEUS"] ?? find("prometheus"), args, answers: () => isOk(`http://127.0.0.1:${port}/-/ready`) });
}

/** Alertmanager with this configuration (YAML) on a free port. */
export async function startAlertmanager(config: string): Promise<TestServer> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), "eddy-alertmanager-"));
  const file = join(directory, "alertmanager.yml");
  writeFileSync(file, config);
  const args = [`--config.file=${file}`, `--storage.path=${join(directory, "data")}`, `--web.listen-address=127.0.0.1:${port}`, "--cluster.listen-address="];
  return startIn({ directory, port, scheme: "http", program: find("prometheus-alertmanager", "alertmanager"), args, answers: () => isOk(`http://127.0.0.1:${port}/-/ready`) });
}

/** The demo's mailbox, built, on free ports; its page at `url`, SMTP at `smtpPort`. */
export async function startMailbox(): Promise<TestServer & { readonly smtpPort: number }> {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const args = [resolve("mailbox/dist/main.js"), "--http-port", String(port), "--smtp-port", String(smtpPort)];
  const directory = mkdtempSync(join(tmpdir(), "eddy-mailbox-"));
  const server = await startIn({ directory, port, scheme: "http", program: process.execPath, args, answers: () => isOk(`http://127.0.0.1:${port}/`) });
  return Object.assign(server, { smtpPort });
}

async function isOk(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ?? false;
}

interface Start {
  readonly directory: string;
  readonly port: number;
  readonly scheme: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly answers: () => Promise<boolean>;
}

async function startIn({ directory, port, scheme, program, args, env, answers }: Start): Promise<TestServer> {
  const erase = (): void => { rmSync(directory, { recursive: true, force: true }); };
  const child = await startChild({ program, args, env, answers }).catch((error: unknown) => {
    erase();
    throw error;
  });
  return {
    get pid() { return child.pid; },
    output: () => child.output(),
    stop: () => child.stop(),
    kill: () => child.kill(),
    start: () => child.start(),
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    directory,
    remove: async () => {
      await child.kill();
      erase();
    },
  };
}

/** A nats-server speaks first. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (greeted: boolean): void => {
      socket.destroy();
      resolve(greeted);
    };
    socket.once("data", () => { answer(true); });
    socket.once("error", () => { answer(false); });
    socket.once("close", () => { answer(false); });
  });
}

/** The first program of these names; distributions differ. */
function find(...programs: readonly [string, ...string[]]): string {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  for (const path of programs.flatMap((program) => folders.map((folder) => join(folder, program)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this one.
    }
  }
  throw new Error(`${programs[0]} is not installed: npm start installs it, or: apt-get install ${programs[0]}`);
}

function versionOf(path: string): string {
  return execFileSync(path, ["--version"], { encoding: "utf8" }).replace(/^.*v/s, "").trim();
}
