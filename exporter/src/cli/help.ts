import type { Command, Flag } from "./command.ts";

/** What `eddy --help` prints: the commands, and the flags of the first, which needs no name. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [call(command), command.summary] as const);
  return [
    "eddy reads event streams from NATS and serves Prometheus metrics, anomaly scores and KPIs.",
    "",
    "Commands:",
    ...columns(rows),
    "",
    "eddy alone is eddy run. Flags and examples of a command: eddy <command> --help; version: eddy --version",
    ...(commands[0] === undefined || commands[0].flags.length === 0 ? [] : ["", `Flags of eddy ${commands[0].name}:`, ...columns(commands[0].flags.map(flagRow))]),
    "",
  ].join("\n");
}

/** What `eddy <command> --help` prints. */
export function commandHelp(command: Command): string {
  const lines = [`${call(command)}${command.flags.length > 0 ? " [flags]" : ""}`, "", command.summary];
  if (command.flags.length > 0) lines.push("", "Flags:", ...columns(command.flags.map(flagRow)));
  if (command.examples.length > 0) lines.push("", "Examples:", ...command.examples.map((example) => `  ${example}`));
  lines.push("", `Exit code: 0 done, 1 ${command.failsWhen ?? "failed"}, 2 wrong use or settings.`);
  return [...lines, ""].join("\n");
}

function call({ name, usage }: Command): string {
  return usage === "" ? `eddy ${name}` : `eddy ${name} ${usage}`;
}

function flagRow(flag: Flag): readonly [string, string] {
  const value = flag.type === "boolean" ? "" : ` ${flag.placeholder ?? "VALUE"}`;
  const notes = [
    ...(flag.default === undefined ? [] : [`default ${flag.default}`]),
    ...(flag.env === undefined ? [] : [`or $${flag.env}`]),
  ];
  return [`--${flag.name}${value}`, notes.length === 0 ? flag.help : `${flag.help} (${notes.join("; ")})`];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
