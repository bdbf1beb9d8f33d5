import type { JetStreamManager } from "@nats-io/jetstream";

/** How a stream stands. */
export interface LogState {
  readonly stream: string;
  /** Creation time as the server writes it. */
  readonly created: string;
  /** First sequence retained; last + 1 if none is. */
  readonly firstSequence: number;
  /** Last sequence ever given; 0 = none. */
  readonly lastSequence: number;
}

/** Asks the server; one request. */
export async function readLogState(manager: JetStreamManager, stream: string): Promise<LogState> {
  const { created, state } = await manager.streams.info(stream);
  // An empty stream that never held a message says 0 on some servers and 1 on others.
  return { stream, created, firstSequence: Math.max(1, state.first_seq), lastSequence: state.last_seq };
}
