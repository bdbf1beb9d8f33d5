import { UsageError } from "./command.ts";

/** Name and value of a flag `--header 'NAME: VALUE'`. Throws UsageError. */
export function readHeader(text: string): [name: string, value: string] {
  const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--header must be 'NAME: VALUE', got ${JSON.stringify(text)}`);
  return [name, value];
}
