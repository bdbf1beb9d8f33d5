import {
  GraphDrawStyle, GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode, LegendDisplayMode, LegendPlacement, SortOrder, StackingConfigBuilder, StackingMode,
  TooltipDisplayMode, VisibilityMode, VizLegendOptionsBuilder, VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Query } from "../queries.ts";
import { target } from "../queries.ts";
import type { About, PanelBuilder, Step } from "./about.ts";
import { dress, thresholds } from "./about.ts";

export interface LinesSpec extends About {
  readonly queries: readonly Query[];
  /** Lines, lines on top of each other, or bars on top of each other. Default lines. */
  readonly draw?: "lines" | "stacked" | "bars";
  /** Ends of the axis where the values don't go beyond. */
  readonly min?: number;
  readonly max?: number;
  /** Lines at which something begins. */
  readonly limits?: readonly Step[];
  readonly links?: readonly Builder<DashboardLink>[];
}

/** Values over time. */
export function lines(spec: LinesSpec): PanelBuilder {
  const { draw = "lines", min, max, limits } = spec;
  const builder = plainLines(spec, spec.queries)
    .fillOpacity(draw === "lines" ? 0 : 60)
    .drawStyle(draw === "bars" ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .stacking(new StackingConfigBuilder().mode(draw === "lines" ? StackingMode.None : StackingMode.Normal).group("A"))
    .dataLinks([...(spec.links ?? [])]);
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  if (limits === undefined) return builder;
  return builder.thresholds(thresholds(limits)).thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
}

/** The ground that all panels over time stand on. */
export function plainLines(about: About, queries: readonly Query[]): TimeseriesBuilder {
  return dress(new TimeseriesBuilder(), about, 8)
    .targets(queries.map(target))
    .lineWidth(1).showPoints(VisibilityMode.Never).spanNulls(false).axisSoftMin(0)
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).calcs([]))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
}
