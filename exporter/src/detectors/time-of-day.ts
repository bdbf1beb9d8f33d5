const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday: so many ms before it, a Monday did. */
const MONDAY_MS = 3 * DAY_MS;

/** Which of `buckets` equal parts of the day (UTC) a time lies in, from 0. Times before 1970 too. */
export function timeOfDay(eventMs: number, buckets: number): number {
  return Math.floor((eventMs - Math.floor(eventMs / DAY_MS) * DAY_MS) / (DAY_MS / buckets));
}

/** Which of `buckets` equal parts of the week (UTC, from Monday) a time lies in, from 0. */
export function timeOfWeek(eventMs: number, buckets: number): number {
  const sinceMonday = eventMs + MONDAY_MS;
  return Math.floor((sinceMonday - Math.floor(sinceMonday / WEEK_MS) * WEEK_MS) / (WEEK_MS / buckets));
}
