// `npm test`: the whole gate. `npm test -- unit` runs the set-up and that stage alone.
// Node builtins only: it installs the npm packages.
import { runLanes } from "./gate/lanes.mjs";
import { ROUNDS } from "./gate/stages.mjs";
import { explain, Fault } from "./setup/fault.mjs";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());

/** The rounds with the stages that were asked for; the set-up always, since the others need it. */
function chosenRounds(names) {
  const known = new Set(ROUNDS.flat(2).map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw new Fault(`a stage must be one of ${[...known].join(", ")}, got ${unknown}: npm test -- unit`);
  const isChosen = ({ name }) => names.length === 0 || name === "set-up" || names.includes(name);
  const rounds = ROUNDS.map((lanes) => lanes.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0));
  return rounds.filter((lanes) => lanes.length > 0);
}

/** Runs one stage; what it can't even begin with counts as one failure. `kept` tells its output where the terminal has not had it. */
async function runStage({ name, part, run }, stdio, kept) {
  const title = part === undefined ? name : `${name}, ${part}`;
  if (kept === undefined) console.log(`\n== ${title}`);
  const begin = performance.now();
  let fault = "";
  const result = await run(stop.signal, stdio).catch((error) => {
    fault = stop.signal.aborted ? "broken off" : explain(error);
    return { passed: 0, failed: 1, broken: true };
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  if (kept !== undefined) console.log(`\n== ${title}\n${kept().trimEnd()}`);
  if (fault !== "") console.log(fault);
  console.log(`== ${title}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
  return result;
}

async function main() {
  const total = { passed: 0, failed: 0 };
  try {
    for (const [index, lanes] of chosenRounds(process.argv.slice(2)).entries()) {
      const results = await runLanes(lanes, runStage);
      for (const { passed, failed } of results) {
        total.passed += passed;
        total.failed += failed;
      }
      // Without a set-up every other stage would fail by the same reason.
      if (stop.signal.aborted || (index === 0 && results.some(({ broken }) => broken === true))) break;
    }
  } catch (error) {
    console.log(explain(error));
    total.failed += 1;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exit(await main());
