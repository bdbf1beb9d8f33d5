import { LegendDisplayMode, LegendPlacement, VisibilityMode, VizLegendOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import type { Query } from "../queries.ts";
import { target } from "../queries.ts";
import type { About, PanelBuilder } from "./about.ts";
import { SCORE_STEPS, colouredBySteps, dress, thresholds } from "./about.ts";

export interface TimelineSpec extends About {
  readonly query: Query;
  /** Values that are states: number, name and colour. Scores if left out. */
  readonly states?: readonly (readonly [value: number, name: string, colour: string])[];
  readonly links?: readonly Builder<DashboardLink>[];
}

/** Scores, or states, as coloured bands, one a series: when each was how. */
export function timeline(spec: TimelineSpec): PanelBuilder {
  const { query, states, links = [] } = spec;
  const builder = dress(new TimelineBuilder(), spec, 8)
    .targets([target(query, 0)])
    .mergeValues(true).showValue(VisibilityMode.Never).rowHeight(0.8).lineWidth(0).fillOpacity(80)
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).calcs([]))
    .colorScheme(colouredBySteps()).dataLinks([...links]);
  if (states === undefined) return builder.thresholds(thresholds(SCORE_STEPS)).min(0).max(1);
  return builder.mappings([{
    type: MappingType.ValueToText,
    options: Object.fromEntries(states.map(([value, text, color], index) => [String(value), { text, color, index }])),
  }]);
}
