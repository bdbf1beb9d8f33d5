import type { Random } from "#exporter/model/random";
import type { Judged } from "./accuracy.ts";
import { bootstrap } from "./bootstrap.ts";
import { figure, groupBy, interval, line } from "./lines.ts";
import type { RepeatsSeries } from "./repeats-corpus.ts";
import { addRepeats, scoreRepeats } from "./repeats-score.ts";
import type { RepeatsResult } from "./repeats-score.ts";

/** Figures of the closing line. */
export interface RepeatsFigures {
  readonly repeats_recall: number;
  readonly repeats_false_per_1000: number;
}

/** Its slow slope is no matter of onsets: shown, not counted in the recall. */
const UNCOUNTED_KIND = "trend";

function recall({ hits, segments }: RepeatsResult): number {
  return hits / segments;
}

function falsePer1000({ falseAlarms, rows }: RepeatsResult): number {
  return (1000 * falseAlarms) / rows;
}

function resultLine(name: string, result: RepeatsResult): string {
  const { hits, segments, firstHits, firstSegments, falseAlarms } = result;
  const later = `${hits - firstHits}/${segments - firstSegments}`;
  return line(name, figure(100 * recall(result)), `${hits}/${segments}`, `${firstHits}/${firstSegments}`, later, `${falseAlarms}`, figure(falsePer1000(result), 3));
}

/** Recall without the trends and false alarms over all series, by kind and by series; intervals over draws of series. */
export function reportRepeats(judged: readonly Judged<RepeatsSeries>[], random: Random): { figures: RepeatsFigures; lines: string[] } {
  const each = judged.map(({ series, verdicts }) => ({
    name: series.name, kind: series.kind, result: scoreRepeats(series.values.length, series.segments, verdicts.onsets),
  }));
  const sum = (list: readonly { result: RepeatsResult }[]): RepeatsResult => addRepeats(list.map(({ result }) => result));
  const counted = each.filter(({ kind }) => kind !== UNCOUNTED_KIND);
  const recallSpread = bootstrap(counted, (drawn) => 100 * recall(sum(drawn)), random);
  const falseSpread = bootstrap(each, (drawn) => falsePer1000(sum(drawn)), random);
  const lines = [
    line("repeats", "% hit", "hits", "first", "later", "false", "per 1,000"),
    `${resultLine("all but trend", sum(counted))}  % hit ${interval(recallSpread)} in 95 of 100`,
    `${resultLine("all", sum(each))}  per 1,000 ${interval(falseSpread, 3)}`,
    ...groupBy(each, ({ kind }) => kind).map(([kind, list]) => resultLine(`  ${kind}`, sum(list))),
    ...each.map(({ name, result }) => resultLine(`    ${name}`, result)),
  ];
  return { figures: { repeats_recall: recall(sum(counted)), repeats_false_per_1000: falsePer1000(sum(each)) }, lines };
}
