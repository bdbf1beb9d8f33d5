import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { verify } from "@node-rs/bcrypt";
import { AlertJournal } from "../api/alert-journal.ts";
import { createApp } from "../api/app.ts";
import { listen } from "../api/server.ts";
import type { Listening } from "../api/server.ts";
import { writeFault } from "../api/write-access.ts";
import { loadWeb } from "../config/web.ts";
import { Exposer } from "../metrics/exposer.ts";
import { ProcessMetrics } from "../metrics/process-metrics.ts";
import { systemClock } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import { Exporter } from "../run/exporter.ts";
import { SettingsWatch, settingsFingerprint } from "../run/settings-watch.ts";
import { loadSettings } from "../run/settings.ts";
import { WebConfig } from "../run/web-config.ts";
import type { Settings } from "../run/settings.ts";
import { connectNats } from "../sources/nats/connect.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import { NatsError, reasonOf } from "../sources/nats/nats-error.ts";
import { lockData } from "../store/data-lock.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { createLog } from "./logger.ts";
import { natsOptionsOf } from "./nats-link.ts";
import { RUN_FLAGS } from "./run-flags.ts";
import { eddyVersion } from "./version.ts";

/** Runbooks of the package, else of the checkout; beside src/ and dist/ alike. */
const RUNBOOKS = ["../../runbooks/", "../../../alert-rules/runbooks/"].map((path) => fileURLToPath(new URL(path, import.meta.url))).find(existsSync) ?? "";
/** A server that isn't there yet is asked again after this long. */
const CONNECT_AGAIN_MS = 2_000;
/** Scrapes under way at the end get this long. */
const DRAIN_MS = 2_000;
/** What can't be finished by then is left: the state on disk is good at any moment. */
const STOP_MS = 10_000;

/** `eddy run`: the exporter itself. */
export const run: Command = {
  flags: RUN_FLAGS,
  examples: ["eddy", "eddy run --config.file eddy.yml --web.listen-address 0.0.0.0:10333", "eddy --config.file eddy.yml --config.check"],
  async run({ flags }, terminal) {
    const file = typeof flags["config.file"] === "string" ? flags["config.file"] : undefined;
    const settings = loadSettings(file);
    const webFile = webFileOf(flags);
    if (flags["config.check"] === true) {
      if (webFile !== undefined) loadWeb(webFile);
      for (const warning of settings.warnings) terminal.err(`warning: ${warning}\n`);
      terminal.out(`${file ?? "defaults"}: ok, ${settings.text.packs.length} packs, ${settings.plan.streams.length} streams, ${settings.plan.kpis.length} KPIs\n`);
      return 0;
    }
    const log = createLog(String(flags["log.level"]), String(flags["log.format"]));
    tellNotes(settings, log);
    const release = lockData(settings.config.data);
    try {
      return await follow({ flags, file, settings, log, terminal });
    } finally {
      release();
    }
  },
};

/** What of the packs works, and should be known. */
function tellNotes({ warnings, replaced }: Settings, log: Log): void {
  for (const warning of warnings) log.warn({ warning }, "pack");
  for (const note of replaced) log.info(note, "pack replaced");
}

interface Run {
  readonly flags: Arguments["flags"];
  readonly file: string | undefined;
  readonly settings: Settings;
  readonly log: Log;
  readonly terminal: Terminal;
}

async function follow({ flags, file, settings, log, terminal }: Run): Promise<number> {
  const clock = systemClock;
  const version = eddyVersion();
  let directories = settings.config.packs;
  const readSettings = (): Settings => {
    const read = loadSettings(file);
    tellNotes(read, log);
    directories = read.config.packs;
    return read;
  };
  const exporter = new Exporter({ settings, readSettings, version, clock, log });
  const { maxSeries, maxSeriesPerMetric } = settings.config.metrics;
  const exposer = new Exposer({ clock, limits: { maxSeries, maxSeriesPerMetric }, own: exporter.own, process: new ProcessMetrics() });
  const address = String(flags["web.listen-address"]);
  const web = new WebConfig(webFileOf(flags), { log, onReload: (ok) => { exporter.own.set("webReloadOk", ok ? 1 : 0); } });
  const writes = writesOf(flags, address, web);
  const app = createApp({
    exposed: exporter, exposer, log, own: exporter.own, alerts: new AlertJournal(clock), runbookFolder: RUNBOOKS, ...writes,
    guard: { web, clock, compare: verify, onDenied: () => { exporter.own.add("webDenied"); } },
  });
  const server = await listen(app, address, clock, { web });
  log.info({ version, address, port: server.port }, "listening");
  // The exporter has told why in a sentence.
  const reload = (): void => { exporter.reload().catch((fault: unknown) => { log.debug({ err: fault }, "reload refused"); }); };
  process.on("SIGHUP", reload);
  const watch = new SettingsWatch({ clock, fingerprint: () => settingsFingerprint(file, directories), onChange: reload });
  try {
    const link = await connectPatiently(settings, log, terminal.stop);
    if (link !== undefined) {
      await exporter.start(link);
      watch.start();
      await aborted(terminal.stop);
    }
    return 0;
  } catch (fault) {
    // Before "stopping", so that the log tells why; the sentence for people comes at the very end.
    log.error({ why: reasonOf(fault) }, "can't go on");
    throw fault;
  } finally {
    watch.stop();
    process.off("SIGHUP", reload);
    await shutDown(exporter, server, log);
  }
}

function webFileOf(flags: Arguments["flags"]): string | undefined {
  const file = flags["web.config.file"];
  return typeof file === "string" ? file : undefined;
}

/** Which routes that write there are. Throws a UsageError where others than this machine could use them without credentials. */
function writesOf(flags: Arguments["flags"], address: string, web: WebConfig): { lifecycle: boolean; write: boolean } {
  for (const flag of ["web.enable-lifecycle", "web.enable-write"]) {
    const fault = flags[flag] === true ? writeFault(`--${flag}`, address, web.current()) : undefined;
    if (fault !== undefined) throw new UsageError(fault);
  }
  return { lifecycle: flags["web.enable-lifecycle"] === true, write: flags["web.enable-write"] === true };
}

/** Waits for a server that isn't up yet; what more waiting can't mend is thrown. Undefined when told to stop. */
async function connectPatiently({ config }: Settings, log: Log, stop: AbortSignal): Promise<NatsLink | undefined> {
  for (;;) {
    if (stop.aborted) return undefined;
    try {
      return await connectNats(natsOptionsOf(config.nats), systemClock);
    } catch (fault) {
      if (!(fault instanceof NatsError) || fault.code !== "refused") throw fault;
      log.warn({ why: fault.message }, "no connection to NATS; trying again");
    }
    await new Promise<void>((resolve) => {
      stop.addEventListener("abort", () => { resolve(); }, { once: true });
      systemClock.after(CONNECT_AGAIN_MS, resolve);
    });
  }
}

function aborted(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => { resolve(); }, { once: true });
  });
}

async function shutDown(exporter: Exporter, server: Listening, log: Log): Promise<void> {
  log.info({}, "stopping");
  const deadline = systemClock.after(STOP_MS, () => {
    log.error({}, "not everything could be finished in time; the last checkpoint stands");
    process.exit(1);
  });
  await exporter.stop();
  await server.close(DRAIN_MS);
  deadline.cancel();
  log.info({}, "stopped");
}
