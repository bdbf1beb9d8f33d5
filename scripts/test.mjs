// `npm test`: the whole gate. `npm test -- unit` runs the set-up and that stage alone.
// Node builtins only: it installs the npm packages.
import { STAGES } from "./gate/stages.mjs";
import { explain, Fault } from "./setup/fault.mjs";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());

/** The stages that were asked for; the set-up always, since the others need it. */
function chosenStages(names) {
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) throw new Fault(`a stage must be one of ${STAGES.map(({ name }) => name).join(", ")}, got ${unknown}: npm test -- unit`);
  return STAGES.filter(({ name }, index) => names.length === 0 || index === 0 || names.includes(name));
}

/** Runs one stage; what it can't even begin with counts as one failure. */
async function runStage({ name, run }) {
  console.log(`\n== ${name}`);
  const begin = performance.now();
  const result = await run(stop.signal).catch((error) => {
    console.log(stop.signal.aborted ? "broken off" : explain(error));
    return { passed: 0, failed: 1, broken: true };
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`== ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
  return result;
}

async function main() {
  const total = { passed: 0, failed: 0 };
  try {
    for (const stage of chosenStages(process.argv.slice(2))) {
      const { passed, failed, broken } = await runStage(stage);
      total.passed += passed;
      total.failed += failed;
      // Without a set-up every other stage would fail by the same reason.
      if (stop.signal.aborted || (broken === true && stage === STAGES[0])) break;
    }
  } catch (error) {
    console.log(explain(error));
    total.failed += 1;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exit(await main());
