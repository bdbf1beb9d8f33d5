import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

/** A stream whose silence is looked at, and another one whose is not. */
const text = (absent = "true"): string => packText({
  iot: `
streams:
  sensor: { subject: 'iot.sensor', time: $.time, measures: { heat: { from: $.heat } }, absent: ${absent} }
  other: { subject: 'iot.other', time: $.time, measures: { heat: { from: $.heat } } }
`,
});

/** An event every `every` seconds, and ticks between them as Eddy writes them. */
function live(scene: FoldScene, { from, to, every }: { from: number; to: number; every: number }): void {
  for (let second = from; second < to; second++) {
    if ((second - from) % every === 0) scene.send(second + 0.25, "iot.sensor", { heat: 20, time: at(second) });
    else scene.tick(second, second);
  }
}

const absent = (scene: FoldScene) => scene.read("iot_sensor.absent");
const ONSET = 0.918;

describe("the absence of a stream", () => {
  it("is the time since its last event, each 10 seconds of log time", () => {
    const scene = new FoldScene(text());
    expect(scene.labels("iot_sensor.absent")).toEqual([]);
    scene.send(3, "iot.sensor", { heat: 20, time: at(0) });
    scene.tick(4, 9);
    expect(scene.labels("iot_sensor.absent")).toEqual([]);
    scene.tick(10, 10);
    expect(absent(scene)).toMatchObject({ value: 7, lastEventMs: 10_000, ready: false, score: 0 });
    scene.tick(11, 39);
    expect(absent(scene)?.value).toBe(27);
  });

  it.each([
    { name: "an event a second is missed after half a minute", every: 1, quiet: 25, missed: 32 },
    { name: "an event each five seconds too", every: 5, quiet: 25, missed: 35 },
    { name: "an event a minute is missed after three", every: 60, quiet: 160, missed: 190 },
  ])("knows what is usual: $name", ({ every, quiet, missed }) => {
    const scene = new FoldScene(text());
    const end = 30 * Math.max(every, 10);
    live(scene, { from: 0, to: end, every });
    expect(absent(scene)).toMatchObject({ ready: true });
    const last = end - every;
    scene.tick(end, last + quiet);
    expect(absent(scene)?.score).toBeLessThan(ONSET);
    expect(absent(scene)?.anomalies).toBe(0);
    scene.tick(last + quiet + 1, last + missed);
    expect(absent(scene)?.score).toBeGreaterThanOrEqual(ONSET);
    expect(absent(scene)?.anomalies).toBe(1);
  });

  it("does not get used to a silence while it lasts", () => {
    const scene = new FoldScene(text());
    live(scene, { from: 0, to: 300, every: 1 });
    scene.tick(300, 3900);
    expect(absent(scene)).toMatchObject({ anomalies: 1, expected: 10, upper: 30 });
    expect(absent(scene)?.score).toBeGreaterThan(0.99);
  });

  it("says nothing of a time in which nobody wrote the log, nor right after it", () => {
    const scene = new FoldScene(text());
    live(scene, { from: 0, to: 300, every: 1 });
    scene.tick(4000, 4011);
    expect(absent(scene)).toMatchObject({ value: expect.closeTo(0.75) });
    scene.tick(4012, 4025);
    expect(absent(scene)).toMatchObject({ value: 20, anomalies: 0 });
    scene.tick(4026, 4060);
    expect(absent(scene)?.anomalies).toBe(1);
  });

  it.each([
    { name: "ticks", move: (scene: FoldScene, second: number) => { scene.tick(second, second); } },
    { name: "events of another stream", move: (scene: FoldScene, second: number) => { scene.send(second, "iot.other", { heat: 1, time: at(second) }); } },
    { name: "messages that no stream wants", move: (scene: FoldScene, second: number) => { scene.send(second + 0.4, "iot.nobody"); } },
  ])("is the same whether log time is moved by ticks or $name", ({ move }) => {
    const [ticked, moved] = [new FoldScene(text()), new FoldScene(text())];
    const lines = (scene: FoldScene): string[] => scene.canonical().split("\n").filter((line) => /^(series iot_sensor|absence)/.test(line));
    for (let second = 0; second < 400; second++) {
      const isEvent = second % 7 === 0 && second < 300;
      for (const scene of [ticked, moved]) if (isEvent) scene.send(second, "iot.sensor", { heat: 20, time: at(second) });
      if (isEvent) continue;
      ticked.tick(second, second);
      move(moved, second);
    }
    expect(lines(moved)).toEqual(lines(ticked));
    expect(lines(ticked).length).toBe(3);
  });

  it("is equal to the byte over restarts", () => {
    const fold = (restartEvery: number): string => {
      const scene = new FoldScene(text("{ every: 5s, onset: 2 }"));
      for (let second = 0; second < 600; second++) {
        if (second % 13 === 0 && second < 400) scene.send(second, "iot.sensor", { heat: 20, time: at(second) });
        // Twice in between nobody writes the log.
        else if (second % 200 < 150) scene.tick(second, second);
        if (second % restartEvery === restartEvery - 1) scene.restart();
      }
      return scene.canonical();
    };
    expect(fold(29)).toBe(fold(1000));
  });

  it("lives on over a reload that leaves it as it is, and is gone with its option", () => {
    const scene = new FoldScene(text());
    live(scene, { from: 0, to: 200, every: 1 });
    const before = absent(scene);
    scene.send(200, "eddy.control.pack", text().replace("$.heat } }, absent", "$.heat }, load: { from: $.load } }, absent"));
    expect(absent(scene)).toMatchObject({ expected: before?.expected, ready: true });
    scene.send(200, "eddy.control.pack", text().replace(", absent: true", ""));
    expect(() => absent(scene)).toThrow("no table iot_sensor.absent");
    expect(scene.canonical()).not.toContain("series iot_sensor absent");
  });
});
