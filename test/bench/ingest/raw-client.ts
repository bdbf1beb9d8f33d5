// A process of its own: reads the log as fast as a client can that parses each payload and does nothing else.
// node raw-client.js <url> <messages> <kind>; prints one line of JSON: { seconds, cpuSeconds }.
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, type ConsumeOptions } from "@nats-io/jetstream";
import { connect, createInbox, type NatsConnection } from "@nats-io/transport-node";
import { logStream } from "./readings.ts";

const pullBytes = 4 * 1024 * 1024;

/** What the client library is asked for; `loop` is Eddy's way, two pulls by bytes under way at once. */
const bounds: Readonly<Record<string, ConsumeOptions | undefined>> = {
  messages: { max_messages: 10_000 },
  bytes: { max_bytes: pullBytes },
};

type Take = (message: { readonly data: Uint8Array }) => void;

function pullLoop(connection: NatsConnection, consumer: string, take: Take): void {
  const inbox = createInbox();
  const request = JSON.stringify({ batch: 1_000_000, max_bytes: pullBytes, expires: 30e9, idle_heartbeat: 5e9 });
  const pull = (): void => { connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${logStream}.${consumer}`, request, { reply: inbox }); };
  connection.subscribe(inbox, {
    callback: (_error, message) => {
      if ((message.reply ?? "") !== "") take(message);
      else if (message.headers?.code !== 100) pull();
    },
  });
  pull();
  pull();
}

const [url = "", count = "0", kind = "messages"] = process.argv.slice(2);
const connection = await connect({ servers: url });
const { name } = await (await jetstreamManager(connection)).consumers.add(logStream, {
  ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: 1, inactive_threshold: 30e9, mem_storage: true,
});
const consumer = await jetstream(connection).consumers.get(logStream, name);
const startMs = performance.now();
const startCpu = process.cpuUsage();
let left = Number(count);
await new Promise<void>((resolve) => {
  const take: Take = ({ data }) => {
    JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString());
    if (--left === 0) resolve();
  };
  const bound = bounds[kind];
  if (bound === undefined) pullLoop(connection, name, take);
  else void consumer.consume({ ...bound, callback: take });
});
const { user, system } = process.cpuUsage(startCpu);
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6 })}\n`, () => { process.exit(); });
