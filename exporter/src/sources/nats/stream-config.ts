import { JetStreamApiError, type StreamConfig } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import { NatsError, reasonOf } from "./nats-error.ts";

/** What is used of JetStream's administration. */
export interface StreamAdmin {
  readonly streams: {
    info(stream: string): Promise<{ readonly config: StreamConfig }>;
    add(config: Partial<StreamConfig> & { name: string }): Promise<unknown>;
    update(stream: string, config: Partial<StreamConfig>): Promise<unknown>;
    names(subject: string): AsyncIterable<string>;
  };
}

/** The server's number for "subjects overlap with an existing stream". */
const subjectsOverlap = 10065;

/** Creates or updates a stream; a subject that belongs to another stream is refused with that one's name. */
export async function sendStreamConfig(
  manager: StreamAdmin, how: "create" | "update", config: Partial<StreamConfig> & { name: string },
): Promise<void> {
  try {
    if (how === "create") await manager.streams.add(config);
    else await manager.streams.update(config.name, config);
  } catch (thrown) {
    if (thrown instanceof JetStreamApiError && thrown.code === subjectsOverlap) {
      throw await overlapError(manager, config, thrown);
    }
    throw refused(thrown, `stream ${config.name} could not be ${how}d`);
  }
}

/** What a failed request to JetStream means for the user. */
export function refused(thrown: unknown, what: string): NatsError {
  if (thrown instanceof NatsError) return thrown;
  const reason = reasonOf(thrown);
  if (thrown instanceof errors.PermissionViolationError || reason.toLowerCase().includes("permissions violation")) {
    return new NatsError("permission",
      `${what} (${reason}); give Eddy's user the permissions of provisioning/nats/eddy.conf, or let an administrator make the stream`, thrown);
  }
  if (/jetstream (is )?not enabled/i.test(reason)) {
    return new NatsError("jetstream", `${what}: JetStream is off; start nats-server with -js or a jetstream block in its configuration`, thrown);
  }
  return new NatsError("server", `${what} (${reason})`, thrown);
}

async function overlapError(
  manager: StreamAdmin, { name, subjects = [] }: Partial<StreamConfig>, thrown: JetStreamApiError,
): Promise<NatsError> {
  for (const subject of subjects) {
    const owners = await ownersOf(manager, subject);
    const owner = owners.find((other) => other !== name);
    if (owner === undefined) continue;
    return new NatsError("overlap",
      `subject ${subject} belongs to stream ${owner}, so ${String(name)} can't capture it; `
      + `write log: { sources: [${owner}] } in eddy.yml, then Eddy copies the events from there`, thrown);
  }
  return new NatsError("overlap", `stream ${String(name)} can't capture ${subjects.join(", ")}: ${thrown.message}`, thrown);
}

async function ownersOf(manager: StreamAdmin, subject: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of manager.streams.names(subject)) names.push(name);
  return names;
}
