import { join } from "node:path";
import type { Exposed } from "../api/exposed.ts";
import type { Config } from "../config/config.ts";
import type { HealthReport } from "../contract/health.ts";
import { OwnMetrics } from "../metrics/own-metrics.ts";
import type { Clock } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import { Fold } from "../pipeline/fold.ts";
import { Partition } from "../pipeline/partition.ts";
import type { FoldEffects, PackChange } from "../pipeline/ports.ts";
import { viewOf } from "../pipeline/state-view.ts";
import type { StateView } from "../pipeline/view.ts";
import { FoldState } from "../pipeline/fold-state.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import { DeadLetters } from "../sources/nats/dead-letters.ts";
import { reasonOf } from "../sources/nats/nats-error.ts";
import { Publisher } from "../sources/nats/publisher.ts";
import { startSystemSource } from "../sources/system/source.ts";
import { CheckpointDirectory } from "../store/checkpoints.ts";
import { Checkpointer } from "./checkpointer.ts";
import { Health } from "./health.ts";
import { Monitor } from "./monitor.ts";
import { LogSession } from "./session.ts";
import type { Settings } from "./settings.ts";
import { tellUpgrades } from "./tell-upgrades.ts";
import { Ticker } from "./ticker.ts";

/** What an exporter is made of. */
export interface ExporterParts {
  readonly settings: Settings;
  /** Reads eddy.yml and the packs anew, for a reload. */
  readSettings(): Settings;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The machine's own metrics that may wait while NATS is away, some three minutes of them; further ones are dropped. */
const MOST_WAITING_READINGS = 1_000;

/** How long a reload waits until its packs are in force; under load they lie behind what came before. */
const RELOAD_MS = 10_000;

/** One exporter: a partition, the log that it folds, its checkpoints, and what it shows. */
export class Exporter implements Exposed {
  readonly version: string;
  readonly own: OwnMetrics;
  readonly #parts: ExporterParts;
  readonly #checkpoints: CheckpointDirectory;
  #partition: Partition | undefined;
  #view: StateView | undefined;
  #session: LogSession | undefined;
  #checkpointer: Checkpointer | undefined;
  #ticker: Ticker | undefined;
  #deadLetters: DeadLetters | undefined;
  #monitor: Monitor | undefined;
  #link: NatsLink | undefined;
  #system: { stop(): void } | undefined;
  #draining = false;
  /** How the newest packs and settings fared, wherever they were stopped. */
  #packs: PackChange = { ok: true };
  /** How the newest pack message fared in the fold. */
  #newestInLog: PackChange = { ok: true };
  #reloaded: Promise<unknown> = Promise.resolve();
  readonly #health: Health;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
    this.version = parts.version;
    this.own = new OwnMetrics(parts.version);
    this.#checkpoints = new CheckpointDirectory(join(parts.settings.config.data, "checkpoints"));
    this.own.set("reloadOk", 1);
    this.own.set("webReloadOk", 1);
    this.own.set("reloadTime", parts.clock.now() / 1000);
    this.own.set("logUp", 0);
    this.own.set("caughtUp", 0);
    this.#health = new Health(parts.clock, parts.version, {
      nats: () => this.#monitor?.nats() ?? { status: "starting", why: "not connected yet" },
      log: () => this.#monitor?.log() ?? { status: "starting", why: "not read yet" },
      fold: () => this.#monitor?.fold() ?? { status: "starting", why: "waits for the log" },
      checkpoint: () => this.#monitor?.checkpoint() ?? { status: "starting", why: "waits for the fold" },
      dead_letters: () => this.#monitor?.deadLetters() ?? { status: "starting", why: "not connected yet" },
      mutes: () => this.#monitor?.mutes() ?? { status: "starting", why: "waits for the fold" },
      packs: () => this.#packs.ok
        ? { status: "ok", why: "the newest packs and settings are in force" }
        : { status: "failing", why: `${this.#packs.why}; the ones before stay in force` },
    });
  }

  /** Loads the state and follows the log. Throws CheckpointError, NatsError. */
  async start(link: NatsLink): Promise<void> {
    const { settings: { config, text, plan }, clock, log } = this.#parts;
    this.#link = link;
    const loaded = await this.#checkpoints.load();
    for (const skipped of loaded?.skipped ?? []) log.error({ skipped }, "checkpoint is damaged, an older one is used");
    const deadLetters = new DeadLetters({ link, clock, onLost: ({ subject, id }, why) => { log.error({ subject, id, why }, "dead letter lost"); } });
    const effects: FoldEffects = {
      rejected: (event, id, stream, rejection) => { deadLetters.rejected(event, id, stream, rejection); },
      packsChanged: (change) => {
        this.#newestInLog = change;
        this.#packsChanged(change);
      },
      muteRefused: (why) => { log.error({ why }, "mute refused"); },
    };
    const fold = new Fold(loaded?.state ?? new FoldState(), effects);
    if (loaded !== undefined) log.info({ file: loaded.file, position: fold.sequence }, "state loaded");
    tellUpgrades(fold.state.upgrades, log);
    const partition = new Partition({
      fold, clock,
      checkpoints: this.#checkpoints,
      isBlocked: () => deadLetters.full,
      effectsDone: () => deadLetters.drained(),
      flow: (open) => { this.#session?.flow(open); },
    });
    this.#partition = partition;
    this.#view = viewOf(fold.state);
    this.#deadLetters = deadLetters;
    const session = await LogSession.open({
      link, clock, log, partition,
      options: { stream: config.nats.stream, ...config.log },
      onRestart: () => { this.own.add("reconnects"); },
    }, text, plan);
    this.#session = session;
    this.#checkpointer = new Checkpointer(partition, clock, log, config.checkpoint.intervalMs);
    this.#checkpointer.start();
    this.#ticker = new Ticker(clock, log, session);
    this.#ticker.start();
    this.#monitor = new Monitor({ own: this.own, clock, link, session, partition, deadLetters, checkpoints: this.#checkpointer.state, report: () => this.health() });
    this.#monitor.start();
    this.#watchMachine(link);
  }

  view(): StateView | undefined {
    return this.#session?.caughtUp === true ? this.#view : undefined;
  }

  readiness(): "starting" | "ready" | "draining" {
    if (this.#draining) return "draining";
    return this.#session?.caughtUp === true ? "ready" : "starting";
  }

  health(): HealthReport {
    return this.#health.report();
  }

  /** Puts packs and settings into the log and waits until they are in force. Rejects if the old ones stay. */
  reload(): Promise<void> {
    // One after the other: else what was read first could be put into the log last.
    const reloaded = this.#reloaded.then(() => this.#reload());
    this.#reloaded = reloaded.catch(() => undefined);
    return reloaded;
  }

  async #reload(): Promise<void> {
    try {
      const { config, text, plan } = this.#parts.readSettings();
      if (this.#session === undefined || this.#partition === undefined) throw new Error("the log is not read yet; try again later");
      const sequence = await this.#session.change(text, plan);
      await this.#folded(sequence);
      const later = takenAtStart(this.#parts.settings.config, config);
      if (later.length > 0) this.#parts.log.warn({ options: later.join() }, "options changed that take effect at the next start");
      // Those before came back after a faulty change: nothing new goes through the log.
      if (!this.#packs.ok) this.#packsChanged({ ok: true });
    } catch (thrown) {
      this.#packsChanged({ ok: false, why: reasonOf(thrown) });
      throw thrown;
    }
  }

  /** Reads no further, folds what was received, and writes the last checkpoint. */
  async stop(): Promise<void> {
    this.#draining = true;
    this.#system?.stop();
    this.#monitor?.stop();
    this.#ticker?.stop();
    await this.#session?.close();
    await this.#checkpointer?.finish();
    this.#deadLetters?.close();
    await this.#link?.close();
  }

  /** Publishes the machine's own metrics, if eddy.yml says so. */
  #watchMachine(link: NatsLink): void {
    const { settings: { config: { sources } }, clock, log } = this.#parts;
    if (sources.system === undefined) return;
    const publisher = new Publisher({ link, clock, onFailed: ({ subject }, why) => { log.warn({ subject, why }, "reading of the machine lost"); } });
    const source = startSystemSource({
      clock,
      intervalMs: sources.system.intervalMs,
      publish: (message) => { if (publisher.pending < MOST_WAITING_READINGS) publisher.send(message); },
      onFault: (why) => { log.warn({ why }, "machine could not be read"); },
    });
    this.#system = { stop: () => { source.stop(); publisher.close(); } };
  }

  async #folded(sequence: number): Promise<void> {
    const { clock } = this.#parts;
    const untilMs = clock.elapsed() + RELOAD_MS;
    while ((this.#partition?.fold.sequence ?? 0) < sequence) {
      if (clock.elapsed() > untilMs) throw new Error(`the packs lie in the log at ${sequence}, but the fold is not there yet; they take effect when it is`);
      await new Promise<void>((resolve) => { clock.after(10, resolve); });
    }
    if (!this.#newestInLog.ok) throw new Error(this.#newestInLog.why);
  }

  #packsChanged(change: PackChange): void {
    const { clock, log } = this.#parts;
    this.#packs = change;
    this.own.set("reloadOk", change.ok ? 1 : 0);
    if (change.ok) {
      this.own.set("reloadTime", clock.now() / 1000);
      log.info({ position: this.#partition?.fold.sequence }, "packs are in force");
    } else {
      log.error({ why: change.why }, "packs refused, the ones before stay in force");
    }
  }
}

/** Sections of eddy.yml that differ and that only a start reads; packs and `fold` are what a reload takes. */
function takenAtStart(running: Config, read: Config): string[] {
  const sections = ["nats", "log", "data", "checkpoint", "metrics", "sources"] as const;
  return sections.filter((section) => JSON.stringify(running[section]) !== JSON.stringify(read[section]));
}
