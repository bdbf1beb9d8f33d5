import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

interface Options {
  readonly detect?: string;
  readonly labels?: string;
  readonly window?: string;
}

function pack({ detect = "z-score", labels = "{ device: '{device}' }", window = "1m" }: Options = {}): string {
  return packText({
    iot: `
streams:
  sensor:
    subject: iot.{device}
    time: $.time
    labels: ${labels}
    measures:
      temperature: { from: $.t, detect: ${detect} }
      posts: { kind: rate }
kpis:
  readings: { of: sensor, as: count, window: ${window} }
`,
  });
}

function reading(scene: FoldScene, seconds: number, t = 20): void {
  scene.send(seconds, "iot.a", { time: at(seconds), t: t + (seconds % 2) });
}

/** Forty readings a second apart: the detector of each is ready. */
function scene(): FoldScene {
  const made = new FoldScene(pack());
  for (let second = 0; second < 40; second++) reading(made, second);
  return made;
}

const change = (made: FoldScene, text: string): void => { made.send(40, "eddy.control.pack", text); };

describe("packs that change in the middle of the log", () => {
  it.each([
    { name: "the same packs", text: pack(), ready: true, total: 40 },
    { name: "another window of a KPI", text: pack({ window: "5m" }), ready: true, total: 40 },
    { name: "another detector of a measure", text: pack({ detect: "moving-average" }), ready: false, total: 40 },
    { name: "other settings of its detector", text: pack({ detect: "{ z-score: { onset: 5 } }" }), ready: false, total: 40 },
    { name: "other labels", text: pack({ labels: "{ sensor: '{device}' }" }), ready: false, total: 1 },
  ])("let live on what is equal and begin the rest anew: $name", ({ text, ready, total }) => {
    const made = scene();
    change(made, text);
    expect(made.changes).toEqual([{ ok: true }]);
    reading(made, 41);
    expect(made.read("iot_sensor.temperature", "a")?.ready).toBe(ready);
    expect(made.read("iot_sensor.posts", "a")?.total).toBe(total + (total > 1 ? 1 : 0));
    expect(made.totals("iot_sensor")?.received).toBe(41);
  });

  it("keep a counter whose detector changed, and its onsets", () => {
    const made = scene();
    reading(made, 39.5, 1000);
    change(made, pack({ detect: "moving-average" }));
    reading(made, 41);
    expect(made.read("iot_sensor.temperature", "a")).toMatchObject({ anomalies: 1, ready: false });
  });

  it("forget a stream that is gone, but not its totals", () => {
    const made = scene();
    change(made, packText({}));
    reading(made, 41);
    expect(made.totals("iot_sensor")).toMatchObject({ received: 40, keys: 0 });
    expect(made.told.map(({ reason }) => reason)).toEqual(["no_stream"]);
    made.send(42, "eddy.control.pack", pack());
    reading(made, 43);
    expect(made.read("iot_sensor.posts", "a")?.total).toBe(1);
    expect(made.totals("iot_sensor")?.received).toBe(41);
  });

  it.each([
    { name: "no JSON", text: "rubbish", why: /^fold text must be JSON/ },
    { name: "no fold text", text: "{}", why: /^fold text must be as Eddy writes it/ },
    { name: "a broken pack", text: packText({ iot: "streams: 5" }), why: /pack\.yml/ },
  ])("are refused where they are $name, and the old ones go on", ({ text, why }) => {
    const made = scene();
    const before = made.fold.plan;
    change(made, text);
    expect(made.changes).toEqual([{ ok: false, why: expect.stringMatching(why) }]);
    expect(made.fold.plan).toBe(before);
    reading(made, 41);
    expect(made.read("iot_sensor.posts", "a")?.total).toBe(41);
  });

  it("regression: give the same state whether Eddy was restarted between", () => {
    const run = (restarts: boolean): string => {
      const made = scene();
      for (const [i, text] of [packText({}), pack(), pack({ labels: "{ site: $.site }" }), pack()].entries()) {
        if (restarts) made.restart();
        made.send(50 + i, "eddy.control.pack", text);
        reading(made, 51 + i);
      }
      return made.canonical();
    };
    expect(run(true)).toBe(run(false));
  });
});
