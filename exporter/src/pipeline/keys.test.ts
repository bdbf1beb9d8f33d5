import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

const PACK = `
streams:
  sensor:
    subject: iot.{device}
    time: $.time
    labels: { device: '{device}', site: $.site }
    measures:
      temperature: { from: $.temperature }
`;

const WINDOWED = `${PACK}      posts: { kind: rate, every: 10s }
kpis:
  readings: { of: sensor, as: count, by: [site], window: 1h }
`;

function iot(maxKeys: number, pack = PACK): FoldScene {
  return new FoldScene(packText({ iot: pack }, { maxKeys, latenessMs: 0 }));
}

/** A reading that is stored at a second of log time, and was taken then or at `from`. */
function reading(scene: FoldScene, seconds: number, device: string, { temperature = 20, from = seconds } = {}): void {
  scene.send(seconds, `iot.${device}`, { time: at(from), temperature, site: `${device}-site` });
}

const TEMPERATURE = "iot_sensor.temperature";

describe("the keys of a stream", () => {
  it("are one for each combination of label values, an absent one among them", () => {
    const scene = iot(10);
    reading(scene, 0, "a");
    reading(scene, 1, "a");
    reading(scene, 1, "b");
    scene.send(2, "iot.a", { temperature: 20 });
    expect(scene.labels(TEMPERATURE)).toEqual(["a,", "a,a-site", "b,b-site"]);
  });

  it("beyond max_keys count together as __other__, each event counted as refused", () => {
    const scene = iot(2);
    for (const [seconds, device] of ["a", "b", "c", "d", "c", "a"].entries()) reading(scene, seconds, device);
    expect(scene.labels(TEMPERATURE)).toEqual(["__other__,__other__", "a,a-site", "b,b-site"]);
    expect(scene.totals("iot_sensor")).toMatchObject({ received: 6, refused: 3, evicted: 0, keys: 3 });
  });

  it("make room when they were idle for five minutes", () => {
    const scene = iot(2);
    reading(scene, 0, "a");
    reading(scene, 1, "b");
    reading(scene, 300, "c");
    expect(scene.labels(TEMPERATURE)).toEqual(["__other__,__other__", "a,a-site", "b,b-site"]);
    reading(scene, 300.5, "d");
    expect(scene.labels(TEMPERATURE)).toEqual(["__other__,__other__", "b,b-site", "d,d-site"]);
  });

  it("go one by one, the idle ones only, and begin at nothing when they return", () => {
    const scene = iot(2);
    for (let seconds = 0; seconds < 10; seconds++) reading(scene, seconds, "a", { temperature: 5 });
    reading(scene, 200, "b");
    reading(scene, 400, "c");
    expect(scene.labels(TEMPERATURE)).toEqual(["b,b-site", "c,c-site"]);
    expect(scene.totals("iot_sensor")).toMatchObject({ refused: 0, evicted: 1, keys: 2 });
    expect(scene.read(TEMPERATURE, "c", "c-site")).toMatchObject({ value: 20, intervalMs: 0, anomalies: 0 });
    reading(scene, 600, "a", { temperature: 7 });
    expect(scene.labels(TEMPERATURE)).toEqual(["a,a-site", "c,c-site"]);
    expect(scene.read(TEMPERATURE, "a", "a-site")).toMatchObject({ value: 7, intervalMs: 0 });
  });
});

describe("a key with an open window", () => {
  it("regression: keeps its number, so that another key is not given its count", () => {
    const scene = iot(1, WINDOWED);
    reading(scene, 0, "a");
    scene.tick(1, 400);
    // Idle for more than five minutes, but its hour is not over.
    reading(scene, 401, "b");
    scene.tick(402, 3600);
    expect(scene.labels("iot.readings")).toEqual(["__other__", "a-site"]);
    expect(scene.read("iot.readings", "a-site")?.value).toBe(1);
    expect(scene.read("iot.readings", "__other__")?.value).toBe(1);
  });

  it("regression: keeps it for an event from the future", () => {
    const scene = iot(1, WINDOWED);
    reading(scene, 0, "a", { from: 900 });
    scene.tick(1, 400);
    reading(scene, 401, "b");
    scene.tick(402, 910);
    expect(scene.read("iot_sensor.posts", "a", "a-site")).toMatchObject({ value: 0.1, total: 1 });
  });
});

describe("the canonical form", () => {
  it("does not show which numbers keys have, nor in which order they came", () => {
    const direct = iot(10);
    const roundabout = iot(10);
    for (const device of ["x", "y"]) {
      reading(direct, 0, device);
      reading(roundabout, 0, device === "x" ? "y" : "x");
    }
    // The hash of the last message is of the log, not of the keys.
    const keys = (scene: FoldScene): string[] => scene.canonical().split("\n").filter((line) => !line.startsWith("fold"));
    expect(keys(roundabout)).toEqual(keys(direct));
  });
});
