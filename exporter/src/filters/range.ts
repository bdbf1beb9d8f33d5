import type { FilterSetting, ValueFilterKind } from "./filter.ts";

const BOUND: FilterSetting = { form: "amount", least: -Number.MAX_VALUE, most: Number.MAX_VALUE, default: undefined };

/**
 * Leaves out values below `min` or above `max`; the bounds themselves pass.
 *
 * For what a sensor says when it is broken (−999) or an amount that nobody can mean. Cost some ns, no state.
 * Not for limits that one wants to be told of: a value that is left out is no anomaly.
 */
export const range: ValueFilterKind = {
  id: "range",
  version: 1,
  acts: "values",
  keepsFromKpis: true,
  settings: { min: BOUND, max: BOUND },
  main: undefined,
  broken({ min, max }) {
    if (min === undefined && max === undefined) return "min, max or both";
    return (min ?? -Infinity) <= (max ?? Infinity) ? undefined : "a min that is not above the max";
  },
  takes: () => true,
  takesRule: "any measure",
  create({ min = -Infinity, max = Infinity }) {
    return { size: 0, pass: (_page, _offset, { value }) => (value >= min && value <= max ? value : NaN) };
  },
};
