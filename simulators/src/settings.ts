import type { CountOption } from "./domains/domain.ts";
import type { Planned } from "./injections/schedule.ts";
import type { PlannedIncident } from "./world/incident-plan.ts";

/** What to simulate. Equal settings give equal messages, to the byte. */
export interface Settings {
  readonly seed: number;
  /** When the past ends and the live part begins, ms since 1970. */
  readonly startMs: number;
  /** Length of the past, ms; 0 = none. */
  readonly pastMs: number;
  /** Messages a second of the live part, of all together. */
  readonly rate: number;
  readonly counts: Readonly<Record<CountOption, number>>;
  /** Whether anomalies are injected, and incidents happen, by the schedule. */
  readonly scheduled: boolean;
  /** Injections besides. */
  readonly forced: readonly Planned[];
  /** Incidents besides. */
  readonly incidents: readonly PlannedIncident[];
  /** By domain, and for the story, up to when an earlier run has told it, ms since 1970: this run goes on from there. */
  readonly known?: ReadonlyMap<string, number>;
}
