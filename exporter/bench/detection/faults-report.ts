import { FAULT_KINDS } from "./faults.ts";
import type { FaultKind } from "./faults.ts";
import type { Trial } from "./fault-trials.ts";
import { figure, groupBy, line } from "./lines.ts";
import { ORDINARY_KINDS } from "./ordinary.ts";

/** Figures of the closing line, shares from 0 to 1. */
export interface FaultFigures {
  readonly sharp_faults_found_min: number;
  readonly faults_found_min: number;
}

function foundShare(list: readonly Trial[]): number {
  return list.filter(({ delay }) => delay !== undefined).length / list.length;
}

function medianDelay(list: readonly Trial[]): number {
  const delays = list.flatMap(({ delay }) => (delay === undefined ? [] : [delay])).sort((a, b) => a - b);
  return delays[Math.floor(delays.length / 2)] ?? NaN;
}

function cell(list: readonly Trial[]): string {
  return `${figure(100 * foundShare(list), 0)} % ${figure(medianDelay(list), 0).padStart(3)}`;
}

function kindLines(kind: FaultKind, trials: readonly Trial[]): string[] {
  const own = trials.filter(({ fault }) => fault === kind);
  const row = (name: string, list: readonly Trial[]): string => line(name, ...kind.sizes.map((size) => cell(list.filter((one) => one.size === size))));
  return [
    line(`${kind.id}, ${kind.unit}`, ...kind.sizes.map((size) => (size === kind.required ? `*${size}   ` : `${size}   `))),
    row("all", own),
    ...groupBy(own, ({ base }) => base).map(([base, list]) => row(`  ${base}`, list)),
  ];
}

/** Least share found over the kinds at the size that each must be found at, and the table. */
export function reportFaults(trials: readonly Trial[], seed: number): { figures: FaultFigures; lines: string[] } {
  const least = (kinds: readonly FaultKind[]): number =>
    Math.min(...kinds.map((kind) => foundShare(trials.filter(({ fault, size }) => fault === kind && size === kind.required))));
  const without = ORDINARY_KINDS.filter(({ takesFaults }) => !takesFaults).map(({ id }) => id).join(", ");
  const lines = [
    `  faults, seeds ${seed}: share found and median delay in events; * must be found; none in ${without}, where such is daily life`,
    ...FAULT_KINDS.flatMap((kind) => kindLines(kind, trials)),
  ];
  return { figures: { sharp_faults_found_min: least(FAULT_KINDS.filter(({ isSharp }) => isSharp)), faults_found_min: least(FAULT_KINDS) }, lines };
}
