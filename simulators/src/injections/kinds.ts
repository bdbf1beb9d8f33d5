import type { MeasureKind } from "../domains/domain.ts";

/** What can be injected. */
export const INJECTION_KINDS = ["spike", "shift", "drift", "dropout", "stuck", "burst"] as const;

export type InjectionKind = (typeof INJECTION_KINDS)[number];

/** What an injection does and how large and long it is. */
export interface InjectionShape {
  /** Measures that it fits; empty = the whole source, measure "". */
  readonly fits: readonly MeasureKind[];
  /** How long it lasts, ms. */
  readonly durationMs: number;
  /** Smallest and largest size: standard deviations of a level, factor on an amount or counter, 0 where there is no size. */
  readonly size: readonly [number, number];
  /** Whether the size may as well be downwards. */
  readonly signed: boolean;
  /** Value of a level; `progress` runs from 0 to 1 over the duration. */
  level(value: LevelAt): number;
}

/** A level about to be reported. */
interface LevelAt {
  readonly normal: number;
  /** What was reported last. */
  readonly last: number;
  /** Size × standard deviation, in the measure's unit. */
  readonly offset: number;
  readonly progress: number;
}

/** By kind. A spike lasts two seconds so that a scrape each second sees it too. */
export const INJECTIONS: Readonly<Record<InjectionKind, InjectionShape>> = {
  spike: { fits: ["level"], durationMs: 2_000, size: [12, 16], signed: true, level: ({ normal, offset }) => normal + offset },
  shift: { fits: ["level"], durationMs: 45_000, size: [8, 12], signed: true, level: ({ normal, offset }) => normal + offset },
  drift: { fits: ["level"], durationMs: 60_000, size: [12, 16], signed: true, level: ({ normal, offset, progress }) => normal + offset * progress },
  dropout: { fits: [], durationMs: 30_000, size: [0, 0], signed: false, level: ({ normal }) => normal },
  stuck: { fits: ["level"], durationMs: 45_000, size: [0, 0], signed: false, level: ({ last }) => last },
  burst: { fits: ["amount", "counter"], durationMs: 20_000, size: [6, 10], signed: false, level: ({ normal }) => normal },
};
