import { describe, expect, it } from "@jest/globals";
import { headers, type Msg } from "@nats-io/transport-node";
import { natsPrograms } from "../servers.ts";
import { addConsumer, delivered, fill, pullByBytes, until, withScene } from "./scene.ts";

const nanoseconds = (text: string): bigint => {
  const [seconds = "", fraction = ""] = text.replace("Z", "").split(".");
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
};

describe.each(natsPrograms())("a message read back on nats-server $name", (program) => {
  it("by its sequence is the one delivered: subject, payload and store time to the nanosecond", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 200);
      const messages: Msg[] = [];
      pullByBytes(scene, `LOG.${await addConsumer(scene, "LOG", 1)}`, 1024 * 1024, (message) => { messages.push(message); });
      await until(() => messages.length, (count) => count === 200);
      for (const message of messages) {
        const { sequence, timestampNs } = delivered(message);
        const stored = await scene.manager.streams.getMessage("LOG", { seq: sequence });
        expect({ subject: stored?.subject, payload: stored?.string(), timeNs: nanoseconds(stored?.timestamp ?? "") })
          .toEqual({ subject: message.subject, payload: message.string(), timeNs: timestampNs });
      }
    }));

  it("is absent where it was trimmed, deleted or never stored, and the stream says where it begins", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 100);
      await scene.manager.streams.purge("LOG", { seq: 51 });
      await scene.manager.streams.deleteMessage("LOG", 70);
      const found = await Promise.all([50, 51, 70, 101].map((seq) => scene.manager.streams.getMessage("LOG", { seq })));
      expect(found.map((message) => message?.seq)).toEqual([undefined, 51, undefined, undefined]);
      expect((await scene.manager.streams.info("LOG")).state).toMatchObject({ first_seq: 51, last_seq: 100 });
      await scene.manager.streams.purge("LOG");
      expect((await scene.manager.streams.info("LOG")).state).toMatchObject({ first_seq: 101, last_seq: 100 });
    }));

  it("can be asked for by the next and the last of a subject", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>", "eddy.control.>"] });
      for (const subject of ["a.x", "eddy.control.pack", "a.x", "eddy.control.pack", "a.x"]) await scene.client.publish(subject, "{}");
      const next = { seq: 1, next_by_subj: "eddy.control.pack" };
      expect((await scene.manager.streams.getMessage("LOG", next))?.seq).toBe(2);
      expect((await scene.manager.streams.getMessage("LOG", { last_by_subj: "eddy.control.pack" }))?.seq).toBe(4);
      expect(await scene.manager.streams.getMessage("LOG", { last_by_subj: "eddy.control.none" })).toBe(null);
    }));

  it("keeps its headers, and one of equal id is stored once", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      const own = headers();
      own.set("Eddy-Reason", "no_time");
      const answers = [await scene.client.publish("a.x", "1", { msgID: "one", headers: own }), await scene.client.publish("a.x", "2", { msgID: "one" })];
      expect(answers.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([[1, false], [1, true]]);
      expect((await scene.manager.streams.getMessage("LOG", { seq: 1 }))?.header.get("Eddy-Reason")).toBe("no_time");
    }));
});
