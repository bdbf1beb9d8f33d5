import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The spine's bench, from the root of the repository. */
const PROGRAM = "test/dist/bench/ingest/main.js";
const MESSAGES = 500_000;
const ROUNDS = 3;

/** Figure of the closing line. */
export interface IngestFigures {
  readonly ingest_ratio_auto_over_z: number;
}

/**
 * Messages a second of the whole exporter that scores by the detector over those with `z-score`, by the spine's bench
 * in a process of its own: median of rounds in turns. `detect` as a pack says it, in JSON. Throws where nats-server is missing.
 */
export async function measureIngest(detect: string): Promise<{ figures: IngestFigures; lines: string[] }> {
  const args = [join(process.cwd(), PROGRAM), "--against", detect, "--messages", `${MESSAGES}`, "--rounds", `${ROUNDS}`];
  const { stdout } = await run(process.execPath, args);
  const lines = stdout.trim().split("\n");
  const { detector_ratio: ratio } = JSON.parse(lines.at(-1) ?? "") as { detector_ratio: number };
  return { figures: { ingest_ratio_auto_over_z: ratio }, lines: ["  ingest, against z-score", ...lines.slice(0, -1).map((line) => `  ${line}`)] };
}
