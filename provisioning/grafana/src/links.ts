import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { linkTo } from "./panels/about.ts";

/** Uids of the dashboards that others link to. */
export const UIDS = { overview: "eddy-overview", self: "eddy-self", series: "eddy-series" } as const;

/** Uid of the dashboard of a pack. Throws where it would be longer than Grafana takes. */
export function packUid(pack: string): string {
  const uid = `eddy-pack-${pack}`;
  if (uid.length > 40) throw new Error(`dashboards: a pack's name must be of 30 letters at most, got ${pack}: give its folder a shorter one`);
  return uid;
}

const KEEPS = "${datasource:queryparam}&${__url_time_range}";

/** From a scored series to why it is strange: its labels become the matchers. */
export function seriesLink(): Builder<DashboardLink> {
  const series = "var-stream=${__field.labels.stream:percentencode}&var-measure=${__field.labels.measure:percentencode}&var-labels=${__field.labels:percentencode}";
  return linkTo("Why?", `/d/${UIDS.series}?${series}&${KEEPS}`);
}

/** To the series of a measure that was the strangest. */
export function strangestLink(stream: string, measure: string): Builder<DashboardLink> {
  return linkTo("Why?", `/d/${UIDS.series}?var-stream=${stream}&var-measure=${measure}&${KEEPS}`);
}

/** From a row of a table with the columns stream and measure to the strangest series of the measure. */
export function measureLink(): Builder<DashboardLink> {
  return linkTo("Why?", `/d/${UIDS.series}?var-stream=\${__data.fields.stream:percentencode}&var-measure=\${__data.fields.measure:percentencode}&${KEEPS}`);
}

/** From a row of a table with the column pack to the dashboard of the pack. */
export function packLink(): Builder<DashboardLink> {
  return linkTo("Dashboard of the pack", `/d/eddy-pack-\${__data.fields.pack}?${KEEPS}`);
}

/** At the top of every dashboard: the others. */
export function dashboardMenu(): Builder<DashboardLink>[] {
  return [
    new DashboardLinkBuilder("Overview").type(DashboardLinkType.Link).url(`/d/${UIDS.overview}`).icon("dashboard").keepTime(true).includeVars(false),
    new DashboardLinkBuilder("Streams").type(DashboardLinkType.Dashboards).tags(["eddy", "pack"]).asDropdown(true).keepTime(true).includeVars(false),
    new DashboardLinkBuilder("Eddy").type(DashboardLinkType.Dashboards).tags(["eddy", "operations"]).asDropdown(true).keepTime(true).includeVars(false),
  ];
}
