import type { ClassicDashboard } from "../classic.ts";
import type { Known } from "./catalogue.ts";

/** What all dashboards must keep, one rule an entry of registry.ts. */
export interface Rule {
  readonly name: string;
  /** What is wrong with a dashboard, a sentence each. */
  faults(dashboard: ClassicDashboard, catalogue: ReadonlyMap<string, Known>): string[];
}
