import { systemClock } from "../../model/clock.ts";
import { PROBES } from "./probes.ts";
import type { Probe } from "./probes.ts";
import type { Reading } from "./readings.ts";

// The program of a child process (see source.ts): looks at the machine and tells its parent.

/** What the child tells. */
export type Report =
  | { readonly kind: "readings"; readonly subject: string; readonly atMs: number; readonly readings: readonly Reading[] }
  | { readonly kind: "fault"; readonly subject: string; readonly why: string };

/** Looks, tells, waits, and looks again: a slow look makes the next one late, never two at once. */
async function repeat(probe: Probe, intervalMs: number): Promise<void> {
  for (;;) {
    const begunMs = systemClock.elapsed();
    tell(await look(probe));
    const restMs = Math.max(0, Math.max(probe.leastMs, intervalMs) - (systemClock.elapsed() - begunMs));
    await new Promise<void>((resolve) => { systemClock.after(restMs, resolve); });
  }
}

async function look(probe: Probe): Promise<Report> {
  try {
    const readings = await probe.read();
    return { kind: "readings", subject: probe.subject, atMs: systemClock.now(), readings };
  } catch (error) {
    return { kind: "fault", subject: probe.subject, why: error instanceof Error ? error.message : String(error) };
  }
}

function tell(report: Report): void {
  if (process.connected) process.send?.(report);
}

// The parent decides when to end: it closes the channel, also by its death. A Ctrl-C reaches the whole group.
process.on("disconnect", () => { process.exit(0); });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);

const intervalMs = Number(process.argv[2] ?? 1_000);
for (const probe of PROBES) void repeat(probe, intervalMs);
