// `npm run test:rubbish [-- --short]`: sends every kind of rubbish among good messages, and shows that each is counted
// under its reason, that no good one is lost, and that memory stays flat.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AckedPublisher } from "../acked-publisher.ts";
import { foldedAndScraped, withScene, type Scene } from "../eddy-scene.ts";
import { readDeadLetters } from "./dead-letters.ts";
import { Expectation, subjectOf } from "./expectation.ts";
import { goodMessage } from "./good.ts";
import { POISONS, type Poison } from "./poison.ts";

/** Seen from test/dist/rubbish. */
const PACKS = fileURLToPath(new URL("../../rubbish/packs", import.meta.url));
/** Ids are remembered up to a limit: a small one is reached at once, and memory must be flat from there on. */
const CONFIG = "fold: { max_payload: 768KiB, max_ids: 1000 }";
const FULL = { payloads: 100_000, hugeRounds: 50, limitMs: 300_000 };
const SHORT = { payloads: 10_000, hugeRounds: 5, limitMs: 120_000 };
const IN_FLIGHT = 200;
const TELL_EVERY = 10_000;
/**
 * What may lie between two moments of a process that keeps nothing: two pulls of 4 MiB, some 16 MiB of dead letters on
 * their way, and what V8 has not collected yet of payloads of up to 1 MB. Keeping only the huge payloads of the full
 * run's second half would already be more.
 */
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;
const SHORTEST_WINDOW_S = 3;

const begunMs = performance.now();

function tell(line: string): void {
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

/** All kinds in turn; the huge ones only in so many of the rounds. */
function* poisons(payloads: number, hugeRounds: number): Generator<Poison> {
  const rounds = Math.ceil(payloads / POISONS.length);
  for (let sent = 0, round = 0; sent < payloads; round++) {
    const isHugeRound = Math.floor((round * hugeRounds) / rounds) !== Math.floor(((round - 1) * hugeRounds) / rounds);
    for (const poison of POISONS) {
      if ((poison.isHuge === true && !isHugeRound) || sent++ >= payloads) continue;
      yield poison;
    }
  }
}

async function send(url: string, payloads: number, hugeRounds: number): Promise<Expectation> {
  const expectation = new Expectation();
  const publisher = await AckedPublisher.connect(url, IN_FLIGHT);
  let n = 0;
  for (const poison of poisons(payloads, hugeRounds)) {
    await publisher.publish({ subject: subjectOf(poison), payload: poison.payload, id: `bad-${n}` }, () => { expectation.poison(poison); });
    const good = goodMessage(n++);
    await publisher.publish(good, () => { expectation.good(good); });
    if (n % TELL_EVERY === 0) tell(`${n} bad and ${n} good messages`);
  }
  await publisher.drain();
  await publisher.close();
  return expectation;
}

/** Median resident memory at the end less that after the first third, each over a sixth of the time. */
async function growthBytes({ prometheus }: Scene, fromMs: number, toMs: number): Promise<number> {
  const seconds = Math.max(SHORTEST_WINDOW_S, Math.round((toMs - fromMs) / 6_000));
  const median = (atMs: number): Promise<number> => prometheus.value(`quantile_over_time(0.5, process_resident_memory_bytes[${seconds}s])`, atMs);
  return (await median(toMs)) - (await median((fromMs + toMs) / 2));
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
  const { payloads, hugeRounds, limitMs } = values.short ? SHORT : FULL;
  // Its children go with it.
  setTimeout(() => {
    tell(`not done after ${limitMs / 1000} s`);
    process.exit(1);
  }, limitMs).unref();
  return withScene({ packs: PACKS, config: CONFIG }, async (scene) => {
    const fromMs = Date.now();
    const expectation = await send(scene.nats.url, payloads, hugeRounds);
    await foldedAndScraped(scene);
    const toMs = Date.now();
    tell("all folded");
    const growth = await growthBytes(scene, fromMs, toMs);
    const letters = await readDeadLetters(scene.nats.url);
    const { lost, misjudged, lines } = await expectation.judge(scene.prometheus, letters);
    for (const line of lines) tell(line);
    process.stdout.write(`${JSON.stringify({
      test: "rubbish", payloads, kinds: POISONS.length, good: expectation.goodRecords, lost, misjudged,
      rss_growth_bytes: growth, seconds: Math.round((performance.now() - begunMs) / 1000),
    })}\n`);
    return lost === 0 && misjudged === 0 && growth < MOST_GROWTH_BYTES;
  });
}

/** What kept the test from its figures. */
function explain(fault: unknown): boolean {
  tell(fault instanceof Error ? fault.message : String(fault));
  return false;
}

process.exit((await main().catch(explain)) ? 0 : 1);
