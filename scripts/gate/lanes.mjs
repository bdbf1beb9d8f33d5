import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs lanes at the same time, the stages of one lane one after the other, by `runStage(stage, stdio)`. One lane alone
 * writes to the terminal; of several, each stage's output comes in one piece when it has ended. Resolves with the
 * results, in the order of the lanes.
 */
export async function runLanes(lanes, runStage) {
  const runOne = lanes.length === 1 ? (stage) => runStage(stage, "inherit") : (stage) => runKept(stage, runStage);
  const results = await Promise.all(lanes.map(async (lane) => {
    const found = [];
    for (const stage of lane) found.push(await runOne(stage));
    return found;
  }));
  return results.flat();
}

/** Keeps what the stage's programs write in a file, so that two stages don't mix their lines. */
async function runKept(stage, runStage) {
  const folder = mkdtempSync(join(tmpdir(), "eddy-gate-"));
  const path = join(folder, "output");
  const file = openSync(path, "a");
  try {
    return await runStage(stage, file, () => readFileSync(path, "utf8"));
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
