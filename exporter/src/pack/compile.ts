import type { CompiledAlert } from "./alerts/check-alert-names.ts";
import { checkAlertNames } from "./alerts/check-alert-names.ts";
import type { AlertPlan, PackParts } from "./alerts/compile-alert.ts";
import { compileAlert } from "./alerts/compile-alert.ts";
import { allCaptures, packCaptures } from "./captures.ts";
import type { Capture } from "./captures.ts";
import type { CompiledKpi } from "./check-names.ts";
import { checkNames } from "./check-names.ts";
import { compileCalendar } from "./compile-calendar.ts";
import { compileKpi } from "./compile-kpi.ts";
import type { CompiledStream, PackContext } from "./compile-stream.ts";
import { compileStream } from "./compile-stream.ts";
import type { PackFault } from "./faults.ts";
import { PackError } from "./faults.ts";
import type { FoldText } from "./fold-text.ts";
import type { Plan } from "./plan.ts";
import type { ReadPack } from "./read-pack.ts";
import { didYouMean } from "./nearest.ts";
import { readPack } from "./read-pack.ts";
import type { PackSpec } from "./schema.ts";
import { compileMatch } from "./subject-index.ts";
import { covers } from "./subject-pattern.ts";

/** A plan and what its authors should hear about it. */
export interface CheckedPlan {
  readonly plan: Plan;
  /** By pack and name. */
  readonly alerts: readonly AlertPlan[];
  readonly warnings: readonly PackFault[];
}

/**
 * Compiles packs and settings to all that the fold needs. The same text gives the same plan: streams, measures and KPIs are
 * sorted by name, whatever order they are written in. Some milliseconds a pack.
 * @throws PackError with every fault of every pack
 */
export function compilePlan(text: FoldText): Plan {
  return checkPlan(text).plan;
}

/**
 * The same, with the warnings.
 * @throws PackError
 */
export function checkPlan(text: FoldText): CheckedPlan {
  const packs = [...text.packs].sort((a, b) => (a.name < b.name ? -1 : 1)).map(readPack);
  const sound = packs.flatMap(({ name: pack, sound: spec, streamNames, report }) => (spec === undefined ? [] : [{ spec, streamNames, context: { pack, report, settings: text.settings } }]));

  const streams = sound.flatMap(({ spec, context }) => compileStreams(spec, context)).sort((a, b) => (a.plan.name < b.plan.name ? -1 : 1));
  const kpis = sound.flatMap(({ spec, streamNames, context }) => compileKpis(spec, streamNames, context, streams));
  const alerts = sound.flatMap(({ spec, context }) => compileAlerts(spec, context, { streams, kpis }));
  checkNames(streams, kpis);
  const calendar = sound.flatMap(({ spec, context }) => compileCalendar(spec, context));
  checkAlertNames(alerts);
  const captures = allCaptures(sound.flatMap(({ spec, context }) => capturesOf(spec, context, streams)));
  refuseFaults(packs);
  return {
    plan: {
      streams: streams.map(({ plan }) => plan),
      kpis: kpis.map(({ plan }) => plan),
      settings: text.settings,
      calendar,
      captures,
      match: compileMatch(streams.map(({ pattern }) => pattern)),
    },
    alerts: alerts.map(({ plan }) => plan),
    warnings: packs.flatMap(({ report }) => report.warnings),
  };
}

function compileStreams(spec: PackSpec, context: PackContext): CompiledStream[] {
  return Object.entries(spec.streams).flatMap(([name, stream]) => compileStream(name, stream, context) ?? []);
}

function compileKpis(spec: PackSpec, known: readonly string[], context: PackContext, streams: readonly CompiledStream[]): CompiledKpi[] {
  return Object.entries(spec.kpis).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, kpi]) => {
    const [of = ""] = kpi.of.split(".");
    if (!known.includes(of)) context.report.fault(["kpis", name, "of"], `a stream of the pack: ${known.join(", ")}`, kpi.of, didYouMean(of, known));
    const plan = compileKpi(name, kpi, context, streams);
    return plan === undefined ? [] : [{ plan, report: context.report }];
  });
}

/** Alerts of one pack; a name that another has is refused, for runbooks and routes go by it. */
function compileAlerts(spec: PackSpec, context: PackContext, parts: Omit<PackParts, "broken">): CompiledAlert[] {
  const whole = [...parts.streams.filter(({ plan }) => plan.pack === context.pack).map(({ shortName }) => shortName), ...parts.kpis.filter(({ report }) => report === context.report).map(({ plan }) => plan.name)];
  const broken = [...Object.keys(spec.streams), ...Object.keys(spec.kpis)].filter((name) => !whole.includes(name));
  return Object.entries(spec.alerts).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, alert]) => {
    const plan = compileAlert(name, alert, context, { ...parts, broken });
    return plan === undefined ? [] : [{ plan, report: context.report }];
  });
}

/** The captures of a pack; a stream beyond them would never get a message. */
function capturesOf(spec: PackSpec, context: PackContext, streams: readonly CompiledStream[]): Capture[] {
  const captures = packCaptures(spec, context);
  for (const { plan, pattern, shortName, report } of streams) {
    if (plan.pack !== context.pack || captures.some(({ filter }) => covers(filter, pattern.filter))) continue;
    const allowed = captures.map(({ filter }) => filter.join(".")).join(", ");
    report.fault(["streams", shortName, "subject"], `below the pack's captures (${allowed})`, pattern.text, "add it to captures:");
  }
  return captures;
}

function refuseFaults(packs: readonly ReadPack[]): void {
  const faults = packs.flatMap(({ report }) => [...report.faults].sort((a, b) => a.line - b.line));
  if (faults.length > 0) throw new PackError(faults);
}
