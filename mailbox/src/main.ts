// The mailbox of the demo: node mailbox/dist/main.js --http-port 10334 --smtp-port 10335
import { parseArgs } from "node:util";
import { Box } from "./box.ts";
import { serveSmtp } from "./smtp.ts";
import { serveWeb } from "./web.ts";

const tell = (line: string): void => { process.stderr.write(`mailbox: ${line}\n`); };

function port(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`--${name} must be a port from 0 to 65535, got ${text}`);
  return Number(text);
}

try {
  const { values } = parseArgs({ options: { "http-port": { type: "string", default: "10334" }, "smtp-port": { type: "string", default: "10335" } } });
  const box = new Box(() => Date.now()); // eslint-disable-line no-restricted-properties -- the one place that reads the clock
  await serveSmtp(box, port("smtp-port", values["smtp-port"]), tell);
  await serveWeb(box, port("http-port", values["http-port"]));
  // Nothing is kept, so there is nothing to be finished.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => { process.exit(0); });
  tell(`open http://127.0.0.1:${values["http-port"]}/`);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
