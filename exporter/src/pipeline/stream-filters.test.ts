import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../model/random.ts";
import { FoldScene, at, packText } from "./fold-scene.ts";

/** A stream with these filters, and a KPI that adds up its heat. */
const iot = (...filters: string[]): string => packText({
  iot: `
streams:
  sensor:
    subject: iot.sensor.{device}
    id: $.id
    time: $.time
    labels: { device: '{device}' }
    measures: { heat: { from: $.heat }, load: { from: $.load, kind: counter } }
    filters: [${filters.join(", ")}]
kpis:
  sum: { of: sensor.heat, as: sum, window: 10s }
`,
});

/** One value a second of device a, from second 0 on. */
function sendAll(scene: FoldScene, values: readonly number[], from = 0): void {
  values.forEach((heat, i) => { scene.send(from + i, "iot.sensor.a", { heat, time: at(from + i) }); });
}

const filtered = (scene: FoldScene): unknown => Object.fromEntries(scene.totals("iot_sensor")?.filtered ?? []);

describe("filters of a stream", () => {
  it("leave values out of their series only, and count them", () => {
    const scene = new FoldScene(iot("range: { measure: heat, max: 100 }"));
    scene.send(0, "iot.sensor.a", { heat: 20, load: 1, time: at(0) });
    scene.send(1, "iot.sensor.a", { heat: 999, load: 5, time: at(1) });
    expect(scene.read("iot_sensor.heat", "a")).toMatchObject({ value: 20, lastEventMs: 0 });
    expect(scene.read("iot_sensor.load", "a")).toMatchObject({ value: 5, lastEventMs: 1000 });
    expect(filtered(scene)).toEqual({ range: 1 });
    expect(scene.totals("iot_sensor")).toMatchObject({ received: 2, late: 0 });
  });

  it.each([
    { name: "what can't be true", filters: ["range: { max: 100 }"], expected: 60 },
    { name: "what is true and not needed", filters: ["minimum-interval: 1m"], expected: 1059 },
    { name: "what can't be true, though it is not needed either", filters: ["minimum-interval: 1m", "range: { max: 100 }"], expected: 60 },
  ])("keep from KPIs only what can't be true: $name", ({ filters, expected }) => {
    const scene = new FoldScene(iot(...filters));
    sendAll(scene, [20, 20, 20, 999]);
    scene.tick(4, 45);
    expect(scene.read("iot.sum")?.value).toBe(expected);
  });

  it("work for each series on its own", () => {
    const scene = new FoldScene(iot("minimum-interval: 10s"));
    for (const device of ["a", "b"]) scene.send(0, `iot.sensor.${device}`, { heat: 1, time: at(0) });
    for (const device of ["a", "b"]) scene.send(1, `iot.sensor.${device}`, { heat: 2, time: at(1) });
    expect(["a", "b"].map((device) => scene.read("iot_sensor.heat", device)?.value)).toEqual([1, 1]);
    expect(filtered(scene)).toEqual({ "minimum-interval": 2 });
  });

  it("stand at 0 before the first value is left out", () => {
    expect(filtered(new FoldScene(iot("median-of-three: {}", "range: { min: 0 }")))).toEqual({ "median-of-three": 0, range: 0 });
  });

  it("see no duplicates", () => {
    const scene = new FoldScene(iot("duplicates: 1m", "median-of-three: {}"));
    for (const heat of [20, 21, 22]) scene.send(0, "iot.sensor.a", { id: "one", heat, time: at(0) });
    expect(filtered(scene)).toEqual({ duplicates: 2, "median-of-three": 0 });
  });

  it("sample the same events whatever else is in the log's messages", () => {
    const heats = (scene: FoldScene): string[] => scene.labels("iot_sensor.heat");
    const [one, other] = [new FoldScene(iot("sampling: 4")), new FoldScene(iot("sampling: 4"))];
    for (let i = 0; i < 100; i++) {
      one.send(i, `iot.sensor.d${i}`, { id: `e${i}`, heat: 1, time: at(i) });
      other.tick(i, i);
      other.send(i, `iot.sensor.d${i}`, { id: `e${i}`, heat: 2, time: at(i) });
    }
    expect(heats(one)).toEqual(heats(other));
    expect(heats(one).length).toBeGreaterThan(10);
    expect(heats(one).length).toBeLessThan(45);
  });

  it("begin anew with a key that was forgotten", () => {
    const text = iot("median-of-three: { measure: heat }");
    const settings = JSON.parse(text) as { settings: { maxKeys: number } };
    settings.settings.maxKeys = 1;
    const scene = new FoldScene(JSON.stringify(settings));
    sendAll(scene, [500, 500, 500]);
    scene.send(1000, "iot.sensor.b", { heat: 20, time: at(1000) });
    expect(scene.read("iot_sensor.heat", "b")?.value).toBe(20);
  });
});

