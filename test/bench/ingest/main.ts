import { measureAgainst } from "./against.ts";
import { measureManySeries } from "./many-series.ts";
import { readOptions } from "./options.ts";
import { say } from "./scene.ts";
import { measureThroughput } from "./throughput.ts";

// Ends its servers on the way out.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => { process.exit(1); });
const options = readOptions(process.argv.slice(2));
const measured = options.against === undefined
  ? { ...(await measureThroughput(options)), ...(await measureManySeries(options)) }
  : await measureAgainst(options.against, options);
const figures = { bench: "ingest", ...measured };
for (const [name, value] of Object.entries(figures).slice(1)) {
  say(`  ${name.padEnd(30)} ${typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 3 }) : value}`);
}
say(JSON.stringify(figures));
