/** One flag of a command. Values come from the command line, else from the environment, else the default. */
export interface Flag {
  /** As typed after `--`, for example `config.file` or `speed`. */
  readonly name: string;
  readonly type: "string" | "boolean";
  /** Shown in --help behind the name, for example `FILE`. */
  readonly placeholder?: string;
  readonly help: string;
  readonly default?: string;
  /** Environment variable read when the flag is absent. */
  readonly env?: string;
}

/** What a command was called with; flags that are absent and have no default are undefined. */
export interface Arguments {
  readonly positional: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

/** Where a command writes; passed in so that tests can read it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Aborted on SIGINT and SIGTERM. */
  readonly stop: AbortSignal;
}

/** One `eddy` command as registry.ts lists it: known without what it is made of. */
export interface ListedCommand {
  readonly name: string;
  /** Positional arguments as shown in --help, for example `<subject> <json>`. */
  readonly usage: string;
  readonly summary: string;
  /** Flags shown by `eddy --help` too: of the command that needs no name. */
  readonly shownFlags?: readonly Flag[];
  /** Imports its module, and with it all that only this command needs. */
  readonly load: () => Promise<Command>;
}

/** What a command takes and does. */
export interface Command {
  readonly flags: readonly Flag[];
  /** Command lines that work when pasted. */
  readonly examples: readonly string[];
  /** When the exit code is 1, for --help; default: what the outside did, told in a sentence. */
  readonly failsWhen?: string;
  /** Resolves with the exit code: 0 done, 1 failed, 2 wrong use. Throws for faults that main.ts prints as one sentence. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

/** Thrown for a wrong call or configuration: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
