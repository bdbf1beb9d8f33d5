import { describe, expect, it } from "@jest/globals";
import type { Msg } from "@nats-io/transport-node";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { natsPrograms } from "../servers.ts";
import { addConsumer, delivered, fill, killServer, pullByBytes, report, until, withScene, type Scene } from "./scene.ts";

const bytes = 4 * 1024 * 1024;

/** What a reader saw: the last sequences, and messages that were not the next ones. */
function follow(scene: Scene, path: string, from: number) {
  const seen = { sequence: from - 1, deliverySequence: 0, odd: 0 };
  const onMessage = (message: Msg): void => {
    const { sequence, deliverySequence } = delivered(message);
    if (sequence !== seen.sequence + 1 || deliverySequence !== seen.deliverySequence + 1) seen.odd++;
    seen.sequence = sequence;
    seen.deliverySequence = deliverySequence;
  };
  return { seen, ...pullByBytes(scene, path, bytes, onMessage) };
}

describe.each(natsPrograms())("a pull consumer without acknowledgements on nats-server $name", (program) => {
  it("is contiguous from any sequence, and waits behind the last", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 50_000);
      const middle = follow(scene, `LOG.${await addConsumer(scene, "LOG", 20_001)}`, 20_001);
      const behind = follow(scene, `LOG.${await addConsumer(scene, "LOG", 50_001)}`, 50_001);
      await until(() => middle.seen.sequence, (sequence) => sequence === 50_000);
      expect(behind.seen).toEqual({ sequence: 50_000, deliverySequence: 0, odd: 0 });
      await scene.client.publish("a.next", "{}");
      await until(() => behind.seen.sequence, (sequence) => sequence === 50_001);
      expect(behind.seen).toEqual({ sequence: 50_001, deliverySequence: 1, odd: 0 });
      expect(middle.seen).toEqual({ sequence: 50_001, deliverySequence: 30_001, odd: 0 });
    }));

  it("made anew behind the last event, goes on in order after kill -9 of the server", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 100_000);
      const first = follow(scene, `LOG.${await addConsumer(scene, "LOG", 1)}`, 1);
      await until(() => first.seen.sequence, (sequence) => sequence > 10_000);
      const downMs = await killServer(scene);
      first.stop();
      const second = follow(scene, `LOG.${await addConsumer(scene, "LOG", first.seen.sequence + 1)}`, first.seen.sequence + 1);
      await until(() => second.seen.sequence, (sequence) => sequence === 100_000);
      report("connected again after kill -9 of the server", program, { ms: downMs });
      expect([first.seen.odd, second.seen.odd]).toEqual([0, 0]);
    }));

  it("made anew behind the last event, goes on in order after kill -9 of the client", () =>
    withScene(program, async (scene) => {
      await scene.manager.streams.add({ name: "LOG", subjects: ["a.>"] });
      await fill(scene, "LOG", "a", 100_000);
      const child = spawn(process.execPath, ["test/facts/reading-client.mjs", scene.server.url, "LOG"], { stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      child.stdout.on("data", (text: Buffer) => { output += text.toString(); });
      await until(() => output.split("\n").length, (lines) => lines > 20);
      child.kill("SIGKILL");
      await once(child, "close");
      const lines = output.split("\n").slice(0, -1).map(Number);
      expect(lines).toEqual(lines.map((_line, i) => i + 1));
      const next = follow(scene, `LOG.${await addConsumer(scene, "LOG", lines.length + 1)}`, lines.length + 1);
      await until(() => next.seen.sequence, (sequence) => sequence === 100_000);
      expect(next.seen.odd).toBe(0);
    }));
});
