import type { Terminal } from "./cli/command.ts";
import { dispatch } from "./cli/dispatch.ts";
import { commands } from "./cli/registry.ts";
import { environment } from "./config/environment.ts";

const stop = new AbortController();
// Also the second one: npm passes on the Ctrl-C that the terminal has already sent to the whole group.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => { stop.abort(); });
// `eddy state dump | head` is no fault of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stop: stop.signal,
};
process.exitCode = await dispatch(process.argv.slice(2), { commands, env: environment, terminal });
