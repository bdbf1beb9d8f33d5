import type { HealthReport } from "../contract/health.ts";
import type { OwnMetrics } from "../metrics/own-metrics.ts";
import type { Log } from "../model/log.ts";
import type { Exposer } from "../metrics/exposer.ts";
import type { StateView } from "../pipeline/view.ts";
import type { AlertJournal } from "./alert-journal.ts";

/** What Eddy shows over HTTP; implemented by whoever runs it. */
export interface Exposed {
  readonly version: string;
  /** The state to be exposed; undefined until the fold has caught up, because counters would go backwards. */
  view(): StateView | undefined;
  /** `ready` once caught up; `draining` from the signal to end on. */
  readiness(): "starting" | "ready" | "draining";
  health(): HealthReport;
  /** Takes packs and settings over; rejects with the reason why the old ones stay in force. */
  reload(): Promise<void>;
}

/** What the resources are made from. */
export interface ApiParts {
  readonly exposed: Exposed;
  readonly exposer: Exposer;
  readonly log: Log;
  /** `--web.enable-lifecycle`. */
  readonly lifecycle: boolean;
  /** `--web.enable-write`. */
  readonly write: boolean;
  /** What Alertmanager told of. */
  readonly alerts: AlertJournal;
  /** Counts what the resources took and refused. */
  readonly own: OwnMetrics;
  /** Where the runbooks of alerts are; what is not there is answered by 404. */
  readonly runbookFolder: string;
}
