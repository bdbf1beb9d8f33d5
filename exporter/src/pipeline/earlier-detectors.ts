import type { EarlierRecord, EarlierState } from "../detectors/detector.ts";
import { unchanged } from "../detectors/earlier.ts";
import type { DetectorPart, DetectorPlan, Plan } from "../pack/plan.ts";
import type { Memory } from "../state/memory.ts";
import { Slab } from "../state/slab.ts";
import type { Structures } from "../state/structures.ts";
import { absentName, kpiName, measureName } from "./series-names.ts";
import { silencePlan } from "./silence.ts";

/** A measure or KPI whose detector the checkpoint keeps under another key than this Eddy does. */
export interface DetectorUpgrade {
  readonly series: string;
  /** Key of the detector (`DetectorPlan.key`) in the checkpoint, and now. */
  readonly from: string;
  readonly to: string;
  /** False: its series warm up anew. */
  readonly isTakenOver: boolean;
}

/** Records that go from one region to another. */
interface Move<Earlier = EarlierRecord> {
  readonly from: string;
  readonly to: string;
  /** What a record is made of, one behind the other: bytes now, and what it was. */
  readonly pieces: readonly { readonly size: number; readonly earlier: Earlier }[];
}

/** Versions in a detector's key. */
const VERSION = /@(\d+)(?=[{:])/g;

/**
 * Brings the state of detectors that another version of Eddy wrote to the layout of this one, before anything is asked for,
 * and tells what was of another version. Once, at a restart; memory is what the larger layout takes and two pages.
 * Throws LayoutError where records have not the size of the version that their key names.
 */
export function takeOverDetectors(structures: Structures, plan: Plan): DetectorUpgrade[] {
  return detected(plan).flatMap(([series, detect]) => {
    const from = storedKey(structures.memory, series);
    if (from === undefined || from === detect.key) return [];
    return [{ series, from, to: detect.key, isTakenOver: takeOver(structures, series, from, detect) }];
  });
}

/** Everything in a plan that has a detector, by the name of its series. */
function detected({ streams, kpis }: Plan): [series: string, detect: DetectorPlan][] {
  return [
    ...streams.flatMap((stream) => stream.measures.map((measure): [string, DetectorPlan] => [measureName(stream, measure), measure.detect])),
    ...streams.flatMap(({ name, absent }): [string, DetectorPlan][] => (absent === undefined ? [] : [[absentName(name), silencePlan(absent)]])),
    ...kpis.map((kpi): [string, DetectorPlan] => [kpiName(kpi), kpi.detect]),
  ];
}

/** Key of the detector that the checkpoint keeps for a series; undefined = none. */
function storedKey({ regions }: Memory, series: string): string | undefined {
  const prefix = `series/${series}/`;
  for (const name of regions.keys()) if (name.startsWith(prefix) && !name.endsWith("/beyond")) return name.slice(prefix.length);
  return undefined;
}

/** False, and nothing changed, where not all of the detector's state can go on. */
function takeOver(structures: Structures, series: string, from: string, detect: DetectorPlan): boolean {
  const { memory } = structures;
  const wasTiered = memory.regions.has(`series/${series}/${from}/beyond`);
  if (from.replace(VERSION, "@") !== detect.key.replace(VERSION, "@") || wasTiered !== (detect.detector.beyond !== undefined)) return false;
  const wanted = movesOf(series, from, detect);
  const moves = wanted.filter(isKnown);
  if (moves.length < wanted.length) return false;
  for (const move of moves) run(memory, move);
  structures.rename(`${series}/${from}`, `${series}/${detect.key}`);
  return true;
}

/** The records of the tiers, and those that siblings share; an earlier state of undefined = nobody says how it goes on. */
function movesOf(series: string, from: string, { key, detector, parts }: DetectorPlan): Move<EarlierRecord | undefined>[] {
  const versions = [...from.matchAll(VERSION)].map(([, version]) => Number(version));
  const earlierOf = ({ size, groupSize = 0, earlier }: DetectorPart["state"], i: number): EarlierState | undefined =>
    (versions[i] === parts[i]?.version ? { ...unchanged(size), group: unchanged(groupSize) } : earlier?.get(versions[i] ?? NaN));
  const tier = (name: string, states: readonly DetectorPart["state"][]): Move<EarlierRecord | undefined> => ({
    from: `series/${series}/${from}${name}`,
    to: `series/${series}/${key}${name}`,
    pieces: states.map((state, i) => ({ size: state.size, earlier: earlierOf(state, i) })),
  });
  const first = parts.map(({ state }) => state);
  const moves = [tier("", first)];
  if (detector.beyond !== undefined) moves.push(tier("/beyond", first.map((state) => state.beyond?.detector ?? state)));
  for (const [i, state] of first.entries()) {
    if (state.groupSize === undefined) continue;
    moves.push({ from: `slabs/siblings/${series}/${from}`, to: `slabs/siblings/${series}/${key}`, pieces: [{ size: state.groupSize, earlier: earlierOf(state, i)?.group }] });
  }
  return moves;
}

function isKnown(move: Move<EarlierRecord | undefined>): move is Move {
  return move.pieces.every(({ earlier }) => earlier !== undefined);
}

function run(memory: Memory, { from, to, pieces }: Move): void {
  const fromBytes = pieces.reduce((sum, { earlier }) => sum + earlier.size, 0);
  const slab = new Slab(memory, to, pieces.reduce((sum, { size }) => sum + size, 0));
  slab.takeOver(memory.region(from), fromBytes, (old, oldOffset, page, offset) => {
    let oldAt = oldOffset;
    let at = offset;
    for (const { size, earlier } of pieces) {
      if (isSeen(old, oldAt, earlier.size)) earlier.migrate(old, oldAt, page, at);
      oldAt += earlier.size;
      at += size;
    }
  });
  memory.regions.delete(from);
}

/** True unless all bytes are zero. */
function isSeen(page: DataView, offset: number, size: number): boolean {
  for (let i = 0; i < size; i += 4) if (page.getUint32(offset + i, true) !== 0) return true;
  return false;
}
