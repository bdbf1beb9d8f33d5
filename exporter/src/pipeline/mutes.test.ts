import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";
import { viewOf } from "./state-view.ts";

const BEGIN = Date.parse(at(0));
const pack = `
streams:
  device:
    subject: iot.{device}
    time: $.at
    labels: { device: "{device}" }
    measures:
      level: { from: $.level, detect: { z-score: { warm_up: 20, memory: 50 } } }
      requests: { kind: rate, every: 10s, detect: { z-score: { warm_up: 5 } } }
kpis:
  load: { of: device, as: count, window: 1m, detect: { z-score: { warm_up: 2 } } }
`;

function scene(yaml = pack): FoldScene {
  return new FoldScene(packText({ iot: yaml }));
}

/** A level each second of two devices, around 10; what `spikes` says at these seconds. */
function run(made: FoldScene, from: number, to: number, spikes: readonly number[] = []): void {
  for (let second = from; second < to; second++) {
    for (const device of ["d1", "d2"]) made.send(second, `iot.${device}`, { at: at(second), level: spikes.includes(second) ? 500 : 10 + Math.sin(second) });
  }
}

function mute(made: FoldScene, second: number, message: Readonly<Record<string, unknown>>): void {
  made.send(second, "eddy.control.mute", { id: "m1", target: "iot_device", labels: {}, fromMs: BEGIN + 40_000, toMs: BEGIN + 60_000, reason: "deploy", ...message });
}

const onsets = (made: FoldScene, device = "d1"): number | undefined => made.read("iot_device.level", device)?.anomalies;

describe("a mute", () => {
  it.each([
    { name: "none", message: undefined, d1: 1, d2: 1 },
    { name: "its stream", message: {}, d1: 0, d2: 0 },
    { name: "its pack", message: { target: "iot" }, d1: 0, d2: 0 },
    { name: "another stream", message: { target: "iot_other" }, d1: 1, d2: 1 },
    { name: "one series", message: { labels: { device: "d1" } }, d1: 0, d2: 1 },
    { name: "a label that the stream has not", message: { labels: { site: "x" } }, d1: 1, d2: 1 },
    { name: "an earlier time", message: { fromMs: BEGIN, toMs: BEGIN + 50_000 }, d1: 1, d2: 1 },
    { name: "a time from the event's on", message: { fromMs: BEGIN + 50_000 }, d1: 0, d2: 0 },
  ])("of $name: onsets of its series alone are muted", ({ message, d1, d2 }) => {
    const made = scene();
    run(made, 0, 40);
    if (message !== undefined) mute(made, 39, message);
    run(made, 40, 60, [50]);
    expect({ d1: onsets(made), d2: onsets(made, "d2") }).toEqual({ d1, d2 });
    expect(made.totals("iot_device")?.received).toBe(120);
  });

  it("raises no state and learns nothing: what follows is judged by what was before", () => {
    const made = scene();
    run(made, 0, 40);
    const before = made.read("iot_device.level", "d1")?.upper;
    mute(made, 39, {});
    run(made, 40, 60, [41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
    const during = made.read("iot_device.level", "d1");
    expect(during?.score).toBeLessThan(0.5);
    run(made, 60, 62);
    expect(made.read("iot_device.level", "d1")?.upper).toBeCloseTo(before ?? NaN, 0);
  });

  it("takes windows that touch it, also those of KPIs", () => {
    const busy = (muted: boolean): (number | undefined)[] => {
      const made = scene();
      run(made, 0, 360);
      if (muted) mute(made, 359, { fromMs: BEGIN + 365_000, toMs: BEGIN + 368_000 });
      for (let i = 0; i < 5000; i++) made.send(365, "iot.d1", { at: at(365), level: 10 });
      run(made, 366, 480);
      return [made.read("iot_device.requests", "d1")?.anomalies, made.read("iot.load")?.anomalies];
    };
    expect(busy(false)).toEqual([1, 1]);
    expect(busy(true)).toEqual([0, 0]);
  });

  it("ends early: what was muted stays so, what comes is heard", () => {
    const made = scene();
    run(made, 0, 40);
    mute(made, 39, { toMs: BEGIN + 900_000 });
    run(made, 40, 50, [45]);
    made.send(50, "eddy.control.mute", { end: "m1" });
    expect(onsets(made)).toBe(0);
    run(made, 50, 60, [55]);
    expect(onsets(made)).toBe(1);
  });

  it("is part of the state: a restart in the middle changes nothing", () => {
    const [whole, restarted] = [scene(), scene()];
    for (const made of [whole, restarted]) {
      run(made, 0, 40);
      mute(made, 39, {});
      run(made, 40, 45, [44]);
      if (made === restarted) made.restart();
      run(made, 45, 70, [50, 65]);
    }
    expect(restarted.canonical()).toBe(whole.canonical());
    expect(onsets(restarted)).toBe(1);
    expect(whole.canonical()).toContain('mute {"id":"m1"');
  });

  it("is forgotten a week after its end, by log time", () => {
    const made = scene();
    mute(made, 0, {});
    made.send(7 * 86_400 + 59, "eddy.control.tick");
    expect(made.fold.state.tables.mutes).toHaveLength(1);
    made.send(7 * 86_400 + 60, "eddy.control.tick");
    expect(made.fold.state.tables.mutes).toEqual([]);
  });

  it("is refused where it is none, or one too many, and the log goes on", () => {
    const made = scene();
    for (const payload of ["{", { id: "m1" }, { end: "m9" }, { id: "m1", target: "iot", labels: {}, fromMs: 5, toMs: 5, reason: "" }]) made.send(0, "eddy.control.mute", payload);
    expect(made.refused).toHaveLength(4);
    expect(made.refused[2]).toBe("there is no mute m9");
    for (let i = 0; i <= 1000; i++) mute(made, 1, { id: `m${i}` });
    expect(made.refused[4]).toBe("there are 1000 mutes already; end one");
    expect(made.fold.state.tables.mutes).toHaveLength(1000);
    run(made, 2, 3);
    expect(made.totals("iot_device")?.received).toBe(2);
  });
});

describe("a calendar", () => {
  const calendar = `${pack}
calendar:
  zone: Europe/London
  windows:
    minute: { at: "00:00", for: 1m, days: [sun], streams: [device], reason: new week }
`;

  it("mutes by itself, and says what is in force", () => {
    // 2026-03-01 is a Sunday.
    const made = scene(calendar);
    run(made, 0, 58, [40]);
    expect(onsets(made)).toBe(0);
    expect(viewOf(made.fold.state).mutes()).toEqual([{ id: "iot/minute", streams: ["iot_device"], labels: {}, toMs: BEGIN + 60_000, reason: "new week" }]);
    run(made, 58, 160, [150]);
    expect(viewOf(made.fold.state).mutes()).toEqual([]);
    expect(onsets(made)).toBe(1);
  });

  it("holds from the message on that brings its pack", () => {
    const made = scene();
    run(made, 0, 30);
    made.send(30, "eddy.control.pack", packText({ iot: calendar }));
    run(made, 30, 58, [40]);
    expect(onsets(made)).toBe(0);
  });
});
