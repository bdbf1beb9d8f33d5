import { fork, type ChildProcess } from "node:child_process";
import type { Expected } from "./ledger.ts";
import type { Told } from "./publish.ts";

/** The publisher's process, seen from outside. */
export class Publisher {
  #stored = 0;
  #expected: Expected | undefined;
  readonly #child: ChildProcess;
  #ended: Error | undefined;
  #waiters: (() => void)[] = [];

  /** Forks this program (see main.ts) as a publisher of at least so many messages. */
  constructor(program: string, url: string, least: number) {
    this.#child = fork(program, ["publish", url, String(least)]);
    process.on("exit", () => { this.#child.kill("SIGKILL"); });
    this.#child.on("message", (told: Told) => {
      if ("stored" in told) this.#stored = told.stored;
      else this.#expected = told.expected;
      this.#wake();
    });
    this.#child.on("exit", (code) => {
      this.#ended = new Error(`the publisher ended with code ${String(code)}`);
      this.#wake();
    });
  }

  /** Messages in the log so far, to the hundred. */
  get stored(): number {
    return this.#stored;
  }

  /** Resolves when so many are stored. */
  async reaches(stored: number): Promise<void> {
    await this.#until(() => this.#stored >= stored);
  }

  /** Tells it that it may end, and resolves with its ledger once it did. */
  async finish(): Promise<Expected> {
    this.#child.send("finish");
    await this.#until(() => this.#expected !== undefined);
    if (this.#expected === undefined) throw new Error("the publisher kept its ledger");
    return this.#expected;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#ended !== undefined) throw this.#ended;
      await new Promise<void>((resolve) => { this.#waiters.push(resolve); });
    }
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
