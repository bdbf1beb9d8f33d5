import { randomInt } from "node:crypto";
import { closingLine } from "./closing-line.ts";
import type { Figures } from "./closing-line.ts";
import { HELP, readOptions } from "./options.ts";
import type { BenchOptions } from "./options.ts";
import { measure } from "./parts.ts";

async function judge(options: BenchOptions): Promise<void> {
  const seed = options.seed ?? randomInt(2 ** 32);
  const figures: Partial<Figures> = {};
  for (const part of options.parts) {
    const measured = await measure(part, options, seed);
    Object.assign(figures, measured.figures);
    if (!options.json) process.stdout.write(`${measured.lines.join("\n")}\n`);
  }
  process.stdout.write(`${closingLine(figures)}\n`);
}

function read(): BenchOptions | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`bench:detection: ${error instanceof Error ? error.message : String(error)}; --help shows the flags\n`);
    return undefined;
  }
}

const options = read();
if (options === undefined) process.exitCode = 2;
else if (options.help) process.stdout.write(HELP);
else await judge(options);
