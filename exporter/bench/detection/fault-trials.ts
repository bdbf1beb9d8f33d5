import type { Detector } from "#exporter/detectors/detector";
import { seededRandom } from "#exporter/model/random";
import type { Random } from "#exporter/model/random";
import { between } from "./draws.ts";
import { FAULT_KINDS } from "./faults.ts";
import type { FaultAt, FaultKind } from "./faults.ts";
import { SeriesFold } from "./fold.ts";
import { ORDINARY_KINDS, valuesOf } from "./ordinary.ts";
import type { Ordinary } from "./ordinary.ts";

/** What came of one fault. */
export interface Trial {
  readonly fault: FaultKind;
  readonly base: string;
  readonly size: number;
  /** Events from the fault's beginning to the onset; undefined if it was not found. */
  readonly delay: number | undefined;
}

/** Series of each ordinary kind; every fault at every size is put into each. */
const SERIES_A_KIND = 40;
/** Ten days of five minutes. */
const LEAST_ROWS = 3000;
const MOST_ROWS = 4000;
const ROWS_BEHIND = 300;

/** Folds a series up to a random row, then goes on from there under each fault. */
function trialsOf(detector: Detector, base: string, series: Ordinary, random: Random): Trial[] {
  const values = valuesOf(series);
  const row = Math.floor(between(random, LEAST_ROWS, MOST_ROWS));
  const fold = new SeriesFold(detector);
  let changes = 0;
  for (let i = 0; i < row; i++) {
    fold.see(values[i] ?? NaN, series.timesMs[i] ?? NaN);
    if (values[i] !== values[i - 1]) changes++;
  }
  const sign = series.scale !== "plain" || random.next() < 0.5 ? 1 : -1;
  const at = (size: number): FaultAt => ({ series, row, size, sign, changeRows: row / Math.max(1, changes) });
  return FAULT_KINDS.flatMap((fault) => fault.sizes.map((size) => ({ fault, base, size, delay: delayOf(fault, at(size), fold.copy()) })));
}

function delayOf(kind: FaultKind, fault: FaultAt, fold: SeriesFold): number | undefined {
  const within = kind.within(fault);
  for (let after = 0; after <= within; after++) {
    const event = kind.event(fault, after);
    if (event === undefined) throw new RangeError(`${kind.id}: ${ROWS_BEHIND} rows behind a fault must be enough`);
    if (fold.see(event.value, event.timeMs)) return after;
  }
  return undefined;
}

/** All faults at all sizes in all ordinary kinds that take them; the same seed gives the same. */
export function runTrials(detector: Detector, seed: number): Trial[] {
  const draw = seededRandom(seed);
  return ORDINARY_KINDS.filter(({ takesFaults }) => takesFaults).flatMap((kind) =>
    Array.from({ length: SERIES_A_KIND }, () => {
      const random = seededRandom(Math.floor(draw.next() * 2 ** 32));
      return trialsOf(detector, kind.id, kind.draw(random, MOST_ROWS + ROWS_BEHIND), random);
    }).flat());
}
