import type { Detector } from "#exporter/detectors/detector";
import { seededRandom } from "#exporter/model/random";
import { bootstrap } from "./bootstrap.ts";
import { runDetector } from "./fold.ts";
import { figure, groupBy, interval, line } from "./lines.ts";
import { ORDINARY_KINDS, valuesOf } from "./ordinary.ts";

/** Series of each kind. */
const SERIES_A_KIND = 40;
const ROWS = 10_000;
/** Whoever is not ready by then is judged all the same. */
const LONGEST_WARM_UP = 750;

/** False onsets in one clean series. */
interface Quiet {
  readonly kind: string;
  readonly seed: number;
  readonly onsets: number;
  /** Events behind the warm-up. */
  readonly events: number;
}

function per1000(list: readonly Quiet[]): number {
  const sum = (of: "onsets" | "events"): number => list.reduce((total, one) => total + one[of], 0);
  return (1000 * sum("onsets")) / sum("events");
}

function judge(detector: Detector, kind: (typeof ORDINARY_KINDS)[number], seed: number): Quiet {
  const series = kind.draw(seededRandom(seed), ROWS);
  const { onsets, warmUpRows } = runDetector(detector, { name: kind.id, timesMs: series.timesMs, values: valuesOf(series) });
  const warmUp = Math.min(warmUpRows, LONGEST_WARM_UP);
  return { kind: kind.id, seed, onsets: onsets.filter((row) => row >= warmUp).length, events: ROWS - warmUp };
}

/** Onsets per 1,000 events behind the warm-up where nothing happens, and all lines for people. The same seed draws the same series. */
export function measureClean(detector: Detector, title: string, seed: number): { falsePer1000: number; lines: string[] } {
  const draw = seededRandom(seed);
  const each = ORDINARY_KINDS.flatMap((kind) => Array.from({ length: SERIES_A_KIND }, () => judge(detector, kind, Math.floor(draw.next() * 2 ** 32))));
  const row = (name: string, list: readonly Quiet[], more = ""): string => {
    const worst = list.reduce((a, b) => (b.onsets > a.onsets ? b : a));
    return line(name, figure(per1000(list), 4), interval(bootstrap(list, per1000, seededRandom(1)), 3), `${worst.onsets}`, more);
  };
  const lines = [
    line(`false onsets, ${title}, seeds ${seed}`, "per 1,000", "95 of 100", "worst"),
    row(`all, ${each.length} series of ${ROWS} events`, each),
    ...groupBy(each, ({ kind }) => kind).map(([kind, list]) => row(`  ${kind}`, list, ORDINARY_KINDS.find(({ id }) => id === kind)?.what)),
  ];
  return { falsePer1000: per1000(each), lines };
}
