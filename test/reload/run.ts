import { STREAM_FAMILIES } from "eddy-exporter/contract";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, countResets, samples, type Difference } from "../crash/checks.ts";
import { sampleKey, type Expected } from "../crash/ledger.ts";
import { Publisher } from "../crash/publisher.ts";
import { compareStates, type DumpDifference } from "../crash/state.ts";
import { foldedAndScraped, withScene, type Scene } from "../eddy-scene.ts";
import { reloadUnderLoad, type Reloaded, type Reloading } from "./reloads.ts";
import { writeVersion } from "./versions.ts";

/** What a run with reloads is made of. */
export interface ReloadRun {
  readonly reloading: Reloading;
  /** Program that forks as a publisher. */
  readonly publisher: string;
  readonly tell: (line: string) => void;
}

/** What was found after a run. */
export interface Findings {
  readonly expected: Expected;
  /** Newest samples, with the stream that comes and goes counted where the ledger counts its messages. */
  readonly found: ReadonlyMap<string, number>;
  /** Messages that the stream of the second version got. */
  readonly taken: number;
  readonly reloaded: Reloaded;
  readonly difference: Difference;
  readonly resets: number;
  /** Where the state kept parts from one fold of the same log by the Eddy of this checkout. */
  readonly states: DumpDifference;
}

const received = (stream: string): string => sampleKey(STREAM_FAMILIES.eventsReceived.name, { stream });

/** Reloads under load among fresh servers, and compares with the ledger. `program`: bin/eddy.mjs of another build. */
export async function reload(run: ReloadRun, program?: string): Promise<Findings> {
  const packs = mkdtempSync(join(tmpdir(), "eddy-reload-"));
  writeVersion(packs, 0);
  try {
    return await withScene({ packs, program, flags: ["--web.enable-lifecycle"] }, async (scene) => {
      const findings = await reloadAmong(run, packs, scene);
      await scene.eddy.stop();
      return { ...findings, states: await compareStates(scene.eddy) };
    });
  } finally {
    rmSync(packs, { recursive: true, force: true });
  }
}

async function reloadAmong({ reloading, publisher: program, tell }: ReloadRun, packs: string, scene: Scene): Promise<Omit<Findings, "states">> {
  const publisher = new Publisher(program, scene.nats.url, reloading.messages);
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
    return { expected, found, taken, reloaded, difference: compare(expected, found), resets: await countResets(scene.prometheus, expected) };
  } finally {
    publisher.kill();
  }
}
