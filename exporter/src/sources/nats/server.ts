import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { NatsError } from "./nats-error.ts";
import { refused } from "./stream-config.ts";

/** Debian 12's. Before it, consumers could not be named and messages not be read by the next of a subject. */
const oldest = [2, 9] as const;

/** JetStream's administration, if the server is new enough and has it on. Throws NatsError: jetstream, permission. */
export async function openJetStream(connection: NatsConnection): Promise<JetStreamManager> {
  const version = connection.info?.version ?? "0.0";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new NatsError("jetstream", `nats-server must be ${oldest.join(".")} or newer, got ${version}; install a newer one`);
  }
  try {
    return await jetstreamManager(connection);
  } catch (thrown) {
    throw refused(thrown, "JetStream does not answer");
  }
}
