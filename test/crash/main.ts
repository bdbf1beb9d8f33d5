// `npm run test:crash [-- --short] [-- --seed N]`: kills the exporter and NATS again and again under full load, and
// shows by a ledger, a real Prometheus and the state on disk that every message counts exactly once.
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { publish } from "./publish.ts";
import { seededRandom } from "./random.ts";
import { PACKS, crash, stopAndCompareStates, type CrashRun, type Findings } from "./run.ts";
import { withScene } from "../eddy-scene.ts";
import { seesDoubledMessage, seesLostMessage, seesReaderAtPosition } from "./self-test.ts";

const FULL = { killing: { messages: 300_000, kills: 10, checkpointKills: 2, serverKills: 2 }, limitMs: 360_000 };
const SHORT = { killing: { messages: 60_000, kills: 4, checkpointKills: 1, serverKills: 1 }, limitMs: 150_000 };
const SEEDS = 1_000_000;

const begunMs = performance.now();

function tell(line: string): void {
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { short: { type: "boolean", default: false }, seed: { type: "string", default: String(randomInt(SEEDS)) } } });
  const { killing, limitMs } = values.short ? SHORT : FULL;
  // Its children go with it.
  setTimeout(() => {
    tell(`not done after ${limitMs / 1000} s`);
    process.exit(1);
  }, limitMs).unref();
  tell(`seed ${values.seed}`);
  const run: CrashRun = { killing, random: seededRandom(Number(values.seed)), program: fileURLToPath(import.meta.url), tell };
  return withScene({ packs: PACKS }, async (scene) => {
    const findings = await crash(run, scene);
    const { difference, scrapes } = findings;
    tell(`Prometheus scraped ${scrapes.tried} times, ${scrapes.answered} answered`);
    for (const line of difference.lines) tell(line);
    const states = await stopAndCompareStates(scene);
    tell(states === undefined ? "state equal to one uninterrupted fold" : `state differs:\n  kept  ${states.kept}\n  again ${states.again}`);
    const proofs = {
      "one message less": seesLostMessage(findings),
      "one message doubled": await seesDoubledMessage(scene, findings.expected),
      "a reader at the position": await seesReaderAtPosition(run),
    };
    for (const [fault, isSeen] of Object.entries(proofs)) tell(`self-test: ${fault} is ${isSeen ? "found" : "NOT found"}`);
    return conclude(killing, findings, { state_equal: states === undefined, self_test: Object.values(proofs).every(Boolean) });
  });
}

/** Prints the figures; true if all is as it must be. */
function conclude(killing: CrashRun["killing"], { expected, killed, difference, resets, scrapes }: Findings, proved: { state_equal: boolean; self_test: boolean }): boolean {
  const { lost, doubled, wrong } = difference;
  process.stdout.write(`${JSON.stringify({
    test: "crash", stored: expected.stored, kills: killed.kills, checkpoint_kills: killed.checkpointKills, server_kills: killed.serverKills,
    lost, doubled, wrong_values: wrong, resets, ...proved, scrapes: scrapes.answered, seconds: Math.round((performance.now() - begunMs) / 1000),
  })}\n`);
  const isKilled = killed.kills >= killing.kills && killed.checkpointKills >= killing.checkpointKills && killed.serverKills >= killing.serverKills;
  return isKilled && expected.stored >= killing.messages && [lost, doubled, wrong, resets].every((count) => count === 0)
    && scrapes.answered > 0 && proved.state_equal && proved.self_test;
}

/** What kept the test from its figures. */
function explain(fault: unknown): boolean {
  tell(fault instanceof Error ? fault.message : String(fault));
  return false;
}

const [role, url = "", least = ""] = process.argv.slice(2);
if (role === "publish") await publish(url, Number(least));
else process.exit((await main().catch(explain)) ? 0 : 1);
