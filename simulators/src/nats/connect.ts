import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { JetStreamClient, JetStreamManager } from "@nats-io/jetstream";
import { connect, errors } from "@nats-io/transport-node";
import type { ConnectionOptions } from "@nats-io/transport-node";
import type { Clock } from "../model/clock.ts";

/** A connection that heals by itself. */
export interface Link {
  readonly publisher: JetStreamClient;
  readonly manager: JetStreamManager;
  close(): Promise<void>;
}

/** What waiting needs: time, an end, and whom to tell. */
export interface Waiting {
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly tell: (line: string) => void;
}

const RETRY_MS = 500;

/** Connects to NATS, as long as it takes; undefined when stopped meanwhile. Throws where trying again is of no use. */
export async function link(url: string, waiting: Waiting): Promise<Link | undefined> {
  const options = connectionOptions(url);
  const manager = await untilItWorks(async () => {
    const connection = await connect(options);
    try {
      return { connection, manager: await jetstreamManager(connection) };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }, waiting);
  if (manager === undefined) return undefined;
  const { connection } = manager;
  return { publisher: jetstream(connection), manager: manager.manager, close: () => connection.close() };
}

/** Tries twice a second until it works, telling why it waits; undefined when stopped meanwhile. */
export async function untilItWorks<T>(attempt: () => Promise<T>, { clock, stop, tell }: Waiting): Promise<T | undefined> {
  let told = "";
  while (!stop.aborted) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof errors.AuthorizationError || error instanceof errors.PermissionViolationError) {
        throw new Error(`NATS does not let us in: ${error.message}; put user and password into --nats-url, nats://user:password@host:4222`, { cause: error });
      }
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) tell(`waiting: ${why}`);
      told = why;
      await clock.sleep(RETRY_MS, stop);
    }
  }
  return undefined;
}

/** Servers from a list separated by commas; user and password from the first of them. Exported for its test. */
export function connectionOptions(url: string): ConnectionOptions {
  const servers = url.split(",").map((server) => new URL(server.includes("://") ? server.trim() : `nats://${server.trim()}`));
  const [first] = servers;
  return {
    name: "eddy-simulators",
    servers: servers.map(({ protocol, host }) => `${protocol}//${host}`),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    ...(first !== undefined && first.username !== "" && { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) }),
  };
}
