import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** How to run a server and how to see that it answers. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** True as soon as it serves; asked every 20 ms. */
  readonly answers: () => Promise<boolean>;
}

/** A real server under test. Ends with the process that started it, at the latest. */
export interface ChildServer {
  readonly pid: number;
  /** The end of what it wrote. */
  output(): string;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again, after `stop` or `kill`, with the same port and data. */
  start(): Promise<void>;
}

const startMs = 10_000;
const outputLength = 20_000;
const living = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/** Starts a server and waits until it answers; throws with its output if it doesn't within 10 s. */
export async function startChild(command: ServerCommand): Promise<ChildServer> {
  let output = "";
  let child: ChildProcess | undefined;
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    const running = spawn(command.program, command.args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...command.env } });
    child = running;
    living.add(running);
    running.once("exit", () => living.delete(running));
    const keep = (text: Buffer): void => { output = (output + text.toString()).slice(-outputLength); };
    running.stdout.on("data", keep);
    running.stderr.on("data", keep);
    let failed: Error | undefined;
    running.once("error", (error) => { failed = error; });
    const giveUpMs = performance.now() + startMs;
    while (!(await command.answers())) {
      if (failed !== undefined) throw failed;
      if (running.exitCode !== null || performance.now() > giveUpMs) {
        await end("SIGKILL");
        throw new Error(`${command.program} did not start:\n${output}`);
      }
      await pause(20);
    }
  };
  await start();
  return {
    get pid() { return child?.pid ?? 0; },
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    start,
  };
}

/** A port of 127.0.0.1 that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Resolves after so many milliseconds. */
export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, delayMs); });
}
