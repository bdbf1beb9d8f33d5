/** Whether what a series says can be relied on: `warming` = the detector has not seen enough, `stale` = nothing came for too long. */
export type Readiness = "warming" | "ready" | "stale";

const SHORTEST_MS = 300_000;
const INTERVALS = 3;

/** Silence after which what is known of a series is old: max(5 min, 3 × its interval), ms. Its gauges expire then. */
export function staleAfterMs(intervalMs: number): number {
  return Math.max(SHORTEST_MS, INTERVALS * intervalMs);
}

/**
 * Readiness of a series whose newest event lies `silentMs` back (log time; in offline tools the gap before the event).
 * Follows from the record alone, so nothing of it is stored. A detector that warms up stays `warming`, however long it waits.
 */
export function readinessOf(isReady: boolean, silentMs: number, intervalMs: number): Readiness {
  if (!isReady) return "warming";
  return silentMs > staleAfterMs(intervalMs) ? "stale" : "ready";
}
