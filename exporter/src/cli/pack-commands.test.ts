import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import { commands } from "./registry.ts";

const YAML = `
streams:
  cars:
    subject: fleet.cars.{car}
    labels: { car: '{car}' }
    measures:
      speed: { from: $.speed, kind: gauge }
`;

let directory = "";
let pack = "";

/** Runs a command in a world of shipped packs and this one. */
async function eddy(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const terminal: Terminal = { out: (text) => void (written.out += text), err: (text) => void (written.err += text), stop: new AbortController().signal };
  const code = await dispatch(argv, { commands, env: {}, terminal });
  return { code, ...written };
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eddy-pack-"));
  pack = join(directory, "fleet");
  mkdirSync(join(pack, "examples"), { recursive: true });
  writeFileSync(join(pack, "pack.yml"), YAML);
  writeFileSync(join(pack, "examples/cars.jsonl"), '{"speed": 50}\n{"subject": "fleet.cars.red", "payload": {"speed": "fast"}}\n');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("eddy check", () => {
  it("says ok of a sound pack", async () => {
    expect(await eddy("check", pack)).toEqual({ code: 0, out: "pack fleet: ok\n", err: "" });
  });

  it("tells every fault with its line", async () => {
    writeFileSync(join(pack, "pack.yml"), YAML.replace("gauge", "guage").replace("labels:", "lables:"));
    const { code, out } = await eddy("check", pack, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      faults: [
        { pack: "fleet", line: 5, option: "streams.cars.lables", hint: "did you mean labels?" },
        { pack: "fleet", line: 7, option: "streams.cars.measures.speed.kind", value: '"guage"', hint: "did you mean gauge?" },
      ],
    });
  });

  it("refuses a pack that isn't there", async () => {
    const { code, err } = await eddy("check", "iott");
    expect(code).toBe(2);
    expect(err).toMatch(/^eddy: pack must be one of .*, got "iott"; did you mean iot\?\n$/);
  });
});

describe("eddy test", () => {
  it("writes what is expected, and then finds it", async () => {
    expect((await eddy("test", pack)).code).toBe(1);
    expect(await eddy("test", pack, "--update")).toMatchObject({ code: 0, out: "fleet: ok, 2 messages in 1 file\n" });
    expect((await eddy("test", pack)).code).toBe(0);
  });

  it("shows a readable difference", async () => {
    await eddy("test", pack, "--update");
    const expected = join(pack, "examples/expected.yml");
    writeFileSync(expected, readFileSync(expected, "utf8").replace("bad_type: 1", "bad_type: 2").replace("{ value: 50 }", "{ value: 51 }"));
    expect(await eddy("test", pack)).toMatchObject({
      code: 1,
      out: [
        "fleet: 2 differences",
        '  cars.jsonl messages.2.rejected.bad_type: expected 2, got 1',
        '  cars.jsonl series.fleet_cars.speed{car="car"}.value: expected 51, got 50',
        "",
      ].join("\n"),
    });
  });

  it("says which line has no subject", async () => {
    writeFileSync(join(pack, "examples/lorries.jsonl"), '{"speed": 1}\n');
    expect((await eddy("test", pack)).out).toContain("examples/lorries.jsonl:1: must say its subject, or stand in a file named after a stream: cars.jsonl");
  });
});

describe("eddy explain-event", () => {
  const explain = async (payload: string, ...more: string[]): Promise<{ code: number; out: string }> => {
    const file = join(directory, "event.json");
    writeFileSync(file, payload);
    return eddy("explain-event", "--pack", pack, "--file", file, ...more);
  };

  it("shows each step of an event, down to the metrics", async () => {
    const { code, out } = await explain('{"speed": 50}', "--subject", "fleet.cars.red");
    expect(code).toBe(0);
    for (const line of [
      "stream    fleet_cars, of pack fleet: fleet.cars.{car}",
      '          label car ({car}): "red"',
      "          measure speed ($.speed): 50",
      'series    fleet_cars.speed{car="red"} value=50',
      "detector  speed: auto",
      'metrics   eddy_fleet_cars_speed{car="red"} 50',
    ]) expect(out.split("\n")).toContain(line);
  });

  it.each([
    { name: "one with settings", options: "detect: { z-score: { onset: 5 } }", expected: 'z-score {"onset":5}' },
    { name: "several", options: "detect: { z-score: {}, threshold: { above: 9 } }", expected: 'z-score and threshold {"above":9}' },
    { name: "one behind a transform", options: "transform: log, detect: ewma", expected: "transform log, then ewma" },
  ])("shows the detector of each measure: $name", async ({ options, expected }) => {
    writeFileSync(join(pack, "pack.yml"), YAML.replace("kind: gauge", options));
    const { out } = await explain('{"speed": 50}', "--subject", "fleet.cars.red");
    expect(out.split("\n")).toContain(`detector  speed: ${expected}`);
  });

  it.each([
    { name: "within a window of the calendar", window: '{ from: 2026-07-01, to: 2026-07-02, reason: stocktaking }', muted: ["muted     by fleet/w until 2026-07-02T00:00:00.000Z: no onset, nothing is learnt (stocktaking)"] },
    { name: "outside it", window: "{ from: 2026-07-02, to: 2026-07-03 }", muted: [] },
  ])("tells what mutes an event $name", async ({ window, muted }) => {
    writeFileSync(join(pack, "pack.yml"), `${YAML.replace("labels:", "time: $.at\n    labels:")}calendar: { windows: { w: ${window} } }\n`);
    const { out } = await explain('{"speed": 50, "at": "2026-07-01T12:00:00Z"}', "--subject", "fleet.cars.red");
    expect(out.split("\n").filter((line) => line.startsWith("muted"))).toEqual(muted);
  });

  it.each([
    { name: "a rejection", payload: '{"speed": "fast"}', subject: "fleet.cars.red", expected: "record 1  is rejected: bad_type" },
    { name: "a subject of no stream", payload: '{"speed": 1}', subject: "fleet.vans.red", expected: "record 1  is rejected: no_stream" },
  ])("tells $name", async ({ payload, subject, expected }) => {
    const { code, out } = await explain(payload, "--subject", subject);
    expect(code).toBe(1);
    expect(out.split("\n")).toContain(expected);
  });

  it("without a subject shows the stream that finds most of the fields, though others take the event too", async () => {
    const file = join(directory, "order.json");
    writeFileSync(file, '{"order_id": "o-1", "sales_region": "west", "category": "tea", "total": "much"}');
    const { code, out, err } = await eddy("explain-event", "--pack", "business", "--file", file);
    expect(code).toBe(1);
    expect(out).toContain("stream    business_orders, of pack business");
    expect(err).toContain("business_payments (an event)");
  });
});

describe("eddy schema", () => {
  it("prints the schema of a shipped stream", async () => {
    const { code, out } = await eddy("schema", "iot_sensor");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: "iot_sensor", properties: { temperature: { type: ["number", "string", "null"] } } });
  });

  it("offers the nearest stream", async () => {
    expect((await eddy("schema", "iot_senser")).err).toMatch(/did you mean iot_sensor\?\n$/);
  });
});
