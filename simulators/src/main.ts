import { systemClock } from "./model/clock.ts";
import { HELP, OptionError, readOptions } from "./options.ts";
import { print, publish } from "./run.ts";

const output = { data: (line: string): void => { process.stdout.write(`${line}\n`); } };
const tell = (line: string): void => { process.stderr.write(`simulators: ${line}\n`); };

const stopping = new AbortController();
// Also the second one: npm passes on the Ctrl-C that the terminal has already sent to the whole group.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => { stopping.abort(); });
// A reader such as `head` that has enough ends the printing.
process.stdout.once("error", () => { process.exit(0); });

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) process.stdout.write(HELP);
  else if (options.print) print(options, output);
  else await publish(options, { clock: systemClock, stop: stopping.signal, tell }, output);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
