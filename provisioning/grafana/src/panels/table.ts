import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { TableFooterOptionsBuilder, TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { target } from "../queries.ts";
import type { About, PanelBuilder, Step } from "./about.ts";
import { DASH, dress } from "./about.ts";

/** One column of values, from a query of its own. */
interface Column {
  readonly title: string;
  readonly expr: string;
  readonly unit: string;
  readonly decimals?: number;
  /** Colours the value. */
  readonly steps?: readonly Step[];
}

export interface TableSpec extends About {
  /** Labels that all columns have in common: they make the rows, and columns in front. */
  readonly labels: readonly string[];
  readonly columns: readonly Column[];
  /** Title of the column that is sorted by, the greatest first. */
  readonly sortBy: string;
  /** On every cell. */
  readonly links: readonly Builder<DashboardLink>[];
}

const refId = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);

/** Rows of labels, columns of values at the end of the range. */
export function table(spec: TableSpec): PanelBuilder {
  const { labels, columns, sortBy, links } = spec;
  const builder = dress(new TableBuilder(), spec, 9)
    .targets(columns.map(({ expr, title }, i) => target({ expr, legend: title, as: "table" }, i)))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries([...labels, ...columns.map((_, i) => valueName(columns, i))].map((name, i) => [name, i])),
        renameByName: Object.fromEntries(columns.map(({ title }, i) => [valueName(columns, i), title])),
      },
    })
    .sortBy([new TableSortByFieldStateBuilder().displayName(sortBy).desc(true)])
    .footer(new TableFooterOptionsBuilder().show(false).reducer([]))
    .dataLinks([...links]).mappings([DASH]);
  for (const { title, unit, decimals, steps } of columns) {
    builder.overrideByName(title, [
      { id: "unit", value: unit },
      ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
      ...(steps === undefined ? [] : [
        { id: "thresholds", value: { mode: "absolute", steps: steps.map(([value, color]) => ({ value, color })) } },
        { id: "custom.cellOptions", value: { type: "color-text" } },
      ]),
    ]);
  }
  return builder;
}

/** What Grafana calls the values of a query once tables are merged. */
function valueName(columns: readonly Column[], index: number): string {
  return columns.length === 1 ? "Value" : `Value #${refId(index)}`;
}
