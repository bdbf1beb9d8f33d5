import { parseArgs } from "node:util";
import type { Environment } from "../config/environment.ts";
import { nearest } from "../pack/nearest.ts";
import type { Arguments, Flag } from "./command.ts";
import { UsageError } from "./command.ts";

/** The command whose arguments are read. */
interface Called {
  readonly name: string;
  readonly flags: readonly Flag[];
}

/** Numbers below zero look like flags but are values. */
const negativeNumber = /^-\.?\d/;

/**
 * Reads a command's arguments: command line first, then environment, then defaults.
 * A flag given twice counts as given last. Throws a UsageError that names the flag and what it wants.
 */
export function parseArguments(command: Called, argv: readonly string[], env: Environment): Arguments {
  const flags: Record<string, string | boolean | undefined> = {};
  for (const flag of command.flags) flags[flag.name] = fromEnvironment(flag, env) ?? flag.default;

  const positional = new Map<number, string>();
  const options = Object.fromEntries(command.flags.map(({ name, type }) => [name, { type }]));
  // Not strict: its own faults don't say which flag would have been right, and it refuses `--speed -1`.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    const text = argv[token.index] ?? "";
    if (token.kind === "positional") positional.set(token.index, token.value);
    else if (negativeNumber.test(text)) positional.set(token.index, text);
    else flags[token.name] = fromCommandLine(command, token);
  }
  return { positional: [...positional.values()], flags };
}

function fromCommandLine(command: Called, token: { name: string; rawName: string; value?: string | undefined }): string | boolean {
  const flag = command.flags.find(({ name }) => name === token.name && token.rawName.startsWith("--"));
  if (flag === undefined) {
    const right = nearest(token.name, command.flags.map(({ name }) => name));
    throw new UsageError(
      right === undefined
        ? `unknown flag ${token.rawName}; see eddy ${command.name} --help`
        : `unknown flag ${token.rawName}; did you mean --${right}?`,
    );
  }
  if (flag.type === "boolean") {
    if (token.value === undefined) return true;
    throw new UsageError(`--${flag.name} takes no value, got ${JSON.stringify(token.value)}`);
  }
  if (token.value === undefined) throw new UsageError(`--${flag.name} needs a value: --${flag.name} ${flag.placeholder ?? "VALUE"}`);
  return token.value;
}

function fromEnvironment(flag: Flag, env: Environment): string | boolean | undefined {
  const value = flag.env === undefined ? undefined : env[flag.env];
  if (value === undefined || value === "") return undefined;
  if (flag.type === "string") return value;
  if (value === "1" || value === "true") return true;
  if (value === "0" || value === "false") return false;
  throw new UsageError(`environment: ${flag.env ?? ""} must be true, false, 1 or 0, got ${JSON.stringify(value)}`);
}
