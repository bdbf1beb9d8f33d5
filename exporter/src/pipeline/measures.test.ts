import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";
import type { SeriesReading } from "./view.ts";

const PACK = `
streams:
  meter:
    subject: m.{device}
    time: $.time
    measures:
      level: { from: $.level, detect: { z-score: { warm_up: 3 } } }
      count: { from: $.count, kind: counter, unit: bytes, detect: { z-score: { warm_up: 3 } } }
      sold: { from: $.sold, kind: rate, unit: inr/100, every: 10s }
captures: [m.>]
`;

/** Folds `event second: values` in the order of log time, one second apart, with half a minute of lateness. */
function meter(...events: (readonly [eventSeconds: number, values: object])[]): FoldScene {
  const scene = new FoldScene(packText({ m: PACK }));
  for (const [i, [seconds, values]] of events.entries()) scene.send(1000 + i, "m.a", { time: at(seconds), ...values });
  return scene;
}

const read = (scene: FoldScene, measure: string): SeriesReading | undefined => scene.read(`m_meter.${measure}`);
const late = (scene: FoldScene): number | undefined => scene.totals("m_meter")?.late;

describe("a gauge", () => {
  it.each([
    { name: "shows the newest value", events: [[900, 1], [901, 2]], value: 2, late: 0 },
    { name: "keeps the newest when an older one comes", events: [[901, 2], [900, 1]], value: 2, late: 0 },
    { name: "takes the later of two of the same time", events: [[900, 1], [900, 2]], value: 2, late: 0 },
    { name: "is not late at the lateness", events: [[930, 2], [900, 1]], value: 2, late: 0 },
    { name: "is late beyond it", events: [[930, 2], [899.999, 1]], value: 2, late: 1 },
    { name: "shows 0 and what lies below", events: [[900, 0], [901, -5]], value: -5, late: 0 },
  ])("$name", ({ events, value, late: expected }) => {
    const scene = meter(...events.map(([seconds = 0, level]) => [seconds, { level }] as const));
    expect([read(scene, "level")?.value, late(scene)]).toEqual([value, expected]);
  });

  it("is scored for what came out of order, and not for what came late", () => {
    const scene = meter([930, { level: 10 }], [931, { level: 12 }], [932, { level: 11 }], [933, { level: 12 }], [800, { level: 1000 }]);
    expect(read(scene, "level")).toMatchObject({ anomalies: 0 });
    scene.send(2000, "m.a", { time: at(920), level: 1000 });
    expect(read(scene, "level")).toMatchObject({ anomalies: 1, value: 12 });
  });
});

describe("a counter", () => {
  it.each([
    { name: "begins at its first reading", readings: [[900, 100]], total: 100 },
    { name: "goes up by what the reading went up", readings: [[900, 100], [910, 130]], total: 130 },
    { name: "adds nothing for the same reading", readings: [[900, 100], [910, 100]], total: 100 },
    { name: "goes on when the source began anew", readings: [[900, 100], [910, 20], [920, 25]], total: 125 },
    { name: "goes on when the source began at 0", readings: [[900, 100], [910, 0], [920, 5]], total: 105 },
    { name: "lets a reading older than the newest be", readings: [[910, 100], [900, 90], [920, 110]], total: 110 },
    { name: "takes two readings of one moment", readings: [[900, 100], [900, 110]], total: 110 },
    { name: "regression: never goes back, for a reading below 0 is taken as 0", readings: [[900, 100], [910, -50]], total: 100 },
    { name: "goes on from such a reading", readings: [[900, 100], [910, -50], [920, 10]], total: 110 },
    { name: "begins at 0 where the first reading lies below", readings: [[900, -50]], total: 0 },
  ])("$name", ({ readings, total }) => {
    const scene = meter(...readings.map(([seconds = 0, count]) => [seconds, { count }] as const));
    expect(read(scene, "count")?.value).toBe(total);
  });

  it("is scored as its increase by the second", () => {
    const scene = meter([900, { count: 0 }], [910, { count: 100 }], [920, { count: 200 }], [930, { count: 10 }]);
    expect(read(scene, "count")).toMatchObject({ expected: 10, ready: false });
    scene.send(2000, "m.a", { time: at(940), count: 110 });
    expect(read(scene, "count")).toMatchObject({ ready: true });
  });

  it("is late where an old reading comes after the lateness", () => {
    expect(late(meter([930, { count: 1 }], [900, { count: 1 }], [899, { count: 1 }]))).toBe(1);
  });
});

describe("a rate", () => {
  it("shows money in the major unit, exact in the minor one", () => {
    const scene = meter(...Array.from({ length: 10 }, (_, i) => [990 + i / 10, { sold: 10 }] as const));
    expect(read(scene, "sold")?.total).toBe(1);
    scene.tick(1010, 1100);
    expect(read(scene, "sold")).toMatchObject({ total: 1 });
  });

  it("has a total before its first window closes, and no value", () => {
    expect(read(meter([1000, { sold: 5 }]), "sold")).toMatchObject({ value: NaN, total: 0.05, ready: false });
  });
});

describe("an event without a measure", () => {
  it("leaves that measure as it was", () => {
    const scene = meter([900, { level: 1 }], [901, { count: 5 }]);
    expect(read(scene, "level")).toMatchObject({ value: 1, lastEventMs: 900_000 });
    expect(read(scene, "sold")).toBeUndefined();
  });
});
