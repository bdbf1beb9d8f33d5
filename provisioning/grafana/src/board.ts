import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { AnnotationQuery } from "@grafana/grafana-foundation-sdk/dashboard";
import { DashboardCursorSync, RowBuilder, TimePickerBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { classicDashboard } from "./classic.ts";
import type { ClassicDashboard } from "./classic.ts";
import { dashboardMenu } from "./links.ts";
import type { PanelBuilder } from "./panels/about.ts";
import type { Variable } from "./variables.ts";
import { fixedVariables } from "./variables.ts";

/** Panels below a heading. */
export interface Section {
  /** "" = without a heading: only the first. */
  readonly title: string;
  readonly panels: readonly PanelBuilder[];
}

/** What a dashboard is made from. */
export interface BoardSpec {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Beside `eddy`: `pack` or `operations`, by which the menu finds it. */
  readonly tag: "pack" | "operations" | "overview";
  /** Beside data source, job and Eddy. */
  readonly variables: readonly Variable[];
  readonly sections: readonly Section[];
  readonly annotations?: readonly Builder<AnnotationQuery>[];
}

/** A dashboard in Grafana's classic JSON: panels are laid out from left to right, and numbered. */
export function board(spec: BoardSpec): ClassicDashboard {
    const builder = classicDashboard(spec.title)
    .id(null).uid(spec.uid).description(spec.description).tags(["eddy", spec.tag]).readonly()
    .tooltip(DashboardCursorSync.Crosshair).timezone("browser").time({ from: "now-1h", to: "now" }).refresh("10s")
    .timepicker(new TimePickerBuilder().refreshIntervals(["5s", "10s", "30s", "1m", "5m", "15m", "1h"]))
    .links(dashboardMenu()).variables([...fixedVariables(), ...spec.variables]).annotations([...(spec.annotations ?? [])]);
  for (const { title, panels } of spec.sections) {
    if (title !== "") builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panel);
  }
  return numbered(builder.build());
}

/** Ids of panels, from 1 on: they are the end of a link to a single panel. */
function numbered(dashboard: ClassicDashboard): ClassicDashboard {
  return { ...dashboard, panels: (dashboard.panels ?? []).map((panel, i) => ({ ...panel, id: i + 1 })) };
}
