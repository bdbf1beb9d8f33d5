import type { Random } from "#exporter/model/random";
import { scoreOfEvidence } from "#exporter/stats/evidence";
import type { Judged } from "./accuracy.ts";
import { bootstrap } from "./bootstrap.ts";
import { figure, groupBy, interval, line } from "./lines.ts";
import type { NabSeries } from "./nab-corpus.ts";
import { decayedState, STATE_HALF_LIFE } from "./state.ts";
import { vusPr } from "./vus-pr.ts";

/** Figure of the closing line. */
export interface VusFigures {
  readonly vus_pr: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** VUS-PR of the state, at a half-life in rows and as shipped, and of the rows' own scores; mean over the series with windows. */
export function reportVus(judged: readonly Judged<NabSeries>[], random: Random): { figures: VusFigures; lines: string[] } {
  const each = judged.filter(({ series }) => series.windows.length > 0).map(({ series: { name, windows }, verdicts: { evidence, state } }) => ({
    name,
    decayed: vusPr(decayedState(evidence, STATE_HALF_LIFE).map(scoreOfEvidence), windows),
    shipped: vusPr(state.map(scoreOfEvidence), windows),
    rows: vusPr(evidence.map(scoreOfEvidence), windows),
  }));
  const row = (name: string, list: typeof each, spread = ""): string =>
    line(name, ...(["decayed", "shipped", "rows"] as const).map((of) => figure(mean(list.map((one) => one[of])), 3)), spread);
  const spread = bootstrap(each, (drawn) => mean(drawn.map(({ decayed }) => decayed)), random);
  const lines = [
    line("VUS-PR of the state", `${STATE_HALF_LIFE} rows`, "shipped H", "no state", "95 of 100"),
    row("all", each, interval(spread, 3)),
    ...groupBy(each, ({ name }) => name.split("/")[0] ?? name).map(([name, list]) => row(`  ${name}`, list)),
  ];
  return { figures: { vus_pr: mean(each.map(({ decayed }) => decayed)) }, lines };
}
