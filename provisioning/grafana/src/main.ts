// Writes the dashboards: `npm run dashboards -- [--packs DIR]… [--out DIR]`.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packOutlines } from "eddy-exporter/packs";
import { dashboards, fileOf, textOf } from "./index.ts";

const { values } = parseArgs({
  options: {
    // Directories of packs beside ours, as in `packs:` of eddy.yml.
    packs: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: fileURLToPath(new URL("../dashboards/", import.meta.url)) },
  },
});

const made = dashboards(packOutlines(values.packs));
for (const folder of new Set(made.map((named) => named.folder))) {
  const path = join(values.out, folder);
  mkdirSync(path, { recursive: true });
  for (const file of readdirSync(path)) if (/^eddy-.+\.json$/.test(file)) rmSync(join(path, file));
}
for (const named of made) {
  const path = join(values.out, fileOf(named));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, textOf(named));
}
process.stdout.write(`${made.length} dashboards written to ${values.out}\n`);
