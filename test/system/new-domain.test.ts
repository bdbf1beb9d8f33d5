import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstream } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { pause } from "../child-server.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { isReady } from "../eddy-scene.ts";
import { startNats, type TestServer } from "../servers.ts";

/** A domain that nobody has thought of; all there is of it is this folder. */
const PACK = `streams:
  tank:
    subject: aquarium.tank.{tank}
    format: json
    time: $.at
    labels: { tank: '{tank}', room: $.room }
    measures:
      water: { from: $.water_f, unit: fahrenheit }
      feedings: { as: rate, every: 10s }
`;
/** As many as it takes until what `auto` says counts in full. */
const EVENTS = 600;
const FOLDED_MS = 10_000;

describe("a new domain takes one folder", () => {
  const packs = mkdtempSync(join(tmpdir(), "eddy-packs-"));
  let nats: TestServer;
  let eddy: EddyServer;
  let metrics = "";

  const readMetrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${eddy.port}/metrics`)).text();

  beforeAll(async () => {
    mkdirSync(join(packs, "aquarium"));
    writeFileSync(join(packs, "aquarium/pack.yml"), PACK);
    nats = await startNats();
    eddy = await startEddy({ config: `nats: { url: "${nats.url}" }\npacks: [${JSON.stringify(packs)}]` });
    await isReady(eddy);
    const connection = await connect({ servers: nats.url });
    const began = Date.now() - EVENTS * 1000;
    for (let i = 0; i < EVENTS; i++) {
      // The last one boils.
      const event = { at: new Date(began + i * 1000).toISOString(), room: "hall", water_f: i === EVENTS - 1 ? 212 : 77 + (i % 3) };
      await jetstream(connection).publish("aquarium.tank.left", JSON.stringify(event));
    }
    await connection.close();
    for (const giveUpMs = Date.now() + FOLDED_MS; Date.now() < giveUpMs && !metrics.includes(`{stream="aquarium_tank"} ${EVENTS}\n`); ) {
      metrics = await readMetrics();
      await pause(100);
    }
    // An exposition is written in turns with the fold: its first lines may be from before the last events, so that it is read once more.
    metrics = await readMetrics();
  }, 60_000);

  afterAll(async () => {
    await eddy.remove();
    await nats.remove();
    rmSync(packs, { recursive: true });
  });

  it.each([
    { name: "its metric, in the base unit", expected: /^eddy_aquarium_tank_water_celsius\{room="hall",tank="left"\} 100$/m },
    { name: "its totals", expected: new RegExp(`^eddy_aquarium_tank_feedings_total\\{room="hall",tank="left"\\} ${EVENTS}$`, "m") },
    { name: "its score", expected: /^eddy_anomaly_score\{stream="aquarium_tank",measure="water",room="hall",tank="left"\} 0\.99/m },
    { name: "what was expected", expected: /^eddy_anomaly_expected\{stream="aquarium_tank",measure="water",room="hall",tank="left"\} 25\./m },
  ])("shows $name", ({ expected }) => {
    expect(metrics).toMatch(expected);
  });

  it("tells publishers what to send", async () => {
    const schema = JSON.parse(await eddy.command("schema", "aquarium_tank")) as { $schema: string; properties: Record<string, unknown> };
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(Object.keys(schema.properties).sort()).toEqual(["at", "room", "water_f"]);
  });
});
