// Writes checkpoint-v<version>[-<name>].eddy.gz: the state behind message 9,000 of the golden log, as the Eddy of this checkout
// keeps it. Run it after a build, once for each version that was released, and before a detector is laid out otherwise, with
// a name, for example auto2; pipeline/golden.test.ts loads all of them.
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { FoldState } from "../dist/pipeline/fold-state.js";
import { Fold } from "../dist/pipeline/fold.js";
import { NO_EFFECTS } from "../dist/pipeline/ports.js";
import { SNAPSHOT_VERSION, takeSnapshot } from "../dist/pipeline/snapshot.js";
import { writeCheckpoint } from "../dist/store/checkpoint-file.js";

const UNTIL = 9_000;
const here = new URL("./", import.meta.url);

const fold = new Fold(new FoldState(), NO_EFFECTS);
const lines = gunzipSync(await readFile(new URL("log.ndjson.gz", here))).toString().split("\n").slice(0, UNTIL);
for (const [i, line] of lines.entries()) {
  const { subject, ms, ns, payload, headers } = JSON.parse(line);
  const reader = headers && { get: (name) => headers[name] ?? "" };
  const event = { subject, sequence: i + 1, storeTimeMs: ms, storeTimeNs: ns, payload: Buffer.from(payload, "base64"), headers: reader };
  while (!fold.apply(event));
}

const [, , name] = process.argv;
const path = new URL(`checkpoint-v${SNAPSHOT_VERSION}${name === undefined ? "" : `-${name}`}.eddy`, here);
const file = await open(path, "w");
await writeCheckpoint(file, takeSnapshot(fold));
await file.close();
await writeFile(new URL(`${path.href}.gz`), gzipSync(await readFile(path), { level: 9 }));
await rm(path);
