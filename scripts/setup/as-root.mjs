import { run } from "./command.mjs";

export const isRoot = () => process.getuid?.() === 0;

/** Runs a command as root; without a terminal sudo must not wait for a password that nobody can type. */
export function asRoot(command, options) {
  const sudo = process.stdin.isTTY ? ["sudo"] : ["sudo", "-n"];
  const [program, ...args] = isRoot() ? command : [...sudo, ...command];
  return run(program, args, options);
}
