import { metricsOf, SERIES_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import type { MeasureOutline, PackOutline } from "eddy-exporter/contract";
import { inRange, orZero, rate, select, strangest, sumBy } from "./queries.ts";
import type { Query } from "./queries.ts";
import { unitOf, unitPerSecond } from "./units.ts";
import type { Variable } from "./variables.ts";
import { chosenBy } from "./variables.ts";

/** Measures and KPIs of one pack as queries; all of them keep to the labels that are chosen at the top of its dashboard. */
export class PackScope {
  readonly pack: PackOutline;
  /** Labels that can be chosen. */
  readonly #filters: readonly string[];

  /** Throws for a label that no measure of the pack has. */
  constructor(pack: PackOutline, filters: readonly string[]) {
    this.pack = pack;
    this.#filters = filters;
    const known = new Set(pack.measures.flatMap(({ labels }) => labels));
    const unknown = filters.find((label) => !known.has(label));
    if (unknown !== undefined) throw new Error(`dashboard of pack ${pack.name}: a filter must be one of the labels ${[...known].sort().join(", ")}, got ${unknown}`);
  }

  /** `stream.measure`, the stream without the pack's name, or the name of a KPI. Throws where the pack has none of that name. */
  measure(ref: string): MeasureOutline {
    const { name, measures } = this.pack;
    const [first = "", second] = ref.split(".");
    const stream = second === undefined || first === name ? name : `${name}_${first}`;
    const found = measures.find((of) => of.stream === stream && of.measure === (second ?? first) && (second === undefined) === (of.kind === "kpi"));
    if (found === undefined) throw new Error(`dashboard of pack ${name}: ${ref} must be one of its measures and KPIs, ${measures.map((of) => `${of.stream}.${of.measure}`).join(", ")}`);
    return found;
  }

  /** How a measure is to be called in `measure()`. */
  refOf({ stream, measure, kind }: MeasureOutline): string {
    if (kind === "kpi") return measure;
    return `${stream === this.pack.name ? stream : stream.slice(this.pack.name.length + 1)}.${measure}`;
  }

  /** Selector of the last value: a gauge, a KPI's last window. */
  last(ref: string, ...matchers: string[]): string {
    const measure = this.measure(ref);
    return select(metricsOf(measure).judged.name, [...this.#chosen(measure), ...matchers]);
  }

  /** Selector of the counter of a measure of kind rate or counter. Throws for the other kinds. */
  total(ref: string, ...matchers: string[]): string {
    const measure = this.measure(ref);
    const { total, judged } = metricsOf(measure);
    const counter = total ?? judged;
    if (counter.type !== "counter") throw new Error(`dashboard of pack ${this.pack.name}: ${ref} must be of kind rate or counter, got ${measure.kind}`);
    return select(counter.name, [...this.#chosen(measure), ...matchers]);
  }

  /** A second now, by labels. */
  perSecond(ref: string, by: readonly string[], ...matchers: string[]): string {
    return sumBy(by, rate(this.total(ref, ...matchers)));
  }

  /** A minute now, by labels: what people count in. */
  perMinute(ref: string, by: readonly string[], ...matchers: string[]): string {
    return `60 * ${this.perSecond(ref, by, ...matchers)}`;
  }

  /** In the range shown, 0 where nothing came yet. */
  sumInRange(ref: string, ...matchers: string[]): string {
    return orZero(sumBy([], inRange(this.total(ref, ...matchers))));
  }

  /** In the range shown, by labels. */
  inRangeBy(ref: string, by: readonly string[], ...matchers: string[]): string {
    return sumBy(by, inRange(this.total(ref, ...matchers)));
  }

  /** Grafana's unit of the last value. */
  unit(ref: string): string {
    return unitOf(this.measure(ref).unit);
  }

  /** Grafana's unit of what is judged: of a rate or counter, a second. */
  unitJudged(ref: string): string {
    const { kind, unit } = this.measure(ref);
    return kind === "rate" || kind === "counter" ? unitPerSecond(unit) : unitOf(unit);
  }

  /** Matchers of the scored families for one measure. */
  scored(ref: string): string[] {
    const measure = this.measure(ref);
    return [`stream="${measure.stream}"`, `measure="${measure.measure}"`, ...this.#chosen(measure)];
  }

  /** The series of a measure that was the strangest in the range: its vector, and its value as it is judged. */
  strangest(ref: string): { readonly chosen: string; readonly value: Query } {
    const measure = this.measure(ref);
    const { judged } = metricsOf(measure);
    const chosen = strangest(this.scored(ref));
    const value = judged.type === "counter" ? rate(this.last(ref)) : this.last(ref);
    return { chosen, value: { expr: `${value} and ignoring (stream, measure) ${chosen}`, legend: legendOf(measure.labels, measure.measure) } };
  }

  /** Matcher of the label `stream` for everything of the pack. */
  get streams(): string {
    return `stream=~"${this.pack.name}|${this.pack.name}_.+"`;
  }

  /** Matchers for what is chosen, of series with any labels of the pack. */
  get chosen(): string[] {
    return this.#filters.map(matcherOf);
  }

  /** One variable for each label that can be chosen. */
  variables(): Variable[] {
    return this.#filters.map((label) => chosenBy({
      name: label, label: titleOf(label), description: `Only series with one of these values of the label ${label}.`,
      values: `label_values(${select(SERIES_FAMILIES.lastEvent.name, [this.streams])}, ${label})`,
    }));
  }

  /** Selector of a family about streams. */
  ofStreams(family: keyof typeof STREAM_FAMILIES): string {
    return select(STREAM_FAMILIES[family].name, [this.streams]);
  }

  #chosen({ labels }: MeasureOutline): string[] {
    return this.#filters.filter((label) => labels.includes(label)).map(matcherOf);
  }
}

const matcherOf = (label: string): string => `${label}=~"$${label}"`;

/** Legend of a series by its labels; `name` where it has none. */
export function legendOf(labels: readonly string[], name: string): string {
  return labels.length === 0 ? name : labels.map((label) => `{{${label}}}`).join(" ");
}

/** `sales_region` becomes `Sales region`. */
export function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
