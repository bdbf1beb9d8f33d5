/** Something that can be cancelled. */
export interface Timer {
  cancel(): void;
}

/**
 * Time of the machine, passed in wherever it matters. The fold never sees one:
 * its time comes from the log.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back; for durations. */
  elapsed(): number;
  /** Calls once after `delayMs`; does not keep the process alive. */
  after(delayMs: number, call: () => void): Timer;
  /** Calls as soon as the event loop has served what else is waiting. */
  soon(call: () => void): void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    timer.unref();
    return { cancel: () => { clearTimeout(timer); } };
  },
  soon: (call) => { setImmediate(call); },
};
