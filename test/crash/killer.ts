import { existsSync, readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { pause } from "../child-server.ts";
import type { EddyServer } from "../eddy-server.ts";
import type { TestServer } from "../servers.ts";
import type { Publisher } from "./publisher.ts";
import type { Scene } from "../eddy-scene.ts";

/** How much is killed while so many messages are stored. */
export interface Killing {
  readonly messages: number;
  readonly kills: number;
  /** Of `kills`, those during a checkpoint at the least. */
  readonly checkpointKills: number;
  readonly serverKills: number;
  /** Each start of the exporter may write one whole checkpoint before it is killed. */
  readonly afterCheckpoint?: boolean;
}

/** What was killed. */
export interface Killed {
  kills: number;
  checkpointKills: number;
  serverKills: number;
}

/** An exporter or server that is down comes back after this long at the most, before which publishing goes on. */
const LONGEST_DOWN_MS = 600;
const LONGEST_DELAY_MS = 300;
/** Checkpoints are a second apart. */
const CHECKPOINT_WITHIN_MS = 15_000;
const LOOK_MS = 20;

/** Kills exporter and server at random moments, spread over what is stored meanwhile. */
export class Killer {
  readonly killed: Killed = { kills: 0, checkpointKills: 0, serverKills: 0 };
  readonly #random: () => number;
  readonly #tell: (line: string) => void;

  constructor(random: () => number, tell: (line: string) => void) {
    this.#random = random;
    this.#tell = tell;
  }

  /** Resolves when all are killed and running again. */
  async run(killing: Killing, { eddy, nats }: Scene, publisher: Publisher): Promise<void> {
    const steps = this.#shuffled([...new Array<"eddy">(killing.kills).fill("eddy"), ...new Array<"server">(killing.serverKills).fill("server")]);
    for (const [i, step] of steps.entries()) {
      await publisher.reaches(((i + this.#random()) / steps.length) * killing.messages);
      await pause(this.#random() * LONGEST_DELAY_MS);
      mustRun(eddy);
      const what = step === "server" ? await this.#killServer(nats) : await this.#killEddy(eddy, killing);
      this.#tell(`${publisher.stored} stored: killed ${what}`);
      await pause(this.#random() * LONGEST_DOWN_MS);
      await (step === "server" ? nats : eddy).start();
    }
  }

  async #killServer(nats: TestServer): Promise<string> {
    await nats.kill();
    this.killed.serverKills++;
    return "nats-server";
  }

  async #killEddy(eddy: EddyServer, { kills, checkpointKills, afterCheckpoint = false }: Killing): Promise<string> {
    if (afterCheckpoint) await anotherCheckpoint(eddy);
    const before = unfinished(eddy);
    const missing = checkpointKills - this.killed.checkpointKills;
    // Early enough that one which came a moment too late can be made good.
    if (missing > 0 && (this.#random() < 0.5 || kills - this.killed.kills <= missing + 2)) await killDuringCheckpoint(eddy);
    else await eddy.kill();
    this.killed.kills++;
    if (unfinished(eddy).every((file) => before.includes(file))) return "the exporter";
    this.killed.checkpointKills++;
    return "the exporter during a checkpoint";
  }

  /** Fisher and Yates. */
  #shuffled<T>(list: T[]): T[] {
    const rest = [...list];
    const drawn: T[] = [];
    while (rest.length > 0) drawn.push(...rest.splice(Math.floor(this.#random() * rest.length), 1));
    return drawn;
  }
}

/** One that ended by itself would be found again later as well, but not why. */
function mustRun(eddy: EddyServer): void {
  try {
    process.kill(eddy.pid, 0);
  } catch {
    throw new Error(`the exporter ended by itself:\n${eddy.output()}`);
  }
}

/** Checkpoints that were begun and not finished; such a file stays until the next one is whole. */
function unfinished({ checkpoints }: EddyServer): string[] {
  return readdirSync(checkpoints).filter((name) => name.endsWith(".tmp")).map((name) => {
    const { ino, mtimeMs } = statSync(join(checkpoints, name));
    return `${name} ${ino} ${mtimeMs}`;
  });
}

/** Resolves when one more is whole. */
async function anotherCheckpoint(eddy: EddyServer): Promise<void> {
  const list = (): string => readdirSync(eddy.checkpoints).filter((name) => name.endsWith(".eddy")).join();
  const before = list();
  const giveUpMs = performance.now() + CHECKPOINT_WITHIN_MS;
  while (list() === before) {
    if (performance.now() > giveUpMs) throw new Error(`no checkpoint within ${CHECKPOINT_WITHIN_MS} ms:\n${eddy.output()}`);
    await pause(LOOK_MS);
  }
}

/** Kills in the callback that tells of the temporary file. */
async function killDuringCheckpoint(eddy: EddyServer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      watcher.close();
      reject(new Error(`no checkpoint within ${CHECKPOINT_WITHIN_MS} ms:\n${eddy.output()}`));
    }, CHECKPOINT_WITHIN_MS);
    const watcher = watch(eddy.checkpoints, (_event, file) => {
      if (file?.endsWith(".tmp") !== true || !existsSync(join(eddy.checkpoints, file))) return;
      watcher.close();
      clearTimeout(timer);
      eddy.kill().then(resolve, reject);
    });
  });
}
