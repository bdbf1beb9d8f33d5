/** What a replay does with the times of a recording. */
export interface Timing {
  /** `original` leaves them; `now` moves the recording to the present. */
  readonly time: "now" | "original";
  /** How much faster than recorded; Infinity = as fast as possible. */
  readonly speed: number;
}

/** When a row is published and what time it gets; ms since 1970. */
export interface Timeline {
  dueMs(recordedMs: number): number;
  eventMs(recordedMs: number): number;
}

/** The recording's span; `lastMs` counts only for `now` at full speed. */
export interface Span {
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * Lays a recording into the present that begins at `startMs`:
 * `now` at full speed keeps its distances and lets it end at `startMs`; `now` at a speed lets it go on from `startMs`,
 * distances shortened by the speed, so that each row's time is the moment of its publishing.
 */
export function timeline({ time, speed }: Timing, { firstMs, lastMs }: Span, startMs: number): Timeline {
  const dueMs = (recordedMs: number): number => (speed === Infinity ? startMs : startMs + (recordedMs - firstMs) / speed);
  if (time === "original") return { dueMs, eventMs: (recordedMs) => recordedMs };
  if (speed === Infinity) return { dueMs, eventMs: (recordedMs) => recordedMs + startMs - lastMs };
  return { dueMs, eventMs: (recordedMs) => Math.round(dueMs(recordedMs)) };
}
