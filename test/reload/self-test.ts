import { compare, type Difference } from "../crash/checks.ts";
import { withMutant, type Fault } from "../crash/mutant.ts";
import { reload, type Findings, type ReloadRun } from "./run.ts";

/** Reloads that an Eddy with a fault must not survive unseen. */
const MUTANT_RELOADING = { messages: 6_000, reloads: 2 };

/** What an Eddy could do wrong at a reload. */
const MUTANTS: Readonly<Record<string, readonly Fault[]>> = {
  "a reload that resets the totals": [
    { file: "dist/pipeline/fold-state.js", right: "counts: this.counts(stream.name)", wrong: "counts: (this.tables.counts[stream.name] = noCounts())" },
  ],
  "a reload that loses the next event": [
    { file: "dist/pipeline/fold.js", right: "if (event.subject === CONTROL_PACK)", wrong: "if (this.loses = event.subject === CONTROL_PACK)" },
    { file: "dist/pipeline/fold.js", right: "this.#event = event;", wrong: "if (this.loses) { this.loses = false; return; } this.#event = event;" },
  ],
};

/** True if one event more or less in the ledger is seen as one lost or doubled, and each mutant by its counts and its state. */
export async function seesWhatIsWrong(findings: Findings, run: ReloadRun): Promise<boolean> {
  const proofs = { "one event more or less": seesOneEvent(findings) };
  for (const [name, faults] of Object.entries(MUTANTS)) Object.assign(proofs, { [name]: await seesMutant(faults, run) });
  for (const [fault, isSeen] of Object.entries(proofs)) run.tell(`self-test: ${fault} is ${isSeen ? "found" : "NOT found"}`);
  return Object.values(proofs).every(Boolean);
}

function seesOneEvent({ expected, found }: Findings): boolean {
  const [key, count] = Object.entries(expected.counts)[0] ?? ["", 0];
  const besides = (more: number): Difference => compare({ ...expected, counts: { ...expected.counts, [key]: count + more } }, found);
  return besides(1).lost === 1 && besides(-1).doubled === 1;
}

async function seesMutant(faults: readonly Fault[], run: ReloadRun): Promise<boolean> {
  return withMutant(faults, async (program) => {
    const { difference, reloaded, states } = await reload({ ...run, reloading: MUTANT_RELOADING }, program);
    return reloaded.taken === MUTANT_RELOADING.reloads && difference.lost > 0 && states !== undefined;
  });
}
