// `npm run test:reload [-- --short]`: reloads two versions of a pack in turns under full load, broken ones between them,
// and shows by a ledger, a real Prometheus and the state on disk that nothing is lost, doubled or reset.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { STREAM_FAMILIES } from "eddy-exporter/contract";
import { compare, countResets, samples, type Difference } from "../crash/checks.ts";
import { sampleKey, type Expected } from "../crash/ledger.ts";
import { publish } from "../crash/publish.ts";
import { Publisher } from "../crash/publisher.ts";
import { compareStates } from "../crash/state.ts";
import { foldedAndScraped, withScene, type Scene } from "../eddy-scene.ts";
import { reloadUnderLoad, type Reloaded, type Reloading } from "./reloads.ts";
import { writeVersion } from "./versions.ts";

const FULL = { reloading: { messages: 200_000, reloads: 100 }, limitMs: 240_000 };
const SHORT = { reloading: { messages: 40_000, reloads: 20 }, limitMs: 120_000 };

const begunMs = performance.now();

function tell(line: string): void {
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

interface Findings {
  readonly expected: Expected;
  /** Newest samples, with the stream that comes and goes counted where the ledger counts its messages. */
  readonly found: ReadonlyMap<string, number>;
  /** Messages that the stream of the second version got. */
  readonly taken: number;
  readonly reloaded: Reloaded;
  readonly resets: number;
}

const received = (stream: string): string => sampleKey(STREAM_FAMILIES.eventsReceived.name, { stream });

async function reload(reloading: Reloading, packs: string, scene: Scene): Promise<Findings> {
  const publisher = new Publisher(fileURLToPath(import.meta.url), scene.nats.url, reloading.messages);
  try {
    const reloaded = await reloadUnderLoad(reloading, packs, scene.eddy, publisher);
    const expected = await publisher.finish();
    tell(`${expected.stored} messages stored, ${reloaded.taken} versions taken, ${reloaded.refused} broken ones refused`);
    await foldedAndScraped(scene);
    const shown = await samples(scene.prometheus);
    const taken = shown.get(received("crash_nowhere")) ?? 0;
    const found = new Map(shown);
    for (const key of [received("_unmatched"), sampleKey(STREAM_FAMILIES.eventsRejected.name, { stream: "_unmatched", reason: "no_stream" })]) {
      found.set(key, (shown.get(key) ?? 0) + taken);
    }
    return { expected, found, taken, reloaded, resets: await countResets(scene.prometheus, expected) };
  } finally {
    publisher.kill();
  }
}

/** True if one event more or less in the ledger is seen as one lost or doubled. */
function seesWhatIsWrong({ expected, found }: Findings): boolean {
  const [key, count] = Object.entries(expected.counts)[0] ?? ["", 0];
  const besides = (more: number): Difference => compare({ ...expected, counts: { ...expected.counts, [key]: count + more } }, found);
  return besides(1).lost === 1 && besides(-1).doubled === 1;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
  const { reloading, limitMs } = values.short ? SHORT : FULL;
  // Its children go with it.
  setTimeout(() => {
    tell(`not done after ${limitMs / 1000} s`);
    process.exit(1);
  }, limitMs).unref();
  const packs = mkdtempSync(join(tmpdir(), "eddy-reload-"));
  writeVersion(packs, 0);
  try {
    return await withScene({ packs, flags: ["--web.enable-lifecycle"] }, async (scene) => {
      const findings = await reload(reloading, packs, scene);
      await scene.eddy.stop();
      const states = await compareStates(scene.eddy);
      tell(states === undefined ? "state equal to one uninterrupted fold" : `state differs:\n  kept  ${states.kept}\n  again ${states.again}`);
      return conclude(reloading, findings, states === undefined);
    });
  } finally {
    rmSync(packs, { recursive: true, force: true });
  }
}

/** Prints the figures; true if all is as it must be. */
function conclude({ messages, reloads }: Reloading, findings: Findings, isStateEqual: boolean): boolean {
  const { expected, found, taken, reloaded, resets } = findings;
  const { lost, doubled, wrong, lines } = compare(expected, found);
  for (const line of [...reloaded.faults, ...lines]) tell(line);
  const isProved = seesWhatIsWrong(findings);
  process.stdout.write(`${JSON.stringify({
    test: "reload", stored: expected.stored, reloads: reloaded.taken, refused: reloaded.refused, only_in_second_version: taken,
    lost, doubled, wrong_values: wrong, resets, state_equal: isStateEqual, self_test: isProved, seconds: Math.round((performance.now() - begunMs) / 1000),
  })}\n`);
  const isReloaded = reloaded.faults.length === 0 && reloaded.taken + reloaded.refused === reloads && taken > 0;
  return isReloaded && expected.stored >= messages && [lost, doubled, wrong, resets].every((count) => count === 0) && isStateEqual && isProved;
}

const [role, url = "", least = ""] = process.argv.slice(2);
if (role === "publish") await publish(url, Number(least));
else process.exit((await main()) ? 0 : 1);
