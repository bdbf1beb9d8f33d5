// `npm run test:reload [-- --short]`: reloads two versions of a pack in turns under full load, broken ones between them,
// and shows by a ledger, a real Prometheus and the state on disk that nothing is lost, doubled or reset.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { publish } from "../crash/publish.ts";
import type { Reloading } from "./reloads.ts";
import { reload, type Findings, type ReloadRun } from "./run.ts";
import { seesWhatIsWrong } from "./self-test.ts";

/** The limits end a program that hangs; they say nothing about speed. */
const FULL = { reloading: { messages: 200_000, reloads: 100 }, limitMs: 900_000 };
const SHORT = { reloading: { messages: 40_000, reloads: 20 }, limitMs: 420_000 };

const begunMs = performance.now();

function tell(line: string): void {
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
  const { reloading, limitMs } = values.short ? SHORT : FULL;
  // Its children go with it.
  setTimeout(() => {
    tell(`not done after ${limitMs / 1000} s`);
    process.exit(1);
  }, limitMs).unref();
  const run: ReloadRun = { reloading, publisher: fileURLToPath(import.meta.url), tell };
  const findings = await reload(run);
  const { states, reloaded, difference } = findings;
  for (const line of [...reloaded.faults, ...difference.lines]) tell(line);
  tell(states === undefined ? "state equal to one uninterrupted fold" : `state differs:\n  kept  ${states.kept}\n  again ${states.again}`);
  return conclude(reloading, findings, await seesWhatIsWrong(findings, run));
}

/** Prints the figures; true if all is as it must be. */
function conclude({ messages, reloads }: Reloading, findings: Findings, isProved: boolean): boolean {
  const { expected, taken, reloaded, resets, states, difference: { lost, doubled, wrong } } = findings;
  process.stdout.write(`${JSON.stringify({
    test: "reload", stored: expected.stored, reloads: reloaded.taken, refused: reloaded.refused, only_in_second_version: taken,
    lost, doubled, wrong_values: wrong, resets, state_equal: states === undefined, self_test: isProved, seconds: Math.round((performance.now() - begunMs) / 1000),
  })}\n`);
  const isReloaded = reloaded.faults.length === 0 && reloaded.taken + reloaded.refused === reloads && taken > 0;
  return isReloaded && expected.stored >= messages && [lost, doubled, wrong, resets].every((count) => count === 0) && states === undefined && isProved;
}

/** What kept the test from its figures. */
function explain(fault: unknown): boolean {
  tell(fault instanceof Error ? fault.message : String(fault));
  return false;
}

const [role, url = "", least = ""] = process.argv.slice(2);
if (role === "publish") await publish(url, Number(least));
else process.exit((await main().catch(explain)) ? 0 : 1);
