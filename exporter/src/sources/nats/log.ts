import {
  DiscardPolicy, JetStreamApiCodes, JetStreamApiError, RetentionPolicy, StorageType,
  type StreamConfig, type StreamUpdateConfig,
} from "@nats-io/jetstream";
import { DEAD_LETTER_PREFIX, DEAD_LETTER_STREAM } from "../../contract/index.ts";
import { NatsError } from "./nats-error.ts";
import { refused, sendStreamConfig, type StreamAdmin } from "./stream-config.ts";
import { covers, overlaps, unite } from "./subjects.ts";

/** How the log is kept. */
export interface LogOptions {
  readonly stream: string;
  /** Subjects that the packs and the control messages need. */
  readonly captures: readonly string[];
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** Streams of others that the log copies from: their subjects can't be captured a second time. */
  readonly sources: readonly string[];
}

/** Dead letters kept: the newest of 7 days, 256 MiB at the most. */
const deadLetterAgeMs = 7 * 86_400_000;
const deadLetterBytes = 256 * 1024 * 1024;

/**
 * Makes the log's stream, or checks the one that is there and extends it by what it lacks: subjects and
 * sources are only ever added, age and size follow the options. Answers what it did, for the log; nothing
 * if all was right. Throws NatsError: overlap, settings, permission, server.
 */
export async function ensureLog(manager: StreamAdmin, options: LogOptions): Promise<readonly string[]> {
  const { stream, maxBytes, sources } = options;
  const captures = await withoutSourced(manager, options);
  const wanted = {
    subjects: unite(captures, []),
    max_age: options.maxAgeMs * 1e6,
    max_bytes: maxBytes,
    ...(sources.length === 0 ? {} : { sources: sources.map((name) => ({ name })) }),
  };
  const config = await configOf(manager, stream);
  if (config === undefined) {
    await sendStreamConfig(manager, "create", { ...keptWhole, ...wanted, name: stream, description: "Eddy's log" });
    return [`created stream ${stream}`];
  }
  refuseLossy(config);
  const change = changeOf(config, wanted);
  if (Object.keys(change).length === 0) return [];
  await sendStreamConfig(manager, "update", { ...change, name: stream });
  return Object.entries(change).map(([setting, value]) => `set ${setting} of stream ${stream} to ${JSON.stringify(value)}`);
}

/** Makes the stream of the dead letters, bounded, if it isn't there. Throws NatsError. */
export async function ensureDeadLetters(manager: StreamAdmin): Promise<void> {
  if ((await configOf(manager, DEAD_LETTER_STREAM)) !== undefined) return;
  await sendStreamConfig(manager, "create", {
    ...keptWhole,
    name: DEAD_LETTER_STREAM,
    description: "Records that Eddy rejected; why is in the headers",
    subjects: [`${DEAD_LETTER_PREFIX}.>`],
    max_age: deadLetterAgeMs * 1e6,
    max_bytes: deadLetterBytes,
  });
}

/** Nothing goes but the oldest, by age and size alone. */
const keptWhole = { retention: RetentionPolicy.Limits, discard: DiscardPolicy.Old, storage: StorageType.File } as const;

async function configOf(manager: StreamAdmin, stream: string): Promise<StreamConfig | undefined> {
  try {
    return (await manager.streams.info(stream)).config;
  } catch (thrown) {
    if (thrown instanceof JetStreamApiError && thrown.code === JetStreamApiCodes.StreamNotFound) return undefined;
    throw refused(thrown, `stream ${stream} could not be read`);
  }
}

/** The captures that don't come by way of a source stream. */
async function withoutSourced(manager: StreamAdmin, { captures, sources }: LogOptions): Promise<string[]> {
  let left = [...captures];
  for (const source of sources) {
    const config = await configOf(manager, source);
    if (config === undefined) throw new NatsError("settings", `log.sources: must name streams that exist, got ${source}`);
    for (const subject of subjectsOf(config)) {
      left = left.filter((capture) => !covers(subject, capture));
      const split = left.find((capture) => overlaps(subject, capture));
      if (split === undefined) continue;
      throw new NatsError("overlap",
        `captures: ${split} must not be wider than ${subject}, which comes from stream ${source} (log.sources); `
        + "write the subjects of the pack one by one under captures in its pack.yml");
    }
  }
  return left;
}

function refuseLossy(config: StreamConfig): void {
  const { name } = config;
  const rules: [setting: string, is: unknown, must: unknown][] = [
    ["retention", config.retention, RetentionPolicy.Limits],
    ["discard", config.discard, DiscardPolicy.Old],
    ["sealed", config.sealed, false],
    ["no_ack", config.no_ack ?? false, false],
    ["max_msgs_per_subject", Math.max(0, config.max_msgs_per_subject), 0],
    ["mirror", config.mirror?.name ?? "", ""],
  ];
  for (const [setting, is, must] of rules) {
    if (is === must) continue;
    throw new NatsError("settings",
      `stream ${name}: ${setting} must be ${JSON.stringify(must)}, got ${JSON.stringify(is)}; `
      + "Eddy would lose events. Set nats.stream to a name that is free, or change the stream with the nats tool");
  }
}

/** The server leaves the list out where a stream only copies from others. */
function subjectsOf({ subjects = [] }: Partial<StreamConfig>): string[] {
  return subjects;
}

type Wanted = Pick<StreamUpdateConfig, "subjects" | "max_age" | "max_bytes" | "sources">;

function changeOf(config: StreamConfig, wanted: Wanted): Partial<Wanted> {
  const change: Partial<Wanted> = {};
  const had = subjectsOf(config);
  const subjects = unite(had, wanted.subjects);
  if (subjects.length !== had.length || subjects.some((subject) => !had.includes(subject))) change.subjects = subjects;
  const known = config.sources ?? [];
  const added = (wanted.sources ?? []).filter(({ name }) => !known.some((source) => source.name === name));
  if (added.length > 0) change.sources = [...known, ...added];
  if (config.max_age !== wanted.max_age) change.max_age = wanted.max_age;
  if (config.max_bytes !== wanted.max_bytes) change.max_bytes = wanted.max_bytes;
  return change;
}
