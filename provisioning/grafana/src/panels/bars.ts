import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { BarGaugeDisplayMode, BarGaugeValueMode, ReduceDataOptionsBuilder, VizOrientation } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as BarGaugeBuilder } from "@grafana/grafana-foundation-sdk/bargauge";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Query } from "../queries.ts";
import { target } from "../queries.ts";
import type { About, PanelBuilder, Step } from "./about.ts";
import { colouredBySteps, dress, thresholds } from "./about.ts";

export interface BarsSpec extends About {
  /** At one moment each. */
  readonly query: Query;
  readonly steps?: readonly Step[];
  /** Longest bar; the greatest value if left out. */
  readonly max?: number;
  readonly links?: readonly Builder<DashboardLink>[];
}

/** One bar a series, side by side to be compared. */
export function bars(spec: BarsSpec): PanelBuilder {
  const { query, steps = [[null, "blue"]], max, links = [] } = spec;
  const builder = dress(new BarGaugeBuilder(), spec, 8)
    .targets([target({ ...query, as: "now" }, 0)])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false))
    .orientation(VizOrientation.Horizontal).displayMode(BarGaugeDisplayMode.Basic).valueMode(BarGaugeValueMode.Color).showUnfilled(true)
    .colorScheme(colouredBySteps()).thresholds(thresholds(steps)).min(0).dataLinks([...links]);
  return max === undefined ? builder : builder.max(max);
}
