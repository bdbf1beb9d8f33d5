import { FIXED_THRESHOLD, onsetScores, rowScores } from "./accuracy.ts";
import type { Accuracy, Judged } from "./accuracy.ts";
import type { NabSeries } from "./nab-corpus.ts";
import { NAB_PROFILES, nabAt, nabOptimised } from "./nab-score.ts";
import type { NabResult } from "./nab-score.ts";
import type { RepeatsSeries } from "./repeats-corpus.ts";
import { addRepeats, scoreRepeats } from "./repeats-score.ts";
import type { RepeatsResult } from "./repeats-score.ts";

/** Figures of the closing line. */
export interface AccuracyFigures {
  readonly nab_dev_optimised: number;
  readonly nab_dev_fixed: number;
  readonly nab_dev_low_fp: number;
  readonly repeats_recall: number;
  readonly repeats_false_per_1000: number;
}

const { standard, reward_low_FP_rate: lowFalse } = NAB_PROFILES;
/** Its slow slope is no matter of onsets: shown, not counted. */
const UNCOUNTED_KIND = "trend";

function nabLine(title: string, { score, threshold, windowsHit, windows, falseRows }: NabResult): string {
  return `  ${title.padEnd(44)} ${score.toFixed(2).padStart(8)}  at ${threshold.toFixed(4)}  ${windowsHit} of ${windows} windows  ${falseRows} false rows`;
}

/** Groups in the order of their first member. */
function groupBy<T>(list: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}

function nabLines(nab: readonly Judged<NabSeries>[]): string[] {
  const scored = nab.map(rowScores);
  const optimised = nabOptimised(scored, standard);
  const categories = groupBy(scored, ({ name }) => name.split("/")[0] ?? name);
  return [
    "NAB, development half",
    nabLine("standard, threshold optimised", optimised),
    nabLine("standard, shipped threshold", nabAt(scored, standard, FIXED_THRESHOLD)),
    nabLine("low false positives, threshold optimised", nabOptimised(scored, lowFalse)),
    nabLine("low false positives, shipped threshold", nabAt(scored, lowFalse, FIXED_THRESHOLD)),
    nabLine("standard, shipped threshold, onsets alone", nabAt(nab.map(onsetScores), standard, FIXED_THRESHOLD)),
    "  by category, at the optimised threshold of all",
    ...categories.map(([name, list]) => nabLine(`  ${name}`, nabAt(list, standard, optimised.threshold))),
    "  by series, at the shipped threshold",
    ...scored.map((one) => nabLine(`  ${one.name}`, nabAt([one], standard, FIXED_THRESHOLD))),
  ];
}

function repeatsOf({ series, verdicts }: Judged<RepeatsSeries>): RepeatsResult {
  return scoreRepeats(series.values.length, series.segments, verdicts.onsets);
}

/** Share of the counted segments hit, 0 where there are none. */
function recall({ hits, segments }: RepeatsResult): number {
  return segments === 0 ? 0 : hits / segments;
}

function falsePer1000({ falseAlarms, rows }: RepeatsResult): number {
  return rows === 0 ? 0 : (1000 * falseAlarms) / rows;
}

function repeatsLine(title: string, result: RepeatsResult): string {
  const { hits, segments, firstHits, firstSegments, falseAlarms } = result;
  const percent = (100 * recall(result)).toFixed(1).padStart(6);
  const later = `first ${firstHits}/${firstSegments}, later ${hits - firstHits}/${segments - firstSegments}`;
  return `  ${title.padEnd(44)} ${percent} %  ${hits} of ${segments} (${later})  false ${falseAlarms} = ${falsePer1000(result).toFixed(3)} per 1,000`;
}

function repeatsLines(repeats: readonly Judged<RepeatsSeries>[]): string[] {
  const kinds = groupBy(repeats, ({ series }) => series.kind);
  return [
    "Repeats",
    ...kinds.map(([kind, list]) => repeatsLine(kind, addRepeats(list.map(repeatsOf)))),
    ...repeats.map((one) => repeatsLine(`  ${one.series.name}`, repeatsOf(one))),
  ];
}

/** The figures, and all lines for people. Recall leaves the trends out, the false alarms are of all series. */
export function reportAccuracy({ nab, repeats }: Accuracy): { figures: AccuracyFigures; lines: string[] } {
  const scored = nab.map(rowScores);
  const counted = addRepeats(repeats.filter(({ series }) => series.kind !== UNCOUNTED_KIND).map(repeatsOf));
  const all = addRepeats(repeats.map(repeatsOf));
  const figures = {
    nab_dev_optimised: nabOptimised(scored, standard).score,
    nab_dev_fixed: nabAt(scored, standard, FIXED_THRESHOLD).score,
    nab_dev_low_fp: nabOptimised(scored, lowFalse).score,
    repeats_recall: recall(counted),
    repeats_false_per_1000: falsePer1000(all),
  };
  return { figures, lines: [...nabLines(nab), ...repeatsLines(repeats), repeatsLine("all but trend", counted), repeatsLine("all", all)] };
}
