import { Agenda } from "./agenda.ts";
import { Customers } from "./customers.ts";
import type { Fact } from "./fact.ts";
import { Growth } from "./growth.ts";
import { incidentPlan } from "./incident-plan.ts";
import type { PlannedIncident } from "./incident-plan.ts";
import { INCIDENTS } from "./incidents.ts";
import type { IncidentKind } from "./incidents.ts";
import { beginIntruder } from "./intruder.ts";
import { Sales } from "./sales.ts";
import { beginServers } from "./servers.ts";
import type { Stage } from "./stage.ts";
import { Stock } from "./stock.ts";
import { Visits } from "./visits.ts";
import { Voices } from "./voices.ts";

/** Which world. Equal settings give equal happenings. */
export interface WorldSettings {
  readonly seed: number;
  /** Part of all ids: tells one run from another. */
  readonly run: string;
  /** When the story begins, ms since 1970. */
  readonly fromMs: number;
  /** When it goes live: incidents count from there. */
  readonly startMs: number;
  /** Size of the shop, > 0; 1 makes some ten messages a second. */
  readonly scale: number;
  /** Whether incidents happen by the plan. */
  readonly scheduled: boolean;
  /** Incidents besides. */
  readonly forced: readonly PlannedIncident[];
}

/** An incident of the whole world. Times in ms since 1970. */
interface Incident {
  readonly kind: IncidentKind;
  readonly startMs: number;
  /** When its consequences are over as well. */
  readonly endMs: number;
  readonly streams: readonly string[];
}

/** Something that happened at a time: a fact, or the beginning of an incident. */
export type Happening = { readonly atMs: number } & ({ readonly fact: Fact } | { readonly incident: Incident });

/** One shop and its customers, in the order of time, without end. */
export function* happenings(settings: WorldSettings): Generator<Happening, void> {
  const agenda = new Agenda();
  const untilMs = new Map<IncidentKind, number>();
  let nowMs = settings.fromMs;
  let count = 0;
  let told: Happening[] = [];
  const stage: Stage = {
    seed: settings.seed,
    scale: settings.scale,
    now: () => nowMs,
    after: (delayMs, action) => { agenda.add(nowMs + delayMs, action); },
    tell: (fact) => { told.push({ atMs: Math.floor(nowMs), fact }); },
    id: (prefix) => `${prefix}-${settings.run}-${(count++).toString(36)}`,
    isOn: (kind) => (untilMs.get(kind) ?? -Infinity) > nowMs,
  };
  const begin = ({ kind }: PlannedIncident): void => {
    const { lastsMs, echoMs, streams } = INCIDENTS[kind];
    const startMs = Math.floor(nowMs);
    untilMs.set(kind, startMs + lastsMs);
    told.push({ atMs: startMs, incident: { kind, startMs, endMs: startMs + lastsMs + echoMs, streams } });
  };
  populate(stage);
  plan(agenda, settings, begin);
  for (let next = agenda.take(); next !== undefined; next = agenda.take()) {
    nowMs = next.atMs;
    next.action();
    if (told.length === 0) continue;
    yield* told;
    told = [];
  }
}

function populate(stage: Stage): void {
  const customers = new Customers(stage.seed);
  const voices = new Voices(stage, customers);
  const stock = new Stock(stage);
  const sales = new Sales(stage, { customers, stock, voices });
  voices.begin();
  stock.begin();
  sales.begin();
  new Visits(stage, { customers, sales, voices }).begin();
  new Growth(stage, customers).begin();
  beginIntruder(stage);
  beginServers(stage);
}

function plan(agenda: Agenda, { seed, startMs, scheduled, forced }: WorldSettings, begin: (planned: PlannedIncident) => void): void {
  for (const planned of forced) agenda.add(startMs + planned.afterMs, () => { begin(planned); });
  if (!scheduled) return;
  const planned = incidentPlan(seed);
  const next = (): void => {
    const { value } = planned.next();
    agenda.add(startMs + value.afterMs, () => {
      begin(value);
      next();
    });
  };
  next();
}
