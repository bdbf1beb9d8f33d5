import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { DEAD_LETTER_HEADERS, DEAD_LETTER_STREAM } from "eddy-exporter/contract";

/** Dead letters by `<subject of the message> <reason>`. */
export interface DeadLetters {
  readonly counts: ReadonlyMap<string, number>;
  /** Those without a detail or a sequence of the log. */
  readonly incomplete: number;
  /** Subjects of which some were cut. */
  readonly cut: ReadonlySet<string>;
}

/** Reads the headers of all dead letters stored so far. */
export async function readDeadLetters(url: string): Promise<DeadLetters> {
  const connection = await connect({ servers: url });
  try {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(DEAD_LETTER_STREAM);
    const { name } = await manager.consumers.add(DEAD_LETTER_STREAM, {
      ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.All, headers_only: true, mem_storage: true, inactive_threshold: 60e9,
    });
    const counts = new Map<string, number>();
    const cut = new Set<string>();
    let incomplete = 0;
    if (state.messages === 0) return { counts, incomplete, cut };
    const messages = await (await jetstream(connection).consumers.get(DEAD_LETTER_STREAM, name)).consume({ max_messages: 5_000 });
    for await (const { headers, seq } of messages) {
      const header = (which: string): string => headers?.get(which) ?? "";
      const subject = header(DEAD_LETTER_HEADERS.subject);
      const key = `${subject} ${header(DEAD_LETTER_HEADERS.reason)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (header(DEAD_LETTER_HEADERS.detail) === "" || !(Number(header(DEAD_LETTER_HEADERS.sequence)) > 0)) incomplete++;
      if (Number(header(DEAD_LETTER_HEADERS.cut)) > 0) cut.add(subject);
      if (seq >= state.last_seq) break;
    }
    return { counts, incomplete, cut };
  } finally {
    await connection.close();
  }
}
