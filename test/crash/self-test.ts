import { connect } from "@nats-io/transport-node";
import { jetstream } from "@nats-io/jetstream";
import { compare, samples } from "./checks.ts";
import type { Expected } from "./ledger.ts";
import { withMutant, type Fault } from "./mutant.ts";
import { PACKS, crash, stopAndCompareStates, type CrashRun, type Findings } from "./run.ts";
import { foldedAndScraped, isReady, withScene, type Scene } from "../eddy-scene.ts";
import { rateEntry } from "./traffic.ts";

/** An Eddy that reads the message at its position a second time, and has lost the fold's own guard against that. */
const READS_AT_POSITION: readonly Fault[] = [
  { file: "dist/run/session.js", right: "return position.sequence + 1;", wrong: "return position.sequence;" },
  { file: "dist/pipeline/fold.js", right: "event.sequence <= tables.position.sequence", wrong: "event.sequence < tables.position.sequence" },
];

/** Kills that an Eddy with the fault must not survive unseen. */
const MUTANT_KILLING = { messages: 12_000, kills: 2, checkpointKills: 0, serverKills: 0, afterCheckpoint: true };

/** Stores one event of the ledger's last a second time, without an id; true if exactly that is seen. */
export async function seesDoubledMessage(scene: Scene, expected: Expected): Promise<boolean> {
  await scene.eddy.start();
  await isReady(scene.eddy);
  const connection = await connect({ servers: scene.nats.url });
  const { subject, payload } = rateEntry(1, Date.now());
  await jetstream(connection).publish(subject, payload);
  await connection.close();
  await foldedAndScraped(scene);
  const { lost, doubled, wrong } = compare(expected, await samples(scene.prometheus));
  return lost === 0 && doubled === 1 && wrong === 1;
}

/** True if a ledger with one message that was never stored is one short of what was found. */
export function seesLostMessage({ expected, found }: Findings): boolean {
  const [key, count] = Object.entries(expected.counts)[0] ?? ["", 0];
  return compare({ ...expected, counts: { ...expected.counts, [key]: count + 1 } }, found).lost === 1;
}

/** True if an Eddy that begins to read at its position, not behind it, is found out by counts and by state. */
export function seesReaderAtPosition(run: CrashRun): Promise<boolean> {
  return withMutant(READS_AT_POSITION, (program) => withScene({ packs: PACKS, program }, async (scene) => {
    const { difference } = await crash({ ...run, killing: MUTANT_KILLING }, scene);
    const states = await stopAndCompareStates(scene);
    run.tell(`with the reader started at the position: doubled ${difference.doubled}, state ${states === undefined ? "equal" : "not equal"}`);
    return difference.doubled > 0 && difference.lost === 0 && states !== undefined;
  }));
}
