import type { MeasureOutline, PackOutline } from "../contract/outline.ts";
import { compilePlan } from "./compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";
import type { PackText } from "./fold-text.ts";
import type { Plan, StreamPlan } from "./plan.ts";
import { ABSENT } from "./plan.ts";

/**
 * What packs expose, sorted by name: for those who make dashboards and alerts from them.
 * @throws PackError with every fault of every pack
 */
export function outlinePacks(packs: readonly PackText[]): PackOutline[] {
  const plan = compilePlan({ packs, settings: DEFAULT_FOLD_SETTINGS });
  return packs.map(({ name }) => outlineOf(plan, name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function outlineOf({ streams, kpis }: Plan, name: string): PackOutline {
  const own = streams.filter(({ pack }) => pack === name);
  const ofKpis = kpis.filter(({ stream }) => stream === name)
    .map(({ stream, name: measure, unit, labelNames: labels }): MeasureOutline => ({ stream, measure, kind: "kpi", unit, labels }));
  return { name, streams: own.map((stream) => stream.name), measures: [...own.flatMap(measuresOf), ...ofKpis] };
}

function measuresOf({ name: stream, measures, mapper, absent }: StreamPlan): MeasureOutline[] {
  const labels = [...mapper.labelNames].sort();
  return [
    ...measures.map(({ name: measure, kind, unit }): MeasureOutline => ({ stream, measure, kind, unit, labels })),
    ...(absent === undefined ? [] : [{ stream, measure: ABSENT.name, kind: "gauge" as const, unit: ABSENT.unit, labels: [] }]),
  ];
}
