import { fileURLToPath } from "node:url";
import { compare, countResets, countScrapes, samples, type Difference } from "./checks.ts";
import { Killer, type Killed, type Killing } from "./killer.ts";
import type { Expected } from "./ledger.ts";
import { Publisher } from "./publisher.ts";
import { foldedAndScraped, isReady, type Scene } from "../eddy-scene.ts";
import { compareStates, type DumpDifference } from "./state.ts";

/** Directory of the test's pack, seen from test/dist/crash. */
export const PACKS = fileURLToPath(new URL("../../crash/packs", import.meta.url));

/** What a run with kills is made of. */
export interface CrashRun {
  readonly killing: Killing;
  readonly random: () => number;
  /** Program that forks as a publisher. */
  readonly program: string;
  readonly tell: (line: string) => void;
}

/** What was found after a run. */
export interface Findings {
  readonly expected: Expected;
  /** What Prometheus showed at the end, by key (see ledger.ts). */
  readonly found: ReadonlyMap<string, number>;
  readonly killed: Killed;
  readonly difference: Difference;
  readonly resets: number;
  readonly scrapes: { readonly tried: number; readonly answered: number };
}

/** Publishes, kills meanwhile, lets Eddy catch up, and compares with the ledger. */
export async function crash({ killing, random, program, tell }: CrashRun, scene: Scene): Promise<Findings> {
  const publisher = new Publisher(program, scene.nats.url, killing.messages);
  const killer = new Killer(random, tell);
  const begunMs = performance.now();
  try {
    await killer.run(killing, scene, publisher);
    const expected = await publisher.finish();
    const seconds = (performance.now() - begunMs) / 1000;
    tell(`${expected.stored} messages stored in ${seconds.toFixed(1)} s, ${Math.round(expected.stored / seconds)}/s`);
    await isReady(scene.eddy);
    await foldedAndScraped(scene);
    const found = await samples(scene.prometheus);
    return {
      expected, found, killed: killer.killed,
      difference: compare(expected, found),
      resets: await countResets(scene.prometheus, expected),
      scrapes: await countScrapes(scene.prometheus),
    };
  } finally {
    publisher.kill();
  }
}

/** Stops Eddy in order, so that its newest checkpoint stands for all it folded, and folds the log again beside it. */
export async function stopAndCompareStates({ eddy }: Scene): Promise<DumpDifference> {
  await eddy.stop();
  return compareStates(eddy);
}
