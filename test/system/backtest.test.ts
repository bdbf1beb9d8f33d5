import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { LOG_STREAM } from "eddy-exporter/contract";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { pause } from "../child-server.ts";
import { isReady } from "../eddy-scene.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { startNats, type TestServer } from "../servers.ts";

/** A room's temperature and damp, an anomaly beginning so many standard deviations from the mean. */
const packOf = (level: number, damp: number): string => `
streams:
  heat:
    subject: lab.heat.{room}
    time: $.time
    labels: { room: '{room}' }
    measures:
      level: { from: $.level, unit: celsius, detect: { z-score: { warm_up: 20, memory: 50, onset: ${level} } } }
      damp: { from: $.damp, detect: { z-score: { warm_up: 20, memory: 50, onset: ${damp} } } }
`;
const EVENTS = 300;
/** Event time of event 0; events are a minute apart. */
const BEGIN_MS = Date.UTC(2026, 0, 1);
const FOLDED_MS = 10_000;

/** Every value is one of three in turn, but for a small and a large spike of the level, and a small one of the damp. */
function eventAt(i: number): string {
  const usual = i % 3;
  const level = 10 + usual + (i === 60 ? 17 : 0) + (i === 150 ? 90 : 0);
  return JSON.stringify({ time: new Date(BEGIN_MS + i * 60_000).toISOString(), level, damp: 40 + usual + (i === 240 ? 17 : 0) });
}

describe("eddy backtest over the log of a running Eddy", () => {
  const folder = mkdtempSync(join(tmpdir(), "eddy-backtest-"));
  const changed = join(folder, "changed-pack.yml");
  let nats: TestServer;
  let eddy: EddyServer;
  let before: string[] = [];

  /** What the running exporter shows of the stream. */
  async function shown(): Promise<string[]> {
    const text = await (await fetch(`http://127.0.0.1:${eddy.port}/metrics`)).text();
    return text.split("\n").filter((line) => /^eddy_(lab_heat|anomalies_total|events_received_total).*heat/.test(line));
  }

  /** How many messages of each subject the log holds, but for ticks, of which one comes each second. */
  async function stored(): Promise<Record<string, number>> {
    const connection = await connect({ servers: nats.url });
    const { state } = await (await jetstreamManager(connection)).streams.info(LOG_STREAM, { subjects_filter: ">" });
    await connection.close();
    return Object.fromEntries(Object.entries(state.subjects ?? {}).filter(([subject]) => subject !== "eddy.control.tick"));
  }

  beforeAll(async () => {
    mkdirSync(join(folder, "packs/lab"), { recursive: true });
    writeFileSync(join(folder, "packs/lab/pack.yml"), packOf(4, 20));
    writeFileSync(changed, packOf(20, 4));
    nats = await startNats();
    eddy = await startEddy({ config: `nats: { url: "${nats.url}" }\npacks: [${JSON.stringify(join(folder, "packs"))}]` });
    await isReady(eddy);
    const connection = await connect({ servers: nats.url });
    const log = jetstream(connection);
    await Promise.all(Array.from({ length: EVENTS }, (_, i) => log.publish("lab.heat.a", eventAt(i))));
    await connection.close();
    const all = `eddy_events_received_total{stream="lab_heat"} ${EVENTS}`;
    for (const giveUpMs = Date.now() + FOLDED_MS; Date.now() < giveUpMs && !before.includes(all); before = await shown()) await pause(50);
    expect(before).toContain(all);
  }, 60_000);

  afterAll(async () => {
    await eddy.remove();
    await nats.remove();
    rmSync(folder, { recursive: true });
  });

  it("tells which onsets the changed pack would bring, spare and keep", async () => {
    const { onsets, days, dropped } = JSON.parse(await eddy.command("backtest", "lab_heat", "--with", changed, "--json")) as { onsets: Record<string, unknown>[]; days: unknown; dropped: number };
    expect(onsets.map(({ change, series, time, value }) => [change, series, time, value])).toEqual([
      ["goes", 'lab_heat.level{room="a"}', "2026-01-01T01:00:00.000Z", 27],
      ["stays", 'lab_heat.level{room="a"}', "2026-01-01T02:30:00.000Z", 100],
      ["comes", 'lab_heat.damp{room="a"}', "2026-01-01T04:00:00.000Z", 57],
    ]);
    expect(days).toEqual([{ day: "2026-01-01", comes: 1, goes: 1, stays: 1 }]);
    expect(dropped).toBe(0);
  });

  it("shows onsets that the exporter has found, and finds nothing else under the same packs", async () => {
    const found = before.filter((line) => line.startsWith("eddy_anomalies_total")).map((line) => Number(line.split(" ").at(-1)));
    expect(found.reduce((sum, count) => sum + count, 0)).toBe(2);
    const { onsets } = JSON.parse(await eddy.command("backtest", "lab_heat", "--json")) as { onsets: Record<string, unknown>[] };
    expect(onsets.map(({ change, value }) => [change, value])).toEqual([["stays", 27], ["stays", 100]]);
  });

  it("leaves the log and the running exporter as they were", async () => {
    expect(await stored()).toEqual({ "eddy.control.pack": 1, "lab.heat.a": EVENTS });
    expect(await shown()).toEqual(before);
  });
});
