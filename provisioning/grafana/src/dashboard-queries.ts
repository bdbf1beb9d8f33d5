import { VariableType } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import { metricsOf } from "eddy-exporter/contract";
import type { MeasureOutline, PackOutline } from "eddy-exporter/contract";
import { packOutlines } from "eddy-exporter/packs";
import type { ClassicDashboard } from "./classic.ts";
import { dashboards } from "./index.ts";
import { UIDS } from "./links.ts";

/** A query of a dashboard as it can be run. */
export interface DashboardQuery {
  readonly dashboard: string;
  /** Title of the panel, or `variable x`, `annotation x`. */
  readonly panel: string;
  readonly refId: string;
  /** PromQL with all variables filled in. */
  readonly expr: string;
  /** Asked over the range that is shown, as lines are drawn; else at its end. */
  readonly isOverTime: boolean;
}

/** What the variables of a dashboard stand for; those that aren't named are on All. */
export type Chosen = Readonly<Record<string, string>>;

/** What Grafana fills in itself, as for one hour with a scrape each second. */
const BUILT_IN: Chosen = { __rate_interval: "1m", __interval: "15s", __range: "1h" };

/** Panels with the queries as the JSON has them. */
export function panelsOf({ panels = [] }: ClassicDashboard): Panel[] {
  return panels.flatMap((panel) => (isRow(panel) ? panel.panels : panel));
}

export function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === "row";
}

/** PromQL of a panel's queries as the JSON has it, variables left in. */
export function queriesOf({ targets = [] }: Panel): Pick<DashboardQuery, "refId" | "expr" | "isOverTime">[] {
  return targets.flatMap((query) => ("expr" in query && "refId" in query ? { refId: String(query.refId), expr: String(query.expr), isOverTime: "range" in query && query.range === true } : []));
}

/** PromQL that finds the values of a variable, where it asks for any. */
export function variableQueries({ templating }: ClassicDashboard): { readonly name: string; readonly expr: string }[] {
  return (templating.list ?? []).flatMap(({ name, type, definition = "" }) => {
    const [, selector, label] = /^label_values\((.+), (\w+)\)$/s.exec(definition) ?? [];
    return type !== VariableType.Query || selector === undefined || label === undefined ? [] : { name, expr: `group by (${label}) (${selector})` };
  });
}

/** PromQL of the annotations, variables left in. */
export function annotationQueries({ annotations }: ClassicDashboard): { readonly name: string; readonly expr: string }[] {
  return (annotations.list ?? []).flatMap(({ name, expr }) => (expr === undefined ? [] : { name, expr }));
}

/** Fills in variables as Grafana does; throws for one that stands for nothing. */
export function fillIn(expr: string, { templating }: ClassicDashboard, chosen: Chosen): string {
  return expr.replace(/\$([A-Za-z_]\w*)/g, (_, name: string) => {
    const variable = templating.list?.find((of) => of.name === name);
    const value = BUILT_IN[name] ?? chosen[name] ?? variable?.allValue ?? (variable?.type === VariableType.Textbox ? "" : undefined);
    if (value === undefined) throw new Error(`$${name} of ${expr} must be a variable of the dashboard with a value`);
    return value;
  });
}

/** All queries of one dashboard: panels, annotations and variables. */
function queriesOfDashboard(dashboard: ClassicDashboard, chosen: Chosen = {}): DashboardQuery[] {
  const { uid = "" } = dashboard;
  const filled = (expr: string): string => fillIn(expr, dashboard, chosen);
  return [
    ...variableQueries(dashboard).filter(({ name }) => chosen[name] !== "").map(({ name, expr }) => ({ dashboard: uid, panel: `variable ${name}`, refId: "", expr: filled(expr), isOverTime: false })),
    ...annotationQueries(dashboard).map(({ name, expr }) => ({ dashboard: uid, panel: `annotation ${name}`, refId: "", expr: filled(expr), isOverTime: false })),
    ...panelsOf(dashboard).flatMap((panel) => queriesOf(panel).map((query) => ({ ...query, dashboard: uid, panel: panel.title ?? "", expr: filled(query.expr) }))),
  ];
}

/**
 * Every query of every dashboard of the packs, by default those that come with Eddy: of panels, annotations and variables. All variables
 * are on All; the dashboard of a single series comes once for each kind of measure, with the first one that the packs have.
 */
export function dashboardQueries(packs: readonly PackOutline[] = packOutlines()): DashboardQuery[] {
  return dashboards(packs).flatMap(({ dashboard }) =>
    dashboard.uid === UIDS.series ? oneOfEachKind(packs).flatMap((measure) => queriesOfDashboard(dashboard, chosenFor(measure))) : queriesOfDashboard(dashboard));
}

function oneOfEachKind(packs: readonly PackOutline[]): MeasureOutline[] {
  const all = packs.flatMap(({ measures }) => measures);
  return (["gauge", "counter", "rate", "kpi"] as const).flatMap((kind) => all.find((measure) => measure.kind === kind) ?? []);
}

/** What the variables of the dashboard of a single series stand for. */
function chosenFor(measure: MeasureOutline): Chosen {
  const { name, type } = metricsOf(measure).judged;
  return { stream: measure.stream, measure: measure.measure, gauge: type === "gauge" ? name : "", counter: type === "counter" ? name : "" };
}
