import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

const pack = (detect: string): string => packText({
  plant: `
streams:
  pump:
    subject: plant.pump.{pump}
    time: $.t
    labels: { pump: "{pump}" }
    measures:
      flow: { from: $.flow, detect: ${detect} }
`,
});

const SILENT = pack("silent");

function event(scene: FoldScene, seconds: number, pump: string): void {
  scene.send(seconds, `plant.pump.${pump}`, { t: at(seconds), flow: 5 });
}

/** Two pumps every two seconds until second 60; b is heard of no more from then on, a goes on. */
function scene(restarts: readonly number[] = [], until = 120): FoldScene {
  const made = new FoldScene(SILENT);
  for (let second = 0; second <= until; second += 2) {
    event(made, second, "a");
    if (second <= 60) event(made, second, "b");
    if (restarts.includes(second)) made.restart();
  }
  return made;
}

describe("silence of a series", () => {
  it("raises a key without any event of its own, at the second in which patience ends", () => {
    const made = scene();
    // Every 2 s: patience is 6 s.
    expect(made.read("plant_pump.flow", "b")).toMatchObject({ anomalies: 1, anomalyStartMs: 66_000, lastEventMs: 60_000 });
    expect(made.read("plant_pump.flow", "b")?.score).toBeGreaterThan(0.99);
    expect(made.read("plant_pump.flow", "a")).toMatchObject({ anomalies: 0 });
  });

  it("keeps it raised while the silence lasts", () => {
    const made = scene([], 3600);
    expect(made.read("plant_pump.flow", "b")?.score).toBeGreaterThan(0.99);
    expect(made.read("plant_pump.flow", "b")?.anomalies).toBe(1);
  });

  it("finds it by ticks alone", () => {
    const made = scene([], 60);
    made.tick(61, 65);
    expect(made.read("plant_pump.flow", "b")?.anomalies).toBe(0);
    made.tick(66, 67);
    expect(["a", "b"].map((pump) => made.read("plant_pump.flow", pump)?.anomalies)).toEqual([1, 1]);
  });

  it.each([{ restarts: [30] }, { restarts: [62] }, { restarts: [64, 66, 68] }])("comes to the same state through restarts at $restarts", ({ restarts }) => {
    expect(scene(restarts).canonical()).toBe(scene().canonical());
  });

  it("looks at no more series a call than it has a budget for", () => {
    const keys = Array.from({ length: 700 }, (_, i) => `p${i}`);
    const made = new FoldScene(SILENT);
    for (let second = 0; second <= 40; second += 2) for (const key of keys) event(made, second, key);
    made.tick(41, 45);
    const tick = made.message(46, "eddy.control.tick");
    let calls = 1;
    while (!made.fold.apply(tick)) calls++;
    expect(calls).toBe(2);
    expect(keys.map((key) => made.read("plant_pump.flow", key)?.anomalies)).toEqual(keys.map(() => 1));
  });

  it("counts nothing while nobody wrote the log, and from then on", () => {
    const made = scene([], 60);
    made.tick(1000, 1005);
    expect(made.read("plant_pump.flow", "b")?.anomalies).toBe(0);
    made.tick(1006, 1007);
    expect(made.read("plant_pump.flow", "b")).toMatchObject({ anomalies: 1, anomalyStartMs: 1_006_000 });
  });

  it("is nothing that z-score looks at", () => {
    const made = new FoldScene(pack("z-score"));
    for (let second = 0; second <= 60; second += 2) event(made, second, "a");
    made.tick(61, 200);
    expect(made.read("plant_pump.flow", "a")?.anomalies).toBe(0);
    expect(made.canonical()).not.toContain("wheel");
  });
});
