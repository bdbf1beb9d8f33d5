import type { GridPos, Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import type { ClassicDashboard } from "../classic.ts";
import { isRow, panelsOf, queriesOf } from "../dashboard-queries.ts";
import type { Rule } from "./rule.ts";

const COLUMNS = 24;
const UNITS = new Set<unknown>(Object.values(units));
const CUSTOM_UNIT = /^(suffix|prefix|si|time|currency|count|bool):.+/;

/** Faults of each panel but rows. */
function panelRule(name: string, fault: (panel: Panel) => string | undefined): Rule {
  return {
    name,
    faults: (dashboard) => panelsOf(dashboard).flatMap((panel) => {
      const found = fault(panel);
      return found === undefined ? [] : `${panel.title ?? `panel ${panel.id ?? ""}`}: ${found}`;
    }),
  };
}

const isUnit = (unit: unknown): boolean => UNITS.has(unit) || (typeof unit === "string" && CUSTOM_UNIT.test(unit));

/** Units of a panel, of its overrides too. */
function unitsOf({ fieldConfig }: Panel): unknown[] {
  const overridden = (fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties.filter(({ id }) => id === "unit").map(({ value }): unknown => value));
  return [fieldConfig?.defaults.unit, ...overridden];
}

const PANEL_RULES: readonly Rule[] = [
  panelRule("panels have a title and a description", ({ title = "", description = "" }) => (title === "" || description === "" ? "must have a title and a description" : undefined)),
  panelRule("panels have a unit that Grafana knows", (panel) => {
    const unknown = unitsOf(panel).filter((unit) => !isUnit(unit));
    return unknown.length === 0 ? undefined : `must have a unit of Grafana, got ${unknown.join(", ")}`;
  }),
  panelRule("panels have a query", (panel) => (queriesOf(panel).length === 0 ? "must have a query" : undefined)),
  panelRule("refs of a panel's queries differ", (panel) => {
    const refs = queriesOf(panel).map(({ refId }) => refId);
    return new Set(refs).size === refs.length ? undefined : `must have a refId for each query, got ${refs.join(", ")}`;
  }),
];

const idsDiffer: Rule = {
  name: "ids of panels differ",
  faults({ panels = [] }) {
    const ids = panels.map(({ id }) => id);
    return new Set(ids).size === ids.length && !ids.includes(undefined) ? [] : [`panels must have ids of their own, got ${ids.join(", ")}`];
  },
};

const noOverlap: Rule = {
  name: "panels are within the grid and don't overlap",
  faults(dashboard) {
    const places = placesOf(dashboard);
    return [
      ...places.filter(([, { x, w }]) => x < 0 || w < 1 || x + w > COLUMNS).map(([title]) => `${title}: must be within ${COLUMNS} columns`),
      ...places.flatMap(([title, place], i) => places.slice(i + 1).filter(([, other]) => overlap(place, other)).map(([other]) => `${title}: overlaps ${other}`)),
    ];
  },
};

const rowsFilled: Rule = {
  name: "rows of the grid are filled",
  faults(dashboard) {
    const places = placesOf(dashboard);
    return [...new Set(places.map(([, { y }]) => y))].flatMap((y) => {
      const wide = places.filter(([, place]) => place.y <= y && y < place.y + place.h).reduce((sum, [, { w }]) => sum + w, 0);
      return wide === COLUMNS ? [] : `row ${y} has panels in ${wide} of ${COLUMNS} columns`;
    });
  },
};

/** What panels and their places must keep. */
export const LAYOUT_RULES: readonly Rule[] = [...PANEL_RULES, idsDiffer, noOverlap, rowsFilled];

function placesOf({ panels = [] }: ClassicDashboard): [title: string, place: GridPos][] {
  return panels.flatMap((panel) => [panel, ...(isRow(panel) ? panel.panels : [])])
    .map(({ title = "", gridPos = { x: 0, y: 0, w: 0, h: 0 } }) => [title, gridPos]);
}

function overlap(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
