import { ConfigError } from "../config/config-error.ts";
import type { Environment } from "../config/environment.ts";
import { PackError } from "../pack/faults.ts";
import { nearest } from "../pack/nearest.ts";
import type { ListedCommand, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { commandHelp, overview } from "./help.ts";
import { parseArguments } from "./parse.ts";
import { eddyVersion } from "./version.ts";

/** What `dispatch` needs beside the arguments. */
export interface Dispatch {
  /** The first one runs when none is named. */
  readonly commands: readonly ListedCommand[];
  readonly env: Environment;
  readonly terminal: Terminal;
}

/** Runs the command that `argv` (without node and script) names and gives the exit code. Never rejects. */
export async function dispatch(argv: readonly string[], { commands, env, terminal }: Dispatch): Promise<number> {
  try {
    const name = argv[0]?.startsWith("-") === true ? undefined : argv[0];
    const rest = name === undefined ? argv : argv.slice(1);
    if (name === undefined && has(rest, "--version")) return print(terminal, `eddy ${eddyVersion()}\n`);
    const asksHelp = has(rest, "--help", "-h");
    if (asksHelp && name === undefined) return print(terminal, overview(commands));
    const listed = find(commands, name);
    const command = await listed.load();
    if (asksHelp) return print(terminal, commandHelp(listed, command));
    return await command.run(parseArguments({ name: listed.name, flags: command.flags }, rest, env), terminal);
  } catch (error) {
    return explain(error, terminal);
  }
}

function print(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}

/** Everything behind `--` belongs to the command. */
function has(argv: readonly string[], ...names: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? argv.length : end).some((argument) => names.includes(argument));
}

function find(commands: readonly ListedCommand[], name: string | undefined): ListedCommand {
  const command = name === undefined ? commands[0] : commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const right = nearest(name ?? "", commands.map((candidate) => candidate.name));
  throw new UsageError(`unknown command ${name ?? ""}; ${right === undefined ? "see eddy --help" : `did you mean eddy ${right}?`}`);
}

/** Wrong use is told in a sentence, so is what the outside did to us; all else is our fault and shows where. */
function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof PackError) {
    terminal.err(`eddy: ${error.message}\n`);
    return 2;
  }
  if (error instanceof Error && isExpected(error)) terminal.err(`eddy: ${error.message}\n`);
  else terminal.err(`eddy: unexpected fault, please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

/** Our classes for the outside's faults and the system's errors carry a `code`; `ERR_…` is Node's for programming faults. */
function isExpected(error: Error): boolean {
  return "code" in error && typeof error.code === "string" && !error.code.startsWith("ERR_");
}
