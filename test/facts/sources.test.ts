import { describe, expect, it } from "@jest/globals";
import { natsPrograms } from "../servers.ts";
import { fill, killServer, report, until, withScene, type Scene } from "./scene.ts";

/** Sequences in ORDERS of the messages that LOG has copied, in LOG's order. */
async function copied({ manager }: Scene): Promise<number[]> {
  const { state } = await manager.streams.info("LOG");
  const sequences: number[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
    const message = await manager.streams.getMessage("LOG", { seq });
    const source = message?.header.get("Nats-Stream-Source") ?? "";
    if (source !== "") sequences.push(Number(source.split(" ")[1]));
  }
  return sequences;
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_none, i) => i + 1);

async function makeStreams({ manager }: Scene): Promise<void> {
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  await manager.streams.add({ name: "LOG", subjects: ["a.>"] });
}

const lastOfLog = ({ manager }: Scene) => async (): Promise<number> => (await manager.streams.info("LOG")).state.last_seq;

describe.each(natsPrograms())("a stream that copies from another on nats-server $name", (program) => {
  it("gains its source while in use; each copy names the sequence at its origin", () =>
    withScene(program, async (scene) => {
      await makeStreams(scene);
      await fill(scene, "ORDERS", "orders", 100);
      await fill(scene, "LOG", "a", 50);
      await scene.manager.streams.update("LOG", { sources: [{ name: "ORDERS" }] });
      await until(lastOfLog(scene), (last) => last === 150);
      await fill(scene, "ORDERS", "orders", 20);
      await until(lastOfLog(scene), (last) => last === 170);
      expect(await copied(scene)).toEqual(upTo(120));
    }));

  it("stores a copy under the time of copying", () =>
    withScene(program, async (scene) => {
      await makeStreams(scene);
      await fill(scene, "ORDERS", "orders", 1);
      await scene.manager.streams.update("LOG", { sources: [{ name: "ORDERS" }] });
      await until(lastOfLog(scene), (last) => last === 1);
      const [origin, copy] = await Promise.all(["ORDERS", "LOG"].map((name) => scene.manager.streams.getMessage(name, { seq: 1 })));
      expect((origin?.timestamp ?? "") < (copy?.timestamp ?? "")).toBe(true);
      expect(copy?.subject).toBe("orders.d0");
    }));

  it("goes on behind the last copy after kill -9", () =>
    withScene(program, async (scene) => {
      await makeStreams(scene);
      await scene.manager.streams.update("LOG", { sources: [{ name: "ORDERS" }] });
      await fill(scene, "ORDERS", "orders", 100);
      await until(lastOfLog(scene), (last) => last === 100);
      await killServer(scene);
      await fill(scene, "ORDERS", "orders", 10);
      await until(lastOfLog(scene), (last) => last >= 110);
      expect(await copied(scene)).toEqual(upTo(110));
    }));

  const trimmings: { name: string; own: number }[] = [
    { name: "all of it was trimmed here", own: 0 },
    { name: "only messages of our own are left here", own: 10 },
  ];
  it.each(trimmings)("after kill -9, where $name, may copy again: the last of each is the newest", ({ name, own }) =>
    withScene(program, async (scene) => {
      await makeStreams(scene);
      await scene.manager.streams.update("LOG", { sources: [{ name: "ORDERS" }] });
      await fill(scene, "ORDERS", "orders", 100);
      await until(lastOfLog(scene), (last) => last === 100);
      await fill(scene, "LOG", "a", own);
      await scene.manager.streams.purge("LOG", { seq: 101 });
      await killServer(scene);
      await fill(scene, "ORDERS", "orders", 10);
      await until(async () => (await copied(scene)).at(-1), (sequence) => sequence === 110);
      const sequences = await copied(scene);
      report(`copied a second time, ${name}`, program, { messages: sequences.length - 10 });
      expect(sequences.slice(-10)).toEqual(upTo(110).slice(-10));
    }));

  // 2.9 tries again each 2 s, with all that follow waiting, until its window has passed; later servers lose the copy.
  it("holds up or leaves out a copy whose message id it has stored within its own duplicate window", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "ORDERS", subjects: ["orders.>"], duplicate_window: 100e6 });
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"], duplicate_window: 3e9, sources: [{ name: "ORDERS" }] });
      await scene.client.publish("orders.x", "{}", { msgID: "first" });
      await until(() => copied(scene), ({ length }) => length === 1);
      await scene.client.publish("a.x", "{}", { msgID: "mine" });
      for (const id of ["mine", "last"]) await scene.client.publish("orders.x", "{}", { msgID: id });
      const startMs = performance.now();
      await until(async () => (await copied(scene)).at(-1), (sequence) => sequence === 3);
      report("a message id known to the log", program, { "held up ms": performance.now() - startMs });
      expect(await copied(scene)).toEqual(program.name.startsWith("2.9.") ? [1, 2, 3] : [1, 3]);
    }));
});
