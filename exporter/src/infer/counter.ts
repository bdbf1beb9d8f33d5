import type { Field } from "./fields.ts";
import { isThere } from "./fields.ts";

const ENOUGH_RISES = 10;
/** Of the steps that are not level, so many may fall: restarts. */
const RESETS = 0.02;

/** Whether a number only ever rises within each series, but for restarts near 0: a counter of its source. `series` names the series of each record. */
export function isCounter({ values }: Field, series: readonly string[]): boolean {
  const last = new Map<string, number>();
  let rises = 0;
  let resets = 0;
  for (let at = 0; at < values.length; at++) {
    const found = values[at];
    if (!isThere(found)) continue;
    const value = Number(found);
    const name = series[at] ?? "";
    const before = last.get(name);
    last.set(name, value);
    if (value < 0) return false;
    if (before === undefined || value === before) continue;
    if (value > before) rises++;
    else if (value <= before * 0.1) resets++;
    else return false;
  }
  return rises >= ENOUGH_RISES && resets <= rises * RESETS;
}
