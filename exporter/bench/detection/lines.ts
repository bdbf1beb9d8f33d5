import type { Interval } from "./bootstrap.ts";

const NAME_WIDTH = 46;
const CELL_WIDTH = 10;

/** A line of a table: a name to the left, figures or words to the right. */
export function line(name: string, ...cells: readonly string[]): string {
  return `  ${name.padEnd(NAME_WIDTH)}${cells.map((cell) => ` ${cell.padStart(CELL_WIDTH)}`).join("")}`;
}

/** A figure with so many decimals; a dash where there is none. */
export function figure(value: number, decimals = 1): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "–";
}

/** For example `68.1–79.0`. */
export function interval({ low, high }: Interval, decimals = 1): string {
  return `${figure(low, decimals)}–${figure(high, decimals)}`;
}

/** Groups in the order of their first member. */
export function groupBy<T>(list: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item)) ?? [];
    groups.set(key(item), group);
    group.push(item);
  }
  return [...groups];
}
