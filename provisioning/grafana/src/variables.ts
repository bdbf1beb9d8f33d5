import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import { DatasourceVariableBuilder, QueryVariableBuilder, TextBoxVariableBuilder, VariableHide, VariableRefresh, VariableSort } from "@grafana/grafana-foundation-sdk/dashboard";
import { OWN_FAMILIES } from "eddy-exporter/contract";
import { DATASOURCE } from "./queries.ts";

export type Variable = Builder<VariableModel>;

const ALL = { selected: true, text: "All", value: "$__all" } as const;

/** On every dashboard: the data source, and which Eddies. */
export function fixedVariables(): Variable[] {
  return [
    new DatasourceVariableBuilder("datasource").label("Data source").description("The Prometheus that scrapes Eddy.").type("prometheus"),
    chosenBy({ name: "job", label: "Job", description: "Scrape job in Prometheus.", values: `label_values(${OWN_FAMILIES.buildInfo.name}, job)` }),
    chosenBy({
      name: "instance", label: "Eddy", description: "Which Eddy, if there are several.",
      values: `label_values(${OWN_FAMILIES.buildInfo.name}{job=~"$job"}, instance)`,
    }),
  ];
}

/** What a variable of queries is made from. */
export interface VariableSpec {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Query for its values. */
  readonly values: string;
}

/** Several of the values, or all of them: also those that are absent. */
export function chosenBy({ name, label, description, values }: VariableSpec): QueryVariableBuilder {
  return queried({ name, label, description, values }).multi(true).includeAll(true).allValue(".*").current(ALL);
}

/** One of the values; the first, unless a link says otherwise. */
export function oneOf(spec: VariableSpec): QueryVariableBuilder {
  return queried(spec).multi(false).includeAll(false);
}

/** One value that follows from the other variables and isn't shown. */
export function derived(name: string, values: string): QueryVariableBuilder {
  return oneOf({ name, label: name, description: "Follows from the other variables.", values }).hide(VariableHide.HideVariable);
}

/** Matchers as typed or as a link brings them. */
export function matchers(name: string, label: string, description: string): TextBoxVariableBuilder {
  return new TextBoxVariableBuilder(name).label(label).description(description).defaultValue("");
}

function queried({ name, label, description, values }: VariableSpec): QueryVariableBuilder {
  return new QueryVariableBuilder(name).label(label).description(description).datasource(DATASOURCE)
    .query({ query: values, refId: `variable-${name}` }).definition(values)
    .refresh(VariableRefresh.OnTimeRangeChanged).sort(VariableSort.NaturalAsc);
}
