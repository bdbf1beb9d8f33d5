import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

const pack = (measure: string, settings = {}): string => packText({
  plant: `
streams:
  pump:
    subject: plant.pump.{site}.{pump}
    time: $.t
    labels: { site: "{site}", pump: "{pump}" }
    measures:
      flow: ${measure}
`,
}, settings);

const GAUGE = pack("{ from: $.flow, detect: { peers: { by: [site] } } }");

/** Eight pumps a site every ten seconds; pump 3 of the north leaves them at the end, all of the south rise. */
function scene(text = GAUGE, restarts: readonly number[] = []): FoldScene {
  const made = new FoldScene(text);
  for (let round = 0; round <= 20; round++) {
    const second = round * 10;
    for (let pump = 0; pump < 8; pump++) {
      const wobble = ((pump * 7 + round * 3) % 5) / 10;
      made.send(second, `plant.pump.north.p${pump}`, { t: at(second), flow: 20 + wobble + (round === 20 && pump === 3 ? 15 : 0) });
      made.send(second, `plant.pump.south.p${pump}`, { t: at(second), flow: (round >= 10 ? 90 : 50) + wobble });
    }
    if (restarts.includes(round)) made.restart();
  }
  return made;
}

function anomalous(made: FoldScene): string[] {
  return made.labels("plant_pump.flow").filter((labels) => (made.read("plant_pump.flow", ...labels.split(","))?.anomalies ?? 0) > 0);
}

describe("siblings of a series", () => {
  it("are those of its site: who leaves them is found, however other sites stand", () => {
    // Labels are sorted by name: pump, site. The first of the south to rise is alone for a moment.
    expect(anomalous(scene()).filter((labels) => labels.endsWith("north"))).toEqual(["p3,north"]);
    const south = anomalous(scene()).filter((labels) => labels.endsWith("south"));
    expect(south.length).toBeLessThan(5);
  });

  it.each([{ restarts: [5] }, { restarts: [9, 10, 19] }])("are found again after restarts at $restarts", ({ restarts }) => {
    expect(scene(GAUGE, restarts).canonical()).toBe(scene().canonical());
  });

  it("are compared by closed windows where the measure is a rate", () => {
    const made = scene(pack("{ from: $.flow, kind: rate, every: 10s, detect: { peers: { by: [site] } } }"));
    made.send(300, "plant.pump.north.p0", { t: at(300), flow: 20 });
    expect(anomalous(made)).toContain("p3,north");
  });

  it("share one more group where there is no room for another", () => {
    const text = pack("{ from: $.flow, detect: { peers: { by: [site] } } }", { maxKeys: 1 });
    expect(scene(text).canonical().match(/^group /gm)).toHaveLength(2);
  });
});
