import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { foldedAndScraped, isReady, type Scene } from "../eddy-scene.ts";
import { startNats, startPrometheus, type TestServer } from "../servers.ts";
import { Prometheus } from "./prometheus.ts";

/** Real recordings stand beside the checkout on our machines only; nowhere are they part of the project. */
const NAB = "../shared/nab/dev";
const RETAIL = "../shared/data/retail/2010-12_2011-05.csv.gz";
const MACHINE = "realKnownCause/machine_temperature_system_failure.csv";
const there = existsSync(NAB) && existsSync(RETAIL);
if (!there) process.stdout.write("recordings: not run, there are none beside this checkout\n");
const withRecordings = there ? describe : describe.skip;

const rowsOf = (text: string): string[] => text.trimEnd().split("\n").slice(1);

withRecordings("recordings that nobody here made", () => {
  const folder = mkdtempSync(join(tmpdir(), "eddy-recordings-"));
  let nats: TestServer;
  let eddy: EddyServer;
  let server: TestServer;
  let scene: Scene;

  beforeAll(async () => {
    nats = await startNats();
    eddy = await startEddy({ config: `nats: { url: "${nats.url}" }` });
    await isReady(eddy);
    server = await startPrometheus([
      "global: { scrape_interval: 1s, scrape_timeout: 1s }",
      `scrape_configs: [{ job_name: eddy, static_configs: [{ targets: ["127.0.0.1:${eddy.port}"] }] }]`,
    ].join("\n"));
    scene = { nats, eddy, prometheus: new Prometheus(server.port) };
  }, 60_000);

  afterAll(async () => {
    await server.remove();
    await eddy.remove();
    await nats.remove();
    rmSync(folder, { recursive: true });
  });

  it("finds the labelled failure of the machine at the right time", async () => {
    const windows = JSON.parse(readFileSync(`${NAB}/windows.json`, "utf8")) as Record<string, [string, string][]>;
    const [from, to] = (windows[MACHINE]?.at(-1) ?? ["", ""]).map((time) => Date.parse(`${time.replace(" ", "T").slice(0, 19)}Z`));
    // As somebody who was there saw it: up to the end of the window. The latest onset is the one that is told.
    const [header = "", ...rows] = readFileSync(`${NAB}/${MACHINE}`, "utf8").trimEnd().split("\n");
    const seen = rows.filter((row) => Date.parse(`${row.slice(0, 19).replace(" ", "T")}Z`) <= (to ?? NaN));
    const lastRow = seen.at(-1)?.split(",")[0] ?? "";
    const cut = join(folder, "machine.csv");
    writeFileSync(cut, `${[header, ...seen].join("\n")}\n`);
    await eddy.command("replay", cut, "--subject", "recording.machine");
    await foldedAndScraped(scene);
    // The recording was moved so that it ends now; PromQL tells how long before its end the anomaly began.
    const beforeEndSeconds = await scene.prometheus.value(
      'eddy_series_last_event_timestamp_seconds{series="machine"} - eddy_anomaly_start_timestamp_seconds{series="machine"}',
    );
    const onsetMs = Date.parse(`${lastRow.replace(" ", "T")}Z`) - beforeEndSeconds * 1000;
    expect(onsetMs).toBeGreaterThanOrEqual(from ?? NaN);
    expect(onsetMs).toBeLessThanOrEqual(to ?? NaN);
  }, 120_000);

  it("takes every row of every series of NAB's development half", async () => {
    const before = await scene.prometheus.value('eddy_events_received_total{stream="recording"}');
    const files = readdirSync(NAB, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".csv")).map((name) => join(NAB, name));
    const rows = files.reduce((sum, file) => sum + rowsOf(readFileSync(file, "utf8")).length, 0);
    await eddy.command("replay", ...files, "--subject", "recording.{file}");
    await foldedAndScraped(scene);
    expect(await scene.prometheus.value('eddy_events_received_total{stream="recording"}')).toBe(before + rows);
    expect(await scene.prometheus.value('sum(eddy_events_rejected_total{stream="recording"})')).toBe(0);
    const series = await scene.prometheus.query("eddy_recording_value");
    expect(series.map(({ labels }) => labels["series"])).toEqual(expect.arrayContaining(files.map((file) => basename(file, ".csv"))));
  }, 180_000);

  it("takes every line of half a year of invoices", async () => {
    await eddy.command("replay", RETAIL, "--subject", "retail.lines", "--time-column", "InvoiceDate");
    await foldedAndScraped(scene);
    const lines = rowsOf(gunzipSync(readFileSync(RETAIL)).toString()).length;
    expect(await scene.prometheus.value('eddy_events_received_total{stream="retail_lines"}')).toBe(lines);
    expect(await scene.prometheus.value('sum(eddy_events_rejected_total{stream="retail_lines"})')).toBe(0);
  }, 180_000);
});
