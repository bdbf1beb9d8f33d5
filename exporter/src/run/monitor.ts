import type { HealthReport } from "../contract/health.ts";
import type { OwnMetrics } from "../metrics/own-metrics.ts";
import type { Clock, Timer } from "../model/clock.ts";
import type { Partition } from "../pipeline/partition.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import type { DeadLetters } from "../sources/nats/dead-letters.ts";
import type { CheckpointState } from "./checkpointer.ts";
import type { PartState } from "./health.ts";
import type { LogSession } from "./session.ts";

const LOOK_MS = 1_000;

/** What a monitor looks at. */
export interface MonitorParts {
  readonly own: OwnMetrics;
  readonly clock: Clock;
  readonly link: NatsLink;
  readonly session: LogSession;
  readonly partition: Partition;
  readonly deadLetters: DeadLetters;
  readonly checkpoints: CheckpointState;
  /** Asked each second, so that "since" is right to the second. */
  report(): HealthReport;
}

/** Looks after the parts of an exporter: their metrics, and in words how they are. */
export class Monitor {
  readonly #parts: MonitorParts;
  #timer: Timer | undefined;
  #lag: number | undefined;

  constructor(parts: MonitorParts) {
    this.#parts = parts;
    const { own, session, partition, deadLetters, checkpoints } = parts;
    own.watch("logUp", () => (this.#isUp() ? 1 : 0));
    own.watch("logLag", () => this.#lag);
    own.watch("logPosition", () => partition.fold.sequence);
    own.watch("caughtUp", () => (session.caughtUp ? 1 : 0));
    own.watch("catchUpRatio", () => session.progress);
    own.watch("deadLettered", () => deadLetters.stored);
    own.watch("deadLettersFailed", () => deadLetters.lost);
    own.watch("checkpointFailed", () => checkpoints.failed);
    own.watch("checkpointTime", () => (checkpoints.atMs === undefined ? undefined : checkpoints.atMs / 1000));
    own.watch("checkpointSize", () => (checkpoints.atMs === undefined ? undefined : checkpoints.sizeBytes));
    own.watch("checkpointDuration", () => (checkpoints.atMs === undefined ? undefined : checkpoints.durationMs / 1000));
  }

  start(): void {
    this.#timer = this.#parts.clock.after(0, () => void this.#look());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  nats(): PartState {
    const downMs = this.#parts.link.downSinceMs();
    if (downMs === undefined) return { status: "ok", why: "connected" };
    return { status: "failing", why: "no connection to NATS; Eddy reconnects by itself as soon as the server answers" };
  }

  log(): PartState {
    const why = this.#parts.session.why;
    if (why !== undefined) return { status: why === "starting" ? "starting" : "failing", why: `the log is not being read: ${why}` };
    return { status: "ok", why: `reading, ${this.#lag ?? 0} messages behind` };
  }

  fold(): PartState {
    const { session, partition } = this.#parts;
    if (!session.caughtUp) return { status: "starting", why: `catching up, ${(session.progress * 100).toFixed(1)} % of the stored log folded` };
    return { status: "ok", why: `folded up to message ${partition.fold.sequence}` };
  }

  checkpoint(): PartState {
    const { fault, atMs } = this.#parts.checkpoints;
    if (fault !== undefined) return { status: "failing", why: `could not be written: ${fault}; after a restart Eddy folds again from the last good one` };
    return { status: "ok", why: atMs === undefined ? "none written since the start" : `written at ${new Date(atMs).toISOString()}` };
  }

  deadLetters(): PartState {
    const { lost, inFlight } = this.#parts.deadLetters;
    if (lost > 0) return { status: "failing", why: `${lost} could not be stored; see the log for their ids` };
    return { status: "ok", why: `${inFlight} on their way` };
  }

  #isUp(): boolean {
    return this.#parts.link.downSinceMs() === undefined && this.#parts.session.why === undefined;
  }

  async #look(): Promise<void> {
    const { session, clock } = this.#parts;
    // While NATS is away the lag is unknown: no sample is better than an old one.
    this.#lag = this.#isUp() ? await session.lag().catch(() => undefined) : undefined;
    this.#parts.report();
    if (this.#timer !== undefined) this.#timer = clock.after(LOOK_MS, () => void this.#look());
  }
}
