const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** India's clocks, all year. */
const ZONE_MS = 5.5 * HOUR_MS;
const EVENING = 19;
const WEEKEND = 1.25;
const WEEKDAY = 0.9;

/**
 * How lively people are, around 1: most in the evening, least in the early morning (1 ± `swing`), more at the weekend.
 * `swing` from 0 to 1.
 */
export function rhythm(atMs: number, swing: number): number {
  const localMs = atMs + ZONE_MS;
  // 1970 began on a Thursday.
  const weekday = (Math.floor(localMs / DAY_MS) + 4) % 7;
  const day = weekday === 0 || weekday === 6 ? WEEKEND : WEEKDAY;
  return day * (1 + swing * Math.cos((2 * Math.PI * (localMs - EVENING * HOUR_MS)) / DAY_MS));
}
