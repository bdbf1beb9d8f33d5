/** What the watermark of a stream is made of; kept in the state. */
export interface ClockTable {
  /** Greatest min(event time, store time) so far, ms. */
  greatestMs: number;
  /** Log time of the stream's last event, ms. */
  lastLogMs: number;
  /** The watermark at the last event, from before it, ms. */
  watermarkMs: number;
  /** Event time that the stream had come to when the log was last taken up again after a gap, ms; 0 = never. */
  resumedMs: number;
  /** Log time of that, ms; not there before the first gap. */
  resumedLogMs?: number;
}

/** A stream that has seen nothing. */
export function noClock(): ClockTable {
  return { greatestMs: 0, lastLogMs: 0, watermarkMs: 0, resumedMs: 0 };
}

/**
 * Watermark at log time `logMs`: min(greatest + time since the last event, log time) − lateness, never going back.
 * It follows from the log alone, not from when somebody asks; it only grows until the next event.
 */
export function watermarkAt(clock: Readonly<ClockTable>, logMs: number, latenessMs: number): number {
  if (clock.lastLogMs === 0) return 0;
  return Math.max(clock.watermarkMs, headAt(clock, logMs) - latenessMs);
}

/** Notes that the log is written again at `logMs` after a time in which nobody did. */
export function noteResumption(clock: ClockTable, logMs: number): void {
  if (clock.lastLogMs === 0) return;
  clock.resumedMs = headAt(clock, logMs);
  clock.resumedLogMs = logMs;
}

/** Event time that the stream has come to: the greatest, and the time since. */
function headAt(clock: Readonly<ClockTable>, logMs: number): number {
  return Math.min(clock.greatestMs + logMs - clock.lastLogMs, logMs);
}

/** Takes an event into the clock. `watermarkMs` is the watermark at `logMs` from before it: it is kept from going back. */
export function noteEvent(clock: ClockTable, eventMs: number, storeMs: number, at: { logMs: number; watermarkMs: number }): void {
  clock.watermarkMs = at.watermarkMs;
  clock.greatestMs = Math.max(clock.greatestMs, Math.min(eventMs, storeMs));
  clock.lastLogMs = at.logMs;
}

/** Log time at which the watermark reaches `endMs` if no further event comes. */
export function logTimeOfWatermark(clock: Readonly<ClockTable>, endMs: number, latenessMs: number): number {
  if (endMs <= clock.watermarkMs) return clock.lastLogMs;
  return Math.max(endMs, endMs - clock.greatestMs + clock.lastLogMs) + latenessMs;
}
