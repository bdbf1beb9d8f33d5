import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { JetStreamPublishOptions } from "@nats-io/jetstream";
import { errors, headers } from "@nats-io/transport-node";
import type { NatsConnection } from "@nats-io/transport-node";
import { systemClock } from "../model/clock.ts";
import { NatsError, reasonOf } from "../sources/nats/nats-error.ts";
import type { Arguments, Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { NATS_FLAGS, connectByFlags } from "./nats-link.ts";

const ANSWER_MS = 5_000;

/** `eddy pub`: one event by hand. */
export const pub: Command = {
  name: "pub",
  summary: "Publish one event and say where it was stored.",
  usage: "<subject> <payload>",
  flags: [
    { name: "id", type: "string", placeholder: "ID", help: "sent as Nats-Msg-Id; a second event of the same id is not stored" },
    { name: "header", type: "string", placeholder: "'NAME: VALUE'", help: "a header of the message" },
    ...NATS_FLAGS,
  ],
  examples: [`npx eddy pub iot.sensor.mine '{"temperature": 21.5}'`],
  async run(args, terminal) {
    const message = readMessage(args);
    const link = await connectByFlags(args, systemClock);
    try {
      terminal.out(`${await store(link.connection, message)}\n`);
      return 0;
    } finally {
      await link.close();
    }
  },
};

/** What is to be published. */
interface HandMade {
  readonly subject: string;
  readonly payload: string;
  readonly options: Partial<JetStreamPublishOptions>;
}

function readMessage({ positional, flags }: Arguments): HandMade {
  const [subject, payload, ...more] = positional;
  if (subject === undefined || payload === undefined || more.length > 0) {
    throw new UsageError(`pub: wants a subject and a payload in quotes, got ${positional.length} arguments; ${pub.examples[0] ?? ""}`);
  }
  if (!/^[^\s.*>]+(\.[^\s.*>]+)*$/.test(subject)) {
    throw new UsageError(`pub: subject must be words between dots, without spaces, * and >, got ${JSON.stringify(subject)}`);
  }
  const options: Partial<JetStreamPublishOptions> = { timeout: ANSWER_MS };
  if (typeof flags["id"] === "string") options.msgID = flags["id"];
  if (typeof flags["header"] === "string") options.headers = readHeader(flags["header"]);
  return { subject, payload, options };
}

function readHeader(text: string): ReturnType<typeof headers> {
  const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`pub: --header must be 'NAME: VALUE', got ${JSON.stringify(text)}`);
  const all = headers();
  all.set(name, value);
  return all;
}

async function store(connection: NatsConnection, { subject, payload, options }: HandMade): Promise<string> {
  try {
    const { stream, seq, duplicate } = await jetstream(connection).publish(subject, payload, options);
    return duplicate ? `stored before as ${stream} ${seq}` : `stored as ${stream} ${seq}`;
  } catch (thrown) {
    if (isUnanswered(thrown)) throw await nobodyTakes(connection, subject);
    throw new NatsError("server", `${subject} was not stored (${reasonOf(thrown)})`, thrown);
  }
}

/** Nobody listens on the subject: the client wraps that in an error of a class that it doesn't export. */
function isUnanswered(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.cause instanceof errors.RequestError && thrown.cause.isNoResponders();
}

/** Says which subjects are stored, so that the right one can be seen. */
async function nobodyTakes(connection: NatsConnection, subject: string): Promise<NatsError> {
  try {
    const stored: string[] = [];
    for await (const { config } of (await jetstreamManager(connection)).streams.list()) stored.push(...config.subjects);
    const taken = stored.filter((pattern) => !pattern.startsWith("eddy."));
    const remedy = taken.length === 0 ? "start Eddy, it makes the stream (npm start)" : `stored are ${taken.join(", ")}; a pack of yours adds more`;
    return new NatsError("settings", `no stream takes ${subject}: ${remedy}`);
  } catch (thrown) {
    return new NatsError("jetstream", `JetStream does not answer (${reasonOf(thrown)}); start nats-server with -js`, thrown);
  }
}
