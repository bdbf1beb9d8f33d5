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

/** Where NATS is and who we are there. */
export interface Login {
  /** One server or several, separated by commas. */
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const RETRY_MS = 500;

/** Connects to NATS, as long as it takes; undefined when stopped meanwhile. Throws where trying again is of no use. */
export async function link(login: Login, waiting: Waiting): Promise<Link | undefined> {
  const options = connectionOptions(login);
  const connected = await untilItWorks(async () => {
    const connection = await connect(options);
    try {
      return { connection, manager: await jetstreamManager(connection) };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }, waiting);
  if (connected === undefined) return undefined;
  const { connection, manager } = connected;
  return { publisher: jetstream(connection), manager, close: () => connection.close() };
}

/** Tries twice a second until it works, telling why it waits; undefined when stopped meanwhile. */
export async function untilItWorks<T>(attempt: () => Promise<T>, { clock, stop, tell }: Waiting): Promise<T | undefined> {
  let told = "";
  while (!stop.aborted) {
    try {
      return await attempt();
    } catch (error) {
      if (isHopeless(error)) throw refusal(error);
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) tell(`waiting: ${why}`);
      told = why;
      await clock.sleep(RETRY_MS, stop);
    }
  }
  return undefined;
}

/** Whether trying again is of no use. */
export function isHopeless(error: unknown): error is Error {
  return error instanceof errors.AuthorizationError || error instanceof errors.PermissionViolationError;
}

/** What to tell then. */
export function refusal(error: Error): Error {
  return new Error(`NATS refused the simulators (${error.message}); check --nats-user and --nats-password-file`, { cause: error });
}

function connectionOptions({ url, user, password }: Login): ConnectionOptions {
  return {
    name: "eddy-simulators",
    servers: url.split(",").map((server) => server.trim()),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    ...(user !== undefined && { user, pass: password ?? "" }),
  };
}
