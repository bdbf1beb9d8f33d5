import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { describe, expect, it, jest } from "@jest/globals";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pause } from "../child-server.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { natsPrograms, startNats, type NatsProgram, type TestServer } from "../servers.ts";

jest.setTimeout(60_000);

const env = { EDDY_NATS_PASSWORD: '"for eddy"', EDDY_PUBLISHER_PASSWORD: '"to publish"', EDDY_VIEWER_PASSWORD: '"to look"' };
const passwords = { eddy: "for eddy", publisher: "to publish", viewer: "to look" };

interface Scene {
  readonly nats: TestServer;
  readonly eddy: EddyServer;
  /** A connection of this user. */
  as(user: keyof typeof passwords): Promise<NatsConnection>;
}

/** Runs `use` with nats-server as provisioned and an Eddy that reads from it. */
async function withScene(program: NatsProgram, use: (scene: Scene) => Promise<void>): Promise<void> {
  const nats = await startNats(program, readFileSync("provisioning/nats/eddy.conf", "utf8"), env);
  const folder = mkdtempSync(join(tmpdir(), "eddy-secret-"));
  const secret = join(folder, "password");
  writeFileSync(secret, `${passwords.eddy}\n`);
  const config = `nats: { url: "${nats.url}", user: eddy, password_file: ${JSON.stringify(secret)} }`;
  const eddy = await startEddy({ config, program: join(process.cwd(), "exporter/bin/eddy.mjs") });
  const connections: NatsConnection[] = [];
  const as = async (user: keyof typeof passwords): Promise<NatsConnection> => {
    const connection = await connect({ servers: nats.url, user, pass: passwords[user] });
    connections.push(connection);
    return connection;
  };
  try {
    await use({ nats, eddy, as });
  } finally {
    for (const connection of connections) await connection.close();
    await eddy.remove();
    await nats.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks Eddy until its answer holds the text; throws with the end of its log after 20 s. */
async function sees({ eddy }: Scene, path: string, text: string): Promise<void> {
  const giveUpMs = performance.now() + 20_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${eddy.port}${path}`).then((response) => response.text()).catch(String);
    if (answer.includes(text)) return;
    if (performance.now() > giveUpMs) throw new Error(`${path} never held ${text}; it was\n${answer.slice(0, 500)}\n${eddy.output()}`);
    await pause(50);
  }
}

/** What the server says to a message that may not be published; "" if it lets it pass. */
async function refusal(connection: NatsConnection, subject: string): Promise<string> {
  const said = async (): Promise<string> => {
    for await (const status of connection.status()) if (status.type === "error") return status.error.message;
    return "closed";
  };
  const answer = Promise.race([said(), setTimeout(2_000, "", { ref: false })]);
  connection.publish(subject, "{}");
  return answer;
}

it("the publisher of provisioning/nats may publish below the prefix of each pack that takes events of others", () => {
  const [, granted = ""] = /user: publisher.*?publish: \[(.*?)\]/s.exec(readFileSync("provisioning/nats/eddy.conf", "utf8")) ?? [];
  const subjects = readdirSync("exporter/packs").flatMap((pack) => [...readFileSync(`exporter/packs/${pack}/pack.yml`, "utf8").matchAll(/^ +subject: (\w+)\./gm)]);
  const prefixes = new Set(subjects.map(([, prefix = ""]) => prefix).filter((prefix) => prefix !== "system"));
  expect(granted.split(", ").sort()).toEqual([...prefixes].map((prefix) => `"${prefix}.>"`).sort());
});

describe.each(natsPrograms())("the users of provisioning/nats on nats-server $name", (program) => {
  it("let Eddy count what the publisher stores, and keep what it rejects", () =>
    withScene(program, async (scene) => {
      await sees(scene, "/-/ready", "ready");
      const publisher = jetstream(await scene.as("publisher"));
      expect((await publisher.publish("iot.sensor.a", '{"temperature": 21.5}')).stream).toBe("EDDY");
      await publisher.publish("iot.sensor.a", "rubbish");
      await sees(scene, "/metrics", 'eddy_events_received_total{stream="iot_sensor"} 2');
      const viewer = await jetstreamManager(await scene.as("viewer"));
      const letter = await viewer.streams.getMessage("EDDY_DLQ", { last_by_subj: "eddy.dlq.iot_sensor" });
      expect(letter?.string()).toBe("rubbish");
      expect(scene.eddy.output().toLowerCase()).not.toContain("permission");
    }));

  const refusals: { user: keyof typeof passwords; subject: string }[] = [
    { user: "eddy", subject: "iot.sensor.a" },
    { user: "eddy", subject: "$JS.API.STREAM.DELETE.EDDY" },
    { user: "eddy", subject: "$JS.API.STREAM.PURGE.EDDY" },
    { user: "eddy", subject: "$JS.API.STREAM.CREATE.OTHER" },
    { user: "publisher", subject: "eddy.control.pack" },
    { user: "publisher", subject: "eddy.dlq.iot_sensor" },
    { user: "publisher", subject: "$JS.API.STREAM.MSG.GET.EDDY" },
    { user: "viewer", subject: "iot.sensor.a" },
    { user: "viewer", subject: "$JS.API.STREAM.UPDATE.EDDY" },
  ];
  it("refuse everybody what is not theirs", () =>
    withScene(program, async (scene) => {
      for (const { user, subject } of refusals) {
        expect([user, await refusal(await scene.as(user), subject)])
          .toEqual([user, expect.stringMatching(/permissions violation/i)]);
      }
    }));
});
