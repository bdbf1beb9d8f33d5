// Reads a stream from its beginning and prints each sequence, until it is killed.
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";

const [url, stream] = process.argv.slice(2);
const connection = await connect({ servers: url });
const manager = await jetstreamManager(connection);
const { name } = await manager.consumers.add(stream, {
  ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: 1, inactive_threshold: 30e9, mem_storage: true,
});
const consumer = await jetstream(connection).consumers.get(stream, name);
await consumer.consume({ max_messages: 10_000, callback: ({ seq }) => { process.stdout.write(`${seq}\n`); } });
