import { seededRandom } from "../model/random.ts";
import { INCIDENT_KINDS } from "./incidents.ts";
import type { IncidentKind } from "./incidents.ts";

/** An incident that is due. */
export interface PlannedIncident {
  readonly kind: IncidentKind;
  /** Milliseconds after going live. */
  readonly afterMs: number;
}

const FIRST_MS = [90_000, 120_000] as const;
const PAUSE_MS = [240_000, 360_000] as const;

/** What happens when: the first incident after some two minutes, then one every five or so, all kinds in turn, for ever. */
export function* incidentPlan(seed: number): Generator<PlannedIncident, never> {
  const random = seededRandom(seed, "incidents");
  const within = ([low, high]: readonly [number, number]): number => Math.round(low + random.next() * (high - low));
  let afterMs = within(FIRST_MS);
  for (let turn = 0; ; turn++) {
    yield { kind: INCIDENT_KINDS[turn % INCIDENT_KINDS.length] ?? "outage", afterMs };
    afterMs += within(PAUSE_MS);
  }
}
