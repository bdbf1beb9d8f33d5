import type { VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import { DashboardCursorSync, VariableRefresh, VariableType } from "@grafana/grafana-foundation-sdk/dashboard";
import type { ClassicDashboard } from "../classic.ts";
import type { Rule } from "./rule.ts";

const DATASOURCE = "${datasource}";

/** One condition on the whole of a dashboard. */
function frameRule(name: string, holds: (dashboard: ClassicDashboard) => boolean): Rule {
  return { name, faults: (dashboard) => (holds(dashboard) ? [] : [name]) };
}

/** Uids of all data sources that are named anywhere. */
function datasourcesOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    key === "datasource" ? [uidOf(value)] : datasourcesOf(value));
}

function uidOf(datasource: unknown): string {
  return typeof datasource === "object" && datasource !== null && "uid" in datasource ? String(datasource.uid) : String(datasource);
}

const variables = ({ templating }: ClassicDashboard): readonly VariableModel[] => templating.list ?? [];

/** What a dashboard as a whole must keep. */
export const FRAME_RULES: readonly Rule[] = [
  frameRule("the uid is eddy-… of small letters, 40 at the most", ({ uid = "" }) => /^eddy-[a-z0-9_-]+$/.test(uid) && uid.length <= 40),
  frameRule("title and description are there", ({ title = "", description = "" }) => title !== "" && description !== ""),
  frameRule("the id is left to Grafana", ({ id }) => id === null),
  frameRule("it is read only: changes belong into its source", ({ editable }) => editable === false),
  frameRule("the tags begin with eddy", ({ tags = [] }) => tags[0] === "eddy" && tags.length > 1),
  frameRule("the crosshair is shared", ({ graphTooltip }) => graphTooltip === DashboardCursorSync.Crosshair),
  frameRule("links keep the time", ({ links = [] }) => links.length > 0 && links.every(({ keepTime }) => keepTime)),
  frameRule("it is for provisioning: nothing is asked for at import", (dashboard) => !("__inputs" in dashboard)),
  frameRule("there is one data source variable, named datasource, labelled Data source", (dashboard) => {
    const found = variables(dashboard).filter(({ type }) => type === VariableType.Datasource);
    return found.length === 1 && found[0]?.name === "datasource" && found[0].label === "Data source" && found[0].query === "prometheus";
  }),
  frameRule("job and instance can be chosen", (dashboard) => ["job", "instance"].every((name) => variables(dashboard).some((variable) => variable.name === name && variable.multi === true && variable.includeAll === true))),
  {
    name: "every data source is the chosen one",
    faults: (dashboard) => datasourcesOf(dashboard).filter((uid) => uid !== DATASOURCE).map((uid) => `must be ${DATASOURCE}, got ${uid}`),
  },
  {
    name: "variables are labelled, described and asked anew when the time changes",
    faults: (dashboard) => variables(dashboard)
      .filter(({ type, label = "", description = "", refresh }) => label === "" || description === "" || (type === VariableType.Query && refresh !== VariableRefresh.OnTimeRangeChanged))
      .map(({ name }) => `variable ${name} must have a label and a description, and refresh on time range changes`),
  },
  {
    name: "All stands for absent labels too",
    faults: (dashboard) => variables(dashboard).filter(({ includeAll, allValue }) => includeAll === true && allValue !== ".*").map(({ name }) => `variable ${name} must have the All value .*`),
  },
];
