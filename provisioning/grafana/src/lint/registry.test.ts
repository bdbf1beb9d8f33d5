import { describe, expect, it } from "@jest/globals";
import type { GridPos, Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { DashboardCursorSync, VariableRefresh } from "@grafana/grafana-foundation-sdk/dashboard";
import type { PackOutline } from "eddy-exporter/contract";
import type { ClassicDashboard } from "../classic.ts";
import { board } from "../board.ts";
import { lines } from "../panels/lines.ts";
import { rate, select, sumBy } from "../queries.ts";
import { chosenBy } from "../variables.ts";
import { catalogue } from "./catalogue.ts";
import { RULES } from "./registry.ts";

const outline: PackOutline = { name: "iot", streams: ["iot_sensor"], measures: [{ stream: "iot_sensor", measure: "heat", kind: "gauge", unit: "celsius", labels: ["device"] }] };
const known = catalogue([outline]);
const HEAT = "eddy_iot_sensor_heat_celsius";

/** A dashboard without a fault; fresh at each call. */
function sound(expr = select(HEAT)): ClassicDashboard {
  const about = { description: "x", unit: "celsius", width: 12 };
  return board({
    uid: "eddy-x", title: "X", description: "x", tag: "pack", annotations: [],
    variables: [chosenBy({ name: "device", label: "Device", description: "x", values: `label_values(${select(HEAT)}, device)` })],
    sections: [{
      title: "Row", panels: [
        lines({ ...about, title: "A", queries: [{ expr, legend: "a" }] }),
        lines({ ...about, title: "B", queries: [{ expr: sumBy([], rate(select("eddy_dead_letters_total"))), legend: "b" }] }),
      ],
    }],
  });
}

/** A sound dashboard with something changed in its first panel that isn't a row. */
function withPanel(change: Partial<Panel>): ClassicDashboard {
  const { panels = [], ...rest } = sound();
  return { ...rest, panels: panels.map((panel, i) => (i === 1 && panel.type !== "row" ? { ...panel, ...change } : panel)) };
}

function withVariable(name: string, change: object): ClassicDashboard {
  const { templating, ...rest } = sound();
  return { ...rest, templating: { list: (templating.list ?? []).map((variable) => (variable.name === name ? { ...variable, ...change } : variable)) } };
}

const at = (place: Partial<GridPos>): ClassicDashboard => withPanel({ gridPos: { x: 0, y: 1, w: 12, h: 8, ...place } });
const query = { refId: "A", expr: select(HEAT), _implementsDataqueryVariant: (): void => undefined, dataqueryName: (): string => "prometheus" };

/** By rule: what breaks it. */
const BREAKAGES: Readonly<Record<string, ClassicDashboard>> = {
  "the uid is eddy-… of small letters, 40 at the most": { ...sound(), uid: "X" },
  "title and description are there": { ...sound(), description: "" },
  "the id is left to Grafana": { ...sound(), id: 7 },
  "it is read only: changes belong into its source": { ...sound(), editable: true },
  "the tags begin with eddy": { ...sound(), tags: ["pack"] },
  "the crosshair is shared": { ...sound(), graphTooltip: DashboardCursorSync.Off },
  "links keep the time": { ...sound(), links: [] },
  "it is for provisioning: nothing is asked for at import": Object.assign(sound(), { __inputs: [] }),
  "there is one data source variable, named datasource, labelled Data source": withVariable("datasource", { label: "Source" }),
  "job and instance can be chosen": withVariable("instance", { name: "eddy" }),
  "every data source is the chosen one": withPanel({ datasource: { type: "prometheus", uid: "abc" } }),
  "variables are labelled, described and asked anew when the time changes": withVariable("device", { refresh: VariableRefresh.OnDashboardLoad }),
  "All stands for absent labels too": withVariable("device", { allValue: ".+" }),
  "panels have a title and a description": withPanel({ description: "" }),
  "panels have a unit that Grafana knows": withPanel({ fieldConfig: { defaults: { unit: "degrees" }, overrides: [] } }),
  "panels have a query": withPanel({ targets: [] }),
  "refs of a panel's queries differ": withPanel({ targets: [query, query] }),
  "ids of panels differ": withPanel({ id: 3 }),
  "panels are within the grid and don't overlap": at({ x: 4 }),
  "rows of the grid are filled": at({ w: 11 }),
  "queries are PromQL": sound(`${select(HEAT)} +`),
  "every selector keeps to the chosen job and instance": sound(`${HEAT}{job=~"$job"}`),
  "every metric is in the catalogue": sound(select("eddy_iot_sensor_heat_kelvin")),
  "metrics have the labels that they are matched by": sound(select(HEAT, ['site="pune"'])),
  "rates are over $__rate_interval, sums over it or the range shown": sound(`rate(${select("eddy_dead_letters_total")}[5m])`),
  "counters are read by their rise": sound(select("eddy_dead_letters_total")),
  "labels that are grouped by exist": sound(sumBy(["site"], select(HEAT))),
  "variables ask for metrics of the catalogue": withVariable("device", { definition: "label_values(eddy_gone, device)" }),
};

describe("the rules for dashboards", () => {
  it("each have a case", () => {
    expect(RULES.map(({ name }) => name).sort()).toEqual(Object.keys(BREAKAGES).sort());
  });

  it.each(RULES.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
    expect(rule.faults(sound(), known)).toEqual([]);
    const [broken] = [BREAKAGES[name]].flatMap((dashboard) => dashboard ?? []);
    expect(broken === undefined ? [] : rule.faults(broken, known)).not.toEqual([]);
  });
});
