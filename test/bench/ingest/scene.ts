import { connect, type NatsConnection } from "@nats-io/transport-node";
import { startNats } from "../../servers.ts";

/** Runs `use` with a fresh nats-server and a connection to it. */
export async function withLog<T>(use: (connection: NatsConnection, url: string) => Promise<T>): Promise<T> {
  const server = await startNats();
  try {
    const connection = await connect({ servers: server.url });
    try {
      return await use(connection, server.url);
    } finally {
      await connection.close();
    }
  } finally {
    await server.remove();
  }
}

/** One line for whoever waits. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The middle one; the upper of two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Rounded to three significant digits at least, whole where it is large. */
export function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
