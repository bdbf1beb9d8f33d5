import { describe, expect, it } from "@jest/globals";
import type { PubAck } from "@nats-io/jetstream";
import { natsPrograms } from "../servers.ts";
import { addConsumer, delivered, fill, pullByBytes, report, until, withScene, type Scene } from "./scene.ts";

/** Publishes with acknowledgement, 200 at once, until told to stop; answers how many were stored. */
function publishSteadily({ client }: Scene, subject: string) {
  let isOn = true;
  let stored = 0;
  const run = async (): Promise<void> => {
    while (isOn) {
      const answers: Promise<PubAck>[] = [];
      for (let i = 0; i < 200; i++) answers.push(client.publish(subject, "{}"));
      stored += (await Promise.all(answers)).length;
    }
  };
  const done = run();
  return { stored: () => stored, stop: async () => { isOn = false; await done; return stored; } };
}

describe.each(natsPrograms())("a stream in use on nats-server $name", (program) => {
  it("gains subjects under load; nothing is lost and the reader notices nothing", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      const seen: number[] = [];
      pullByBytes(scene, `LOG.${await addConsumer(scene, "LOG", 1)}`, 1024 * 1024, (message) => { seen.push(delivered(message).sequence); });
      const load = publishSteadily(scene, "a.x");
      await until(load.stored, (stored) => stored > 2_000);
      const subjects = ["a.>"];
      for (const name of ["b", "c", "d", "e", "f"]) {
        subjects.push(`${name}.>`);
        await scene.manager.streams.update("LOG", { subjects });
        await scene.client.publish(`${name}.first`, "{}");
      }
      await until(load.stored, (stored) => stored > 6_000);
      const stored = await load.stop();
      const { state } = await scene.manager.streams.info("LOG");
      expect(state.messages).toBe(stored + 5);
      await until(() => seen.length, (count) => count === stored + 5);
      expect(seen.every((sequence, i) => sequence === i + 1)).toBe(true);
      report("subjects added five times under load", program, { stored });
    }));

  it("names the owner of a subject that it can't have", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await expect(scene.manager.streams.update("LOG", { subjects: ["a.>", "orders.eu"] })).rejects.toMatchObject({ code: 10065 });
      const owners: string[] = [];
      for await (const name of scene.manager.streams.names("orders.eu")) owners.push(name);
      expect(owners).toEqual(["ORDERS"]);
    }));

  it("takes a message of any size through byte-bounded pulls", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      const sizes = [10, 900_000, 10, 900_000, 900_000, 10];
      for (const size of sizes) await scene.client.publish("a.x", new Uint8Array(size));
      const seen: number[] = [];
      pullByBytes(scene, `LOG.${await addConsumer(scene, "LOG", 1)}`, 64 * 1024, (message) => { seen.push(message.data.length); });
      await until(() => seen.length, (count) => count === sizes.length);
      expect(seen).toEqual(sizes);
    }));

  it("ends its pulls with a word when the consumer is deleted", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 10);
      const name = await addConsumer(scene, "LOG", 1);
      const words: string[] = [];
      scene.connection.subscribe("inbox.words", { callback: (_error, message) => { words.push(message.headers?.description ?? ""); } });
      scene.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.LOG.${name}`, JSON.stringify({ batch: 100, expires: 30e9 }), { reply: "inbox.words" });
      await until(() => words.length, (count) => count === 10);
      await scene.manager.consumers.delete("LOG", name);
      await until(() => words.at(-1), (word) => word === "Consumer Deleted");
    }));
});
