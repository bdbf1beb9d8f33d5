import { BigValueColorMode, BigValueGraphMode, BigValueTextMode, ReduceDataOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import type { Query } from "../queries.ts";
import { target } from "../queries.ts";
import type { About, PanelBuilder, Step } from "./about.ts";
import { DASH, colouredBySteps, dress, thresholds } from "./about.ts";

export interface StatSpec extends About {
  readonly queries: readonly Query[];
  readonly steps?: readonly Step[];
  readonly mappings?: readonly ValueMapping[];
  readonly decimals?: number;
  /** Shows the legend in the place of the value. */
  readonly named?: boolean;
  readonly links?: readonly Builder<DashboardLink>[];
}

/** Big numbers of now; where a query is over time, with their course behind them. */
export function stat(spec: StatSpec): PanelBuilder {
  const { queries, steps = [[null, "text"]], mappings = [], decimals, named = false, links = [] } = spec;
  const overTime = queries.some(({ as = "series" }) => as === "series");
  const builder = dress(new StatBuilder(), spec, 4)
    .targets(queries.map(target))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false))
    .graphMode(overTime && !named ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(named ? BigValueTextMode.Name : BigValueTextMode.Auto)
    .colorScheme(colouredBySteps()).thresholds(thresholds(steps)).dataLinks([...links]).mappings([...mappings, DASH]);
  return decimals === undefined ? builder : builder.decimals(decimals);
}
