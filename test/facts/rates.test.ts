import { describe, expect, it } from "@jest/globals";
import type { ConsumeOptions } from "@nats-io/jetstream";
import type { Msg } from "@nats-io/transport-node";
import { natsPrograms } from "../servers.ts";
import { addConsumer, fill, getConsumer, pullByBytes, report, withScene, type Scene } from "./scene.ts";

const count = 150_000;
const maxBytes = 4 * 1024 * 1024;

type Take = (message: Pick<Msg, "data">) => void;

/** Runs a reader until it has parsed `count` messages; answers the rate. */
async function rateOf(read: (take: Take, done: Promise<void>) => Promise<void>): Promise<number> {
  let seen = 0;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => { finish = resolve; });
  const startMs = performance.now();
  await read(({ data }) => {
    JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString("utf8"));
    if (++seen === count) finish();
  }, done);
  return (count / (performance.now() - startMs)) * 1000;
}

const ownLoop = (scene: Scene) => async (take: Take, done: Promise<void>): Promise<void> => {
  const loop = pullByBytes(scene, `LOG.${await addConsumer(scene, "LOG", 1)}`, maxBytes, take);
  await done;
  loop.stop();
};

const libraryCallback = (scene: Scene, options: ConsumeOptions) => async (take: Take, done: Promise<void>): Promise<void> => {
  const consumer = await getConsumer(scene, "LOG", 1);
  const messages = await consumer.consume({ ...options, callback: take });
  await done;
  await messages.close();
};

const libraryIterator = (scene: Scene) => async (take: Take): Promise<void> => {
  const consumer = await getConsumer(scene, "LOG", 1);
  let seen = 0;
  for await (const message of await consumer.consume({ max_messages: 10_000 })) {
    take(message);
    if (++seen === count) break;
  }
};

describe.each(natsPrograms())(`reading ${count.toLocaleString("en")} messages of 130 bytes on nats-server $name`, (program) => {
  it("an own loop bounded by bytes keeps up with the library bounded by messages", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", count);
      // In turns, and the better of two: what else the machine does must not decide.
      const own = [await rateOf(ownLoop(scene))];
      const callback = [await rateOf(libraryCallback(scene, { max_messages: 10_000 }))];
      own.push(await rateOf(ownLoop(scene)));
      callback.push(await rateOf(libraryCallback(scene, { max_messages: 10_000 })));
      report("messages a second", program, {
        "own loop by 4 MiB": Math.max(...own),
        "library by 10,000 messages, callback": Math.max(...callback),
        "iterator": await rateOf(libraryIterator(scene)),
        "library by 4 MiB, callback": await rateOf(libraryCallback(scene, { max_bytes: maxBytes })),
      });
      expect(Math.max(...own)).toBeGreaterThan(Math.max(...callback) * 0.5);
    }));
});
