import type { Command, Flag, ListedCommand } from "./command.ts";

/** What `eddy --help` prints: the commands, and the flags of the one that needs no name. */
export function overview(commands: readonly ListedCommand[]): string {
  const rows = commands.map((command) => [call(command), command.summary] as const);
  const shown = commands.filter(({ shownFlags }) => shownFlags !== undefined);
  return [
    "eddy reads event streams from NATS and serves Prometheus metrics, anomaly scores and KPIs.",
    "",
    "Commands:",
    ...columns(rows),
    "",
    "eddy alone is eddy run. Flags and examples of a command: eddy <command> --help; version: eddy --version",
    ...shown.flatMap(({ name, shownFlags = [] }) => ["", `Flags of eddy ${name}:`, ...columns(shownFlags.map(flagRow))]),
    "",
  ].join("\n");
}

/** What `eddy <command> --help` prints. */
export function commandHelp(listed: ListedCommand, command: Command): string {
  const lines = [`${call(listed)}${command.flags.length > 0 ? " [flags]" : ""}`, "", listed.summary];
  if (command.flags.length > 0) lines.push("", "Flags:", ...columns(command.flags.map(flagRow)));
  if (command.examples.length > 0) lines.push("", "Examples:", ...command.examples.map((example) => `  ${example}`));
  lines.push("", `Exit code: 0 done, 1 ${command.failsWhen ?? "failed"}, 2 wrong use or settings.`);
  return [...lines, ""].join("\n");
}

function call({ name, usage }: ListedCommand): string {
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
