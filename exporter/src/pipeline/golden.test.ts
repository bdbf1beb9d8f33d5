import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { detectorKinds } from "../detectors/registry.ts";
import { formats } from "../formats/registry.ts";
import type { RawEvent } from "../model/raw-event.ts";
import { REJECTION_REASONS } from "../model/rejection.ts";
import { parseFoldText } from "../pack/fold-text.ts";
import { CheckpointDirectory } from "../store/checkpoints.ts";
import { transformKinds } from "../transforms/registry.ts";
import { canonicalLines } from "./canonical.ts";
import { FoldState } from "./fold-state.ts";
import { Fold } from "./fold.ts";
import { NO_EFFECTS } from "./ports.ts";
import { raised, raisedTransform, underKinds } from "./raised-kinds.ts";
import { pageLengths, restoreState, takeSnapshot } from "./snapshot.ts";
import type { SnapshotHeader } from "./snapshot.ts";

/**
 * The state that every version must fold the golden log to, or migrate to. A change of this line is a change of
 * what users' counters, windows and scores come to: say in the commit why it had to be.
 */
const EXPECTED = "973b94935792935301bc4a6d1608b429c38de1dc2671a1fea9e976ba43c0b16b";

interface GoldenLine {
  readonly subject: string;
  readonly ms: number;
  readonly ns: number;
  readonly payload: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const GOLDEN = join(__dirname, "../../golden");
const log: readonly RawEvent[] = gunzipSync(readFileSync(join(GOLDEN, "log.ndjson.gz")))
  .toString()
  .split("\n")
  .map((text, i) => {
    const { subject, ms, ns, payload, headers } = JSON.parse(text) as GoldenLine;
    const reader = headers && { get: (name: string) => headers[name] ?? "" };
    return { subject, sequence: i + 1, storeTimeMs: ms, storeTimeNs: ns, payload: Buffer.from(payload, "base64"), headers: reader };
  });

function foldOn(fold: Fold, events: readonly RawEvent[]): Fold {
  for (const event of events) while (!fold.apply(event));
  return fold;
}

const fresh = (): Fold => new Fold(new FoldState(), NO_EFFECTS);

/** What a kill and a start do to a state: through the bytes of a checkpoint. */
function restarted(fold: Fold): Fold {
  const { header, pages } = takeSnapshot(fold);
  const parsed = JSON.parse(header) as SnapshotHeader;
  const bytes = pageLengths(parsed).map((_, i) => pages.take(i).slice());
  pages.end();
  return new Fold(restoreState(parsed, bytes), NO_EFFECTS);
}

function hashOf(fold: Fold): string {
  const hash = createHash("sha256");
  for (const line of canonicalLines(fold)) hash.update(line);
  return hash.digest("hex");
}

const whole = foldOn(fresh(), log);

describe("golden log", () => {
  it("folds to the state it always folded to", () => {
    expect(hashOf(whole)).toBe(EXPECTED);
  });

  it("holds every rejection reason, duplicates, late events, second copies and refused keys", () => {
    const counts = Object.values(whole.state.tables.counts);
    const rejected = REJECTION_REASONS.filter((_, i) => counts.some((count) => (count.rejected[i] ?? 0) > 0));
    expect(rejected).toEqual([...REJECTION_REASONS]);
    const sum = (of: (count: (typeof counts)[number]) => number): number => counts.reduce((total, count) => total + of(count), 0);
    expect(sum((count) => count.duplicates)).toBeGreaterThan(100);
    expect(sum((count) => count.late)).toBeGreaterThan(50);
    expect(sum((count) => count.refused)).toBeGreaterThan(10);
    expect(whole.state.tables.sources["OTHER"]?.skipped).toBeGreaterThan(10);
  });

  it("holds events of every format, and every filter leaves something out", () => {
    const { counts } = whole.state.tables;
    const accepted = Object.entries(counts)
      .filter(([stream]) => stream !== "_unmatched")
      .map(([, { received, rejected }]) => received - rejected.reduce((sum, count) => sum + count, 0));
    expect(accepted.length).toBe(8);
    expect(Math.min(...accepted)).toBeGreaterThan(100);
    const declared = parseFoldText(whole.state.tables.text).packs.flatMap(({ yaml }) => [...yaml.matchAll(/^ {4}format: (\w+)$/gm)].map(([, name]) => name));
    expect(new Set(declared)).toEqual(new Set(formats.keys()));
    expect(Object.values(counts).flatMap(({ filtered = {} }) => Object.keys(filtered)).sort()).toEqual([
      "deadband", "drop", "median-of-three", "minimum-interval", "range", "rate-of-change", "sampling", "where",
    ]);
  });

  it("folds to the same state over twenty restarts", () => {
    let fold = fresh();
    const step = Math.ceil(log.length / 20);
    for (let from = 0; from < log.length; from += step) fold = restarted(foldOn(fold, log.slice(from, from + step)));
    expect(hashOf(fold)).toBe(hashOf(whole));
  });

  it("skips what it has folded already, and differs where a message is missing", () => {
    const twice = foldOn(foldOn(fresh(), log.slice(0, 9000)), log.slice(8000));
    expect(hashOf(twice)).toBe(hashOf(whole));
    const withGap = foldOn(foldOn(fresh(), log.slice(0, 9000)), log.slice(9001));
    expect(hashOf(withGap)).not.toBe(hashOf(whole));
  });
});

describe("golden checkpoints", () => {
  const checkpoints = readdirSync(GOLDEN).filter((name) => /^checkpoint-v\d+(-\w+)?\.eddy\.gz$/.test(name));
  /** What an upgrade promises to keep, whatever became of the detectors: counts, totals, windows, ids, keys. */
  const counted = (fold: Fold): string[] => [...canonicalLines(fold)].filter((line) => !line.startsWith("wheel ")).map((line) =>
    line.replace(/,?"(state|rise[A-Z]\w*|reason[ABC]?|expected|lower|upper|anomalies|startMs|open|ready)":[^,}]*/g, "").replace(/,?"detector":"[^"]*"/, ""));

  /** All but the detectors' own records, with nine digits of each number: `auto` of version 1 divided where it multiplies now. */
  const scored = (fold: Fold): string[] => [...canonicalLines(fold)].map((line) =>
    line.replace(/,?"detector":"[^"]*"/, "").replace(/\d+\.\d{6,}/g, (digits) => Number(digits).toPrecision(9)));

  /** State of a stored checkpoint. */
  async function stored(name: string): Promise<FoldState> {
    const directory = mkdtempSync(join(tmpdir(), "eddy-golden-"));
    try {
      writeFileSync(join(directory, "checkpoint-1-9000.eddy"), gunzipSync(readFileSync(join(GOLDEN, name))));
      return (await new CheckpointDirectory(directory).load())?.state ?? new FoldState();
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  it("are there", () => { expect(checkpoints).toEqual(["checkpoint-v1.eddy.gz", "checkpoint-v2-auto2.eddy.gz", "checkpoint-v2.eddy.gz"]); });

  describe.each(checkpoints)("%s", (name) => {
    let fold = fresh();
    beforeAll(async () => {
      fold = new Fold(await stored(name), NO_EFFECTS);
      expect(fold.sequence).toBe(9000);
      fold = restarted(foldOn(fold, log.slice(9000)));
    });

    it("counts on as if this version had folded the log from its first message", () => {
      expect(counted(fold)).toEqual(counted(whole));
    });

    it("scores on likewise, if no detector has changed since", () => {
      // The first version had other detectors: its series warm up anew.
      if (name === "checkpoint-v1.eddy.gz") expect(hashOf(fold)).not.toBe(EXPECTED);
      else if (name === "checkpoint-v2.eddy.gz") expect(scored(fold)).toEqual(scored(whole));
      else expect(hashOf(fold)).toBe(EXPECTED);
    });
  });

  it("score on likewise in an Eddy that keeps every record of detectors and transforms otherwise", async () => {
    const folded = (state: FoldState): Fold => restarted(foldOn(new Fold(state, NO_EFFECTS), log.slice(9000)));
    const scored = (fold: Fold): string[] => [...canonicalLines(fold)].filter((line) => !line.startsWith("group ")).map((line) => line.replace(/,"detector":"[^"]*"/, ""));
    const same = folded(await stored("checkpoint-v2.eddy.gz"));
    const state = await stored("checkpoint-v2.eddy.gz");
    const other = underKinds([...detectorKinds.values()].map(raised), [...transformKinds.values()].map(raisedTransform), () => folded(state));
    expect(state.upgrades.length).toBeGreaterThan(10);
    expect(state.upgrades.filter(({ isTakenOver }) => !isTakenOver)).toEqual([]);
    expect(hashOf(other)).not.toBe(hashOf(same));
    expect(scored(other)).toEqual(scored(same));
  });
});
