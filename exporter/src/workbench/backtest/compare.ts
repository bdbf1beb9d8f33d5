/** One onset that a fold came to. */
export interface Onset {
  /** `iot_sensor.temperature{device="mine"}` */
  readonly series: string;
  /** Event time, ms since 1970. */
  readonly timeMs: number;
  /** As it was scored, in the unit that is shown. */
  readonly value: number;
  /** A sentence; "" = none. */
  readonly reason: string;
}

/** What becomes of an onset under changed settings. */
export interface ComparedOnset extends Onset {
  readonly change: "comes" | "goes" | "stays";
}

/** Onsets of one day, UTC. */
export interface DaySummary {
  readonly day: string;
  readonly comes: number;
  readonly goes: number;
  readonly stays: number;
}

/**
 * Compares the onsets of two folds. One of `before` stays if `after` has one of the same series at most `toleranceMs` away, each
 * taken once, the nearest first come. Sorted by time.
 */
export function compareOnsets(before: readonly Onset[], after: readonly Onset[], toleranceMs: number): ComparedOnset[] {
  const left = new Map<string, Onset[]>();
  for (const onset of after) left.set(onset.series, [...(left.get(onset.series) ?? []), onset]);
  const compared: ComparedOnset[] = before.map((onset) => {
    const candidates = left.get(onset.series) ?? [];
    const distance = ({ timeMs }: Onset): number => Math.abs(timeMs - onset.timeMs);
    const nearest = candidates.filter((candidate) => distance(candidate) <= toleranceMs).sort((a, b) => distance(a) - distance(b))[0];
    if (nearest === undefined) return { ...onset, change: "goes" };
    left.set(onset.series, candidates.filter((candidate) => candidate !== nearest));
    return { ...nearest, change: "stays" };
  });
  const comes = [...left.values()].flat().map((onset): ComparedOnset => ({ ...onset, change: "comes" }));
  return [...compared, ...comes].sort((a, b) => a.timeMs - b.timeMs || (a.series < b.series ? -1 : 1));
}

/** How many come, go and stay, by day. */
export function byDay(onsets: readonly ComparedOnset[]): DaySummary[] {
  const days = new Map<string, { comes: number; goes: number; stays: number }>();
  for (const { timeMs, change } of onsets) {
    const day = new Date(timeMs).toISOString().slice(0, 10);
    const counts = days.get(day) ?? { comes: 0, goes: 0, stays: 0 };
    counts[change]++;
    days.set(day, counts);
  }
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}
