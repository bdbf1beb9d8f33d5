import type { Random } from "#exporter/model/random";
import { FIXED_THRESHOLD, onsetScores, rowScores } from "./accuracy.ts";
import type { Judged } from "./accuracy.ts";
import type { Anchors } from "./anchors.ts";
import { bootstrap } from "./bootstrap.ts";
import type { Interval } from "./bootstrap.ts";
import { figure, groupBy, interval, line } from "./lines.ts";
import type { NabSeries } from "./nab-corpus.ts";
import { NAB_PROFILES, nabAt, nabOptimised, normalised } from "./nab-score.ts";
import type { NabProfile, NabResult, ScoredSeries } from "./nab-score.ts";

/** Figures of the closing line. */
export interface NabFigures {
  readonly nab_dev_optimised: number;
  readonly nab_dev_fixed: number;
  readonly nab_dev_low_fp: number;
}

const { standard, reward_low_FP_rate: lowFalse } = NAB_PROFILES;

function resultLine(name: string, { score, threshold, windowsHit, windows, falseRows }: NabResult, spread = ""): string {
  return line(name, figure(score, 2), figure(threshold, 4), `${windowsHit}/${windows}`, `${falseRows}`, spread);
}

/** How the score at one threshold would have come out on other draws of series. */
function spreadOf(scored: readonly ScoredSeries[], profile: NabProfile, at: { threshold: number; random: Random }): Interval {
  const each = scored.map((one) => nabAt([one], profile, at.threshold));
  const sum = (results: readonly NabResult[], of: "gain" | "windows"): number => results.reduce((total, result) => total + result[of], 0);
  return bootstrap(each, (drawn) => normalised(sum(drawn, "gain"), sum(drawn, "windows"), profile), at.random);
}

function anchorLines(anchors: Anchors): string[] {
  return Object.entries(anchors).map(([name, { standard: plain, reward_low_FP_rate: low }]) =>
    line(`  ${name}`, figure(plain.score), figure(low.score), `${plain.windows_hit}/${plain.windows}`, `${plain.false_positive_rows}`));
}

/** The scores beside those of published detectors, by category and by series; intervals over draws of series. */
export function reportNab(judged: readonly Judged<NabSeries>[], anchors: Anchors, random: Random): { figures: NabFigures; lines: string[] } {
  const scored = judged.map(rowScores);
  const optimised = nabOptimised(scored, standard);
  const fixed = nabAt(scored, standard, FIXED_THRESHOLD);
  const low = nabOptimised(scored, lowFalse);
  const spread = (profile: NabProfile, threshold: number): string => interval(spreadOf(scored, profile, { threshold, random }));
  const categories = groupBy(scored, ({ name }) => name.split("/")[0] ?? name);
  const lines = [
    line("NAB, development half", "score", "threshold", "windows", "false rows", "95 of 100"),
    resultLine("standard, threshold optimised", optimised, spread(standard, optimised.threshold)),
    resultLine("standard, shipped threshold", fixed, spread(standard, FIXED_THRESHOLD)),
    resultLine("standard, shipped threshold, onsets alone", nabAt(judged.map(onsetScores), standard, FIXED_THRESHOLD)),
    resultLine("low false positives, threshold optimised", low, spread(lowFalse, low.threshold)),
    resultLine("low false positives, shipped threshold", nabAt(scored, lowFalse, FIXED_THRESHOLD)),
    line("published, threshold optimised", "standard", "low FP", "windows", "false rows"),
    ...anchorLines(anchors),
    "  by category, at the optimised threshold of all",
    ...categories.map(([name, list]) => resultLine(`  ${name}`, nabAt(list, standard, optimised.threshold))),
    "  by series, at the shipped threshold",
    ...scored.map((one) => resultLine(`  ${one.name}`, nabAt([one], standard, FIXED_THRESHOLD))),
  ];
  return { figures: { nab_dev_optimised: optimised.score, nab_dev_fixed: fixed.score, nab_dev_low_fp: low.score }, lines };
}
