import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { LOG_STREAM } from "../contract/subjects.ts";
import type { ConfigFile, NatsConfig } from "./config.ts";
import { count, duration, size, text } from "./values.ts";

const streamName = text(/^[^\s.*>/\\]{1,255}$/, "a JetStream stream's name");
const serverUrl = text(
  /^(nats|tls):\/\/[^\s@/]+$/,
  "a URL such as nats://127.0.0.1:4222 or tls://nats.example:4222, without user or password (nats.user and nats.password_file hold those)",
);

/**
 * The one schema of eddy.yml: names, rules, defaults, meaning. Unknown options are faults; relative paths are
 * taken from `directory`, the folder of eddy.yml. docs/configuration.md is made from it.
 */
export function configSchema(directory: string): z.ZodType<ConfigFile> {
  const path = z.string({ error: "a path" }).transform((name) => resolve(directory, name));
  const file = path.refine(isReadableFile, "a file that Eddy may read").meta({ rule: "a file that Eddy may read" });
  const folder = path.refine(isDirectory, "a directory").meta({ rule: "a directory" });
  return z
    .strictObject({
      nats: natsSchema(file),
      log: z
        .strictObject({
          max_age: duration("1m", "999d").prefault("7d").describe("How long the log keeps a message"),
          max_bytes: size("1MiB", "999TiB").prefault("10GiB").describe("How large the log may grow; the oldest messages go first"),
          sources: z
            .array(streamName, { error: "a list of JetStream streams' names" })
            .prefault([])
            .describe("Streams of others that the log copies, where their subjects can't be captured a second time"),
        })
        .prefault({})
        .transform((log) => ({ maxAgeMs: log.max_age, maxBytes: log.max_bytes, sources: log.sources })),
      data: path
        .meta({ rule: "a path" })
        .prefault("data")
        .describe("Directory of the checkpoints; made where missing. Without eddy.yml below the current directory"),
      packs: z
        .array(folder, { error: "a list of directories" })
        .prefault([])
        .describe("Directories whose folders are packs of your own; one named like one of Eddy's replaces it whole"),
      fold: foldSchema,
      checkpoint: z
        .strictObject({
          interval: duration("1s", "1h").prefault("15s").describe("How often the state is written; what came since is folded again after a crash"),
        })
        .prefault({})
        .transform((checkpoint) => ({ intervalMs: checkpoint.interval })),
      metrics: z
        .strictObject({
          max_series: count(1, 10_000_000).prefault(50_000).describe("Samples of series in one exposition"),
          max_series_per_metric: count(1, 10_000_000).prefault(10_000).describe("Samples of one metric in one exposition; what is left out is counted in eddy_series_hidden"),
        })
        .prefault({})
        .transform((metrics) => ({ maxSeries: metrics.max_series, maxSeriesPerMetric: metrics.max_series_per_metric })),
      sources: z
        .strictObject({
          system: z
            .strictObject({
              interval: duration("100ms", "1h").prefault("1s").describe("How often the machine's own metrics are published to `system.>`; `system: {}` turns them on, without it they are off"),
            })
            .transform((system) => ({ intervalMs: system.interval }))
            .optional(),
        })
        .prefault({}),
    })
    .readonly();
}

function natsSchema(file: z.ZodType<string>): z.ZodType<NatsConfig> {
  const url = z.union([serverUrl, z.array(serverUrl).min(1)], { error: "a URL such as nats://127.0.0.1:4222, or a list of them, without user or password" });
  return z
    .strictObject({
      url: url
        .meta({ rule: "a URL or a list of URLs, `nats://` or `tls://`, without user or password" })
        .prefault("nats://127.0.0.1:4222")
        .describe("Servers of one NATS system"),
      user: text(/^.+$/, "a name").optional().describe("Signs in with user and password"),
      password_file: file.optional().describe("Password of `nats.user`"),
      token_file: file.optional().describe("Signs in with a token"),
      creds_file: file.optional().describe("Signs in with a `.creds` file"),
      nkey_file: file.optional().describe("Signs in with an NKey's seed"),
      tls: z
        .strictObject({
          ca_file: file.optional().describe("Who may have signed the server's certificate; the system's authorities unless set"),
          cert_file: file.optional().describe("Certificate that Eddy shows"),
          key_file: file.optional().describe("Its key"),
        })
        .refine((tls) => (tls.cert_file === undefined) === (tls.key_file === undefined), "given with both cert_file and key_file or neither")
        .transform((tls) => ({ caFile: tls.ca_file, certFile: tls.cert_file, keyFile: tls.key_file }))
        .optional(),
      stream: streamName.prefault(LOG_STREAM).describe("JetStream stream that is the log"),
    })
    .refine((nats) => [nats.user, nats.token_file, nats.creds_file, nats.nkey_file].filter((way) => way !== undefined).length <= 1,
      "given with only one of user, token_file, creds_file and nkey_file")
    .refine((nats) => (nats.user === undefined) === (nats.password_file === undefined), "given with both user and password_file or neither")
    .prefault({})
    .transform((nats) => ({
      urls: typeof nats.url === "string" ? [nats.url] : nats.url,
      user: nats.user,
      passwordFile: nats.password_file,
      tokenFile: nats.token_file,
      credsFile: nats.creds_file,
      nkeyFile: nats.nkey_file,
      tls: nats.tls,
      stream: nats.stream,
    }));
}

const foldSchema = z
  .strictObject({
    lateness: duration("0s", "1d").prefault("30s").describe("How long a window waits for events that come late"),
    max_future: duration("0s", "999d").prefault("1h").describe("How far an event's time may lie ahead of its receipt"),
    max_keys: count(1, 10_000_000).prefault(1_000_000).describe("Keys (distinct label values) of a stream; events of further ones count under `__other__`"),
    max_payload: size("1KiB", "64MiB").prefault("1MiB").describe("Largest payload; larger ones are rejected as `too_large`"),
    max_depth: count(1, 1000).prefault(64).describe("Deepest nesting of a payload; deeper ones are rejected as `too_deep`"),
    max_ids: count(1, 100_000_000).prefault(1_000_000).describe("Ids remembered for de-duplication, a stream and generation"),
  })
  .prefault({})
  .transform((fold) => ({
    latenessMs: fold.lateness,
    maxFutureMs: fold.max_future,
    maxKeys: fold.max_keys,
    maxPayloadBytes: fold.max_payload,
    maxDepth: fold.max_depth,
    maxIds: fold.max_ids,
  }));

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
