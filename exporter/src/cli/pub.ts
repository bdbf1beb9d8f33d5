import type { JetStreamPublishOptions } from "@nats-io/jetstream";
import { headers } from "@nats-io/transport-node";
import { systemClock } from "../model/clock.ts";
import type { Arguments, Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { NATS_FLAGS, connectByFlags } from "./nats-link.ts";
import { readHeader } from "./read-header.ts";
import { storeOne } from "./store-one.ts";
import type { Single } from "./store-one.ts";

/** `eddy pub`: one event by hand. */
export const pub: Command = {
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
      terminal.out(`${await storeOne(link.connection, message)}\n`);
      return 0;
    } finally {
      await link.close();
    }
  },
};

function readMessage({ positional, flags }: Arguments): Single {
  const [subject, payload, ...more] = positional;
  if (subject === undefined || payload === undefined || more.length > 0) {
    throw new UsageError(`pub: wants a subject and a payload in quotes, got ${positional.length} arguments; ${pub.examples[0] ?? ""}`);
  }
  if (!/^[^\s.*>]+(\.[^\s.*>]+)*$/.test(subject)) {
    throw new UsageError(`pub: subject must be words between dots, without spaces, * and >, got ${JSON.stringify(subject)}`);
  }
  const options: Partial<JetStreamPublishOptions> = {};
  if (typeof flags["id"] === "string") options.msgID = flags["id"];
  if (typeof flags["header"] === "string") options.headers = natsHeader(flags["header"]);
  return { subject, payload, options };
}

function natsHeader(text: string): ReturnType<typeof headers> {
  const all = headers();
  all.set(...readHeader(text));
  return all;
}
