/** What the watermark of a stream is made of; kept in the state. */
export interface ClockTable {
  /** Greatest min(event time, store time) so far, ms. */
  greatestMs: number;
  /** Log time of the stream's last event, ms. */
  lastLogMs: number;
  /** Windows that end at or before this are closed; never goes back, ms. */
  watermarkMs: number;
}

/** A stream that has seen nothing. */
export function noClock(): ClockTable {
  return { greatestMs: 0, lastLogMs: 0, watermarkMs: 0 };
}

/** Takes an event into the clock. */
export function noteEvent(clock: ClockTable, eventMs: number, storeMs: number, logMs: number): void {
  clock.greatestMs = Math.max(clock.greatestMs, Math.min(eventMs, storeMs));
  clock.lastLogMs = logMs;
}

/**
 * Moves the watermark to log time `logMs` and returns it:
 * min(greatest + time since the last event, log time) − lateness, never back.
 */
export function advanceWatermark(clock: ClockTable, logMs: number, latenessMs: number): number {
  if (clock.lastLogMs === 0) return clock.watermarkMs;
  const reached = Math.min(clock.greatestMs + logMs - clock.lastLogMs, logMs) - latenessMs;
  clock.watermarkMs = Math.max(clock.watermarkMs, reached);
  return clock.watermarkMs;
}

/** Log time at which the watermark reaches `endMs` if no further event comes. */
export function logTimeOfWatermark(clock: ClockTable, endMs: number, latenessMs: number): number {
  return Math.max(endMs, endMs - clock.greatestMs + clock.lastLogMs) + latenessMs;
}
