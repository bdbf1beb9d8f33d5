// `npm run test:infer [-- --short]`: `eddy infer` on what each simulator says, on recordings beside the checkout and on files made here, each with a
// key made by hand. Tells F1 over {time, id, labels, measures} and the share of the records that the written pack maps.
import { execFile, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import type { InferCase } from "./case.ts";
import { madeFiles } from "./made.ts";
import { recordings } from "./recordings.ts";
import { scoreOf, type Inferred } from "./score.ts";
import { simulated } from "./simulated.ts";

/** Seen from test/dist/infer. */
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const EDDY = join(ROOT, "exporter/bin/eddy.mjs");
const SIMULATORS = join(ROOT, "simulators/dist/main.js");
const BARS = { f1: 0.8, mapped: 0.95 };
/** Ends a program that hangs. */
const LIMIT_MS = 300_000;
/** Messages of one simulator that are looked at. */
const MOST_MESSAGES = 10_000;
/** In the short form: ten minutes of these simulators, these made files, no recordings. */
const SHORT = { for: "10m", simulators: ["business", "system", "logs"], made: ["meters", "gateway", "cloudevents", "server"] };

interface Printed {
  readonly pack: string;
  readonly streams: readonly Inferred[];
  readonly share: { readonly records: number; readonly mapped: number };
}

interface Result {
  readonly name: string;
  readonly f1: number;
  readonly mapped: number;
}

/** Runs the program and judges what it says. */
async function judge({ name, file, subject, streams }: InferCase): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [EDDY, "infer", subject, "--from", file, "--json"], { cwd: ROOT, timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 });
  const { share, streams: found } = JSON.parse(stdout) as Printed;
  const { f1, missing, wrong } = scoreOf(found, streams);
  const mapped = share.records === 0 ? 0 : share.mapped / share.records;
  const notes = [...missing.map((claim) => `  missing ${claim}`), ...wrong.map((claim) => `  wrong   ${claim}`)];
  process.stdout.write([`${name.padEnd(22)} f1 ${f1.toFixed(3)}  mapped ${mapped.toFixed(4)} of ${share.records}`, ...notes, ""].join("\n"));
  return { name, f1, mapped };
}

/** Half an hour of all simulators, as recorded messages, one file each. */
async function simulate(directory: string, isShort: boolean): Promise<InferCase[]> {
  const child = spawn(process.execPath, [SIMULATORS, "--print", "--past", "0s", "--for", isShort ? SHORT.for : "30m", "--no-injections", "--start", "2025-06-02T00:00:00Z"], { stdio: ["ignore", "pipe", "inherit"] });
  const files = new Map<string, { readonly path: string; readonly out: ReturnType<typeof createWriteStream>; count: number }>();
  for await (const line of createInterface({ input: child.stdout })) {
    const { kind, subject, body } = JSON.parse(line) as { kind: string; subject: string; body: unknown };
    const domain = subject.split(".")[0] ?? "";
    if (kind !== "event" || (isShort && !SHORT.simulators.includes(domain))) continue;
    let file = files.get(domain);
    if (file === undefined) {
      const path = join(directory, `${domain}.ndjson`);
      file = { path, out: createWriteStream(path), count: 0 };
      files.set(domain, file);
    }
    if (file.count++ < MOST_MESSAGES) file.out.write(`${JSON.stringify({ subject, payload: body })}\n`);
  }
  await Promise.all([...files.values()].map(({ out }) => new Promise<void>((resolve) => { out.end(resolve); })));
  return [...files].map(([domain, { path }]) => {
    const streams = simulated[domain];
    if (streams === undefined) throw new Error(`simulator ${domain} needs a key in test/infer/simulated.ts`);
    return { name: `simulator ${domain}`, file: path, subject: `${domain}.>`, streams };
  });
}

function made(directory: string, isShort: boolean): InferCase[] {
  return madeFiles.filter(({ name }) => !isShort || SHORT.made.includes(name)).map(({ name, file, key, text }) => {
    const path = join(directory, file);
    writeFileSync(path, text());
    return { name, file: path, subject: `made.${name}`, streams: [{ subject: `made.${name}`, ...key }] };
  });
}

function present(): InferCase[] {
  return recordings.filter(({ name, file }) => {
    const isThere = existsSync(join(ROOT, file));
    if (!isThere) process.stdout.write(`${name}: skipped, ${file} is not beside this checkout\n`);
    return isThere;
  });
}

async function main(): Promise<number> {
  const { short: isShort } = parseArgs({ options: { short: { type: "boolean", default: false } } }).values;
  const directory = mkdtempSync(join(tmpdir(), "eddy-infer-"));
  try {
    const results: Result[] = [];
    for (const one of [...await simulate(directory, isShort), ...(isShort ? [] : present()), ...made(directory, isShort)]) results.push(await judge(one));
    const f1 = results.map((result) => result.f1);
    const summary = {
      test: "infer", files: results.length,
      f1_min: rounded(Math.min(...f1)), f1_mean: rounded(f1.reduce((sum, value) => sum + value, 0) / f1.length),
      mapped_min: rounded(Math.min(...results.map(({ mapped }) => mapped))),
    };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return summary.f1_min >= BARS.f1 && summary.mapped_min >= BARS.mapped ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Never up to what it is not. */
function rounded(value: number): number {
  return Math.floor(value * 1e4) / 1e4;
}

process.exit(await main());
