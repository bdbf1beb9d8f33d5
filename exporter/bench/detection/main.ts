import { randomInt } from "node:crypto";
import { closingLine } from "./closing-line.ts";
import type { Figures } from "./closing-line.ts";
import { HELP, readOptions } from "./options.ts";
import { measure } from "./parts.ts";

const options = readOptions(process.argv.slice(2));
if (options.help) {
  process.stdout.write(HELP);
} else {
  const seed = options.seed ?? randomInt(2 ** 32);
  const figures: Partial<Figures> = {};
  for (const part of options.parts) {
    const measured = await measure(part, options, seed);
    Object.assign(figures, measured.figures);
    if (!options.json) process.stdout.write(`${measured.lines.join("\n")}\n`);
  }
  process.stdout.write(`${closingLine(figures)}\n`);
}
