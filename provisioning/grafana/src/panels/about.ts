import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink, FieldColor, Panel, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import {
  DashboardLinkBuilder, FieldColorBuilder, FieldColorModeId, MappingType, SpecialValueMatch, ThresholdsConfigBuilder, ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATASOURCE } from "../queries.ts";

export type PanelBuilder = Builder<Panel>;

/** What every panel has. */
export interface About {
  readonly title: string;
  /** What it shows and what to make of it; seen behind the title. */
  readonly description: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  /** Columns, of 24. */
  readonly width: number;
  /** Rows of the grid; each kind of panel has its own default. */
  readonly height?: number;
}

/** Value from which on a colour holds; null = from the beginning. */
export type Step = readonly [from: number | null, colour: string];

/** What the panel builders that we use have in common. */
interface Dressed {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: typeof DATASOURCE): this;
  unit(unit: string): this;
  span(width: number): this;
  height(height: number): this;
}

/** Puts on a panel what every panel has. */
export function dress<B extends Dressed>(builder: B, { title, description, unit, width, height }: About, usualHeight: number): B {
  return builder.title(title).description(description).unit(unit).datasource(DATASOURCE).span(width).height(height ?? usualHeight);
}

/** Colours of a score: quiet, told, warning, critical. */
export const SCORE_STEPS: readonly Step[] = [[null, "green"], [0.7, "yellow"], [0.9, "orange"], [0.99, "red"]];

/** What isn't there yet is a dash, not NaN. */
export const DASH: ValueMapping = { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result: { text: "–", index: 0 } } };

export function thresholds(steps: readonly Step[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps.map(([value, color]) => ({ value, color })));
}

export function colouredBySteps(): Builder<FieldColor> {
  return new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
}

/** To another of our dashboards, with the time and what the link says. */
export function linkTo(title: string, url: string): Builder<DashboardLink> {
  return new DashboardLinkBuilder(title).url(url);
}
