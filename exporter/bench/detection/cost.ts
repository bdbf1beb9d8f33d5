import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fold } from "#exporter/pipeline/fold";
import { NO_EFFECTS } from "#exporter/pipeline/ports";
import { takeSnapshot } from "#exporter/pipeline/snapshot";
import { CheckpointDirectory } from "#exporter/store/checkpoints";
import { seededRandom } from "#exporter/model/random";
import { CostScene } from "./cost-scene.ts";
import { figure, line } from "./lines.ts";

const BATCH_EVENTS = 1000;
const BATCHES = 300;
const PAYLOAD_BYTES = 130;
const FEW_KEYS = 1000;
const MANY_KEYS = 1_000_000;
/** Enough for whole pages, and no more than the tier `adaptive` judges in full. */
const FULL_KEYS = 10_000;

/** Figures of the closing line. */
export interface CostFigures {
  readonly parse_ratio: number;
  readonly parse_ratio_1m_keys: number;
  readonly microseconds_per_event: number;
  readonly microseconds_per_event_1m_keys: number;
  readonly bytes_per_key_lite: number;
  readonly bytes_per_key_full: number;
  readonly restore_seconds_1m_keys: number;
}

/** What one event costs, and what parsing one costs, in turns with it; microseconds. */
interface EventCost {
  readonly scoring: number;
  readonly parsing: number;
}

/** Readings of a device as JSON, each 130 bytes and no two equal; through bytes, so that each is one flat text. */
function payloads(): string[] {
  const random = seededRandom(3);
  return Array.from({ length: BATCH_EVENTS }, (_, i) => {
    const start = `{"time":"2026-03-01T00:00:00.${String(i).padStart(3, "0")}Z","device":"d${String(i).padStart(7, "0")}","site":"plant-${i % 7}","temperature":${(20 + 4 * random.next()).toFixed(3)},"id":"`;
    return Buffer.from(`${start}${String(i).padStart(PAYLOAD_BYTES - start.length - 2, "0")}"}`).toString("latin1");
  });
}

function timed(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** The lower quartile: other programs on the machine only ever add. */
function quartile(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? NaN;
}

function costOf(scene: CostScene): EventCost {
  const texts = payloads();
  let checksum = 0;
  const parse = (): void => { for (const text of texts) checksum += (JSON.parse(text) as { temperature: number }).temperature; };
  const [scoring, parsing]: [number[], number[]] = [[], []];
  for (let i = 0; i < BATCHES; i++) {
    const batch = scene.batch(BATCH_EVENTS);
    scoring.push(timed(() => { scene.observe(batch); }));
    parsing.push(timed(parse));
  }
  if (!(checksum > 0)) throw new Error("the payloads must be parsed, got no temperature");
  const toMicroseconds = 1000 / BATCH_EVENTS;
  return { scoring: quartile(scoring) * toMicroseconds, parsing: quartile(parsing) * toMicroseconds };
}

/** Seconds from opening a checkpoint of the scene to a fold that goes on. */
async function restoreSeconds(scene: CostScene): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "eddy-bench-"));
  try {
    const checkpoints = new CheckpointDirectory(folder);
    const snapshot = takeSnapshot(scene.fold);
    await checkpoints.write(snapshot);
    snapshot.pages.end();
    const begin = performance.now();
    const loaded = await checkpoints.load();
    if (loaded === undefined) throw new Error("the checkpoint must be found again, got none");
    const fold = new Fold(loaded.state, NO_EFFECTS);
    const seconds = (performance.now() - begin) / 1000;
    if (fold.state.streams[0]?.keys.count() !== MANY_KEYS) throw new Error("the restored fold must know every key");
    return seconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `full` and `lite`: the detector as a pack says it, in JSON; the same where it has one tier only. */
export async function measureCost(full: string, lite: string): Promise<{ figures: CostFigures; lines: string[] }> {
  const few = costOf(new CostScene(full, FEW_KEYS));
  const fullBytes = new CostScene(full, FULL_KEYS).bytesPerKey;
  const scene = new CostScene(lite, MANY_KEYS);
  const many = costOf(scene);
  const figures = {
    parse_ratio: few.scoring / few.parsing,
    parse_ratio_1m_keys: many.scoring / many.parsing,
    microseconds_per_event: few.scoring,
    microseconds_per_event_1m_keys: many.scoring,
    bytes_per_key_lite: scene.bytesPerKey,
    bytes_per_key_full: fullBytes,
    restore_seconds_1m_keys: await restoreSeconds(scene),
  };
  const row = (name: string, { scoring, parsing }: EventCost): string => line(name, figure(scoring, 3), figure(parsing, 3), figure(scoring / parsing, 2));
  const lines = [
    line("cost, key look-up included", "µs an event", "µs a parse", "ratio"),
    row(`${FEW_KEYS.toLocaleString("en")} keys, ${full}`, few),
    row(`${MANY_KEYS.toLocaleString("en")} keys at random, ${lite}`, many),
    line("bytes a key, everything", `lite ${figure(figures.bytes_per_key_lite, 0)}`, `full ${figure(fullBytes, 0)}`),
    line("a million keys back from a checkpoint", `${figure(figures.restore_seconds_1m_keys, 2)} s`),
  ];
  return { figures, lines };
}