describe("drop", () => {
  const text = iot("drop: '$.test == true'", "drop: { when: $.heat > 500 }", "duplicates: 1m");

  it("leaves out sound records, and counts them: rows are events less duplicates and dropped", () => {
    const scene = new FoldScene(text);
    scene.send(0, "iot.sensor.a", { id: 1, heat: 20, time: at(0) });
    scene.send(1, "iot.sensor.a", { id: 2, heat: 21, test: true, time: at(1) });
    scene.send(2, "iot.sensor.a", { id: 3, heat: 501, time: at(2) });
    scene.send(3, "iot.sensor.b", { id: 2, heat: 22, test: false, time: at(3) });
    expect(scene.totals("iot_sensor")).toMatchObject({ received: 4, keys: 2 });
    expect(filtered(scene)).toEqual({ drop: 2 });
    expect(scene.read("iot_sensor.heat", "a")).toMatchObject({ value: 20 });
    expect(scene.read("iot_sensor.heat", "b")).toMatchObject({ value: 22 });
  });

  it("rejects what is not sound first, and where the condition can't be told", () => {
    const scene = new FoldScene(text);
    scene.send(0, "iot.sensor.a", { heat: "hot", test: true });
    scene.send(1, "iot.sensor.a", { test: true });
    expect(scene.told.map(({ reason }) => reason)).toEqual(["bad_type", "missing_field"]);
  });

  it("stands at 0 before the first record is dropped", () => {
    expect(filtered(new FoldScene(text))).toEqual({ drop: 0 });
  });
});

describe("the state of filters", () => {
  const all = ["plausible: { measure: heat }", "range: { max: 500 }", "rate-of-change: 30", "deadband: 0.5", "minimum-interval: 2s", "median-of-three: {}", "sampling: 3"];
  // A gauge in °C, so that every filter takes it.
  const text = iot(...all).replace("from: $.heat }", "from: $.heat, unit: celsius }");

  function fold(restartEvery: number): FoldScene {
    const random = seededRandom(7);
    const scene = new FoldScene(text);
    for (let i = 0; i < 600; i++) {
      const heat = random.next() < 0.05 ? 400 : 20 + 2 * random.normal();
      scene.send(i, `iot.sensor.d${i % 5}`, { heat, load: i, time: at(i - (i % 3)) });
      if (i % restartEvery === restartEvery - 1) scene.restart();
    }
    return scene;
  }

  it("is equal to the byte over restarts, and in the dump", () => {
    const whole = fold(1000);
    expect(fold(37).canonical()).toBe(whole.canonical());
    for (const filter of ["rate-of-change", "deadband", "minimum-interval", "median-of-three"]) {
      expect(whole.canonical()).toContain(`filter iot_sensor heat ${filter}@1{`);
    }
    expect(Object.keys(filtered(whole) as object)).toEqual(["plausible", "range", "rate-of-change", "deadband", "minimum-interval", "median-of-three", "sampling"]);
  });

  it.each([
    { name: "lives on over a reload that leaves the filter as it is", next: iot("deadband: 5", "range: { max: 100 }"), expected: 20 },
    { name: "begins anew with other settings", next: iot("deadband: 4"), expected: 22 },
    { name: "is gone with the filter", next: iot(), expected: 22 },
  ])("$name", ({ next, expected }) => {
    const scene = new FoldScene(iot("deadband: 5"));
    sendAll(scene, [20]);
    scene.send(1, "eddy.control.pack", next);
    sendAll(scene, [22], 2);
    expect(scene.changes).toEqual([{ ok: true }]);
    expect(scene.read("iot_sensor.heat", "a")?.value).toBe(expected);
  });

  it("leaves the state of a stream without filters as it was", () => {
    const scene = new FoldScene(iot());
    sendAll(scene, [20, 30]);
    expect(scene.canonical()).not.toMatch(/^filter |"filtered"/m);
  });
});
