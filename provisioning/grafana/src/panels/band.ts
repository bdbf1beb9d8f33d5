import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink, DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { SERIES_FAMILIES } from "eddy-exporter/contract";
import type { Query } from "../queries.ts";
import { orNothing, select } from "../queries.ts";
import type { About, PanelBuilder } from "./about.ts";
import { plainLines } from "./lines.ts";

/** A series with what was expected of it. */
export interface BandSpec extends About {
  /** Its values: exactly one series each. */
  readonly values: readonly Query[];
  /** Matchers of the scored families. */
  readonly matchers: readonly string[];
  /** Vector with the one series whose band is drawn, labels as the scored families have them. */
  readonly chosen: string;
  /** To more about it. */
  readonly link?: Builder<DashboardLink>;
}

const colour = (name: string): DynamicConfigValue => ({ id: "color", value: { mode: "fixed", fixedColor: name } });

/** Value, expected value, and the band between lower and upper end shaded: where the line leaves it, the value was unusual. */
export function band(spec: BandSpec): PanelBuilder {
  const { values, matchers, chosen, link } = spec;
  const scored = select(SERIES_FAMILIES.score.name, matchers);
  const bound = ({ name }: { readonly name: string }, legend: string): Query =>
    ({ expr: `${orNothing(select(name, matchers), scored)} and ${chosen}`, legend });
  const queries = [...values, bound(SERIES_FAMILIES.expected, "expected"), bound(SERIES_FAMILIES.lower, "lower"), bound(SERIES_FAMILIES.upper, "upper")];
  return plainLines(spec, queries)
    .lineWidth(2).dataLinks(link === undefined ? [] : [link])
    .overrideByName("expected", [colour("text"), { id: "custom.lineWidth", value: 1 }, { id: "custom.lineStyle", value: { fill: "dash", dash: [6, 6] } }])
    .overrideByName("lower", [colour("blue"), { id: "custom.lineWidth", value: 0 }])
    .overrideByName("upper", [colour("blue"), { id: "custom.lineWidth", value: 0 }, { id: "custom.fillBelowTo", value: "lower" }, { id: "custom.fillOpacity", value: 15 }]);
}
