import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { FoldScene, at, packText } from "./fold-scene.ts";

const TEXT = packText({
  iot: `
streams:
  sensor:
    subject: iot.{device}
    id: $.id
    dedupe: 10s
    time: $.time
    labels: { device: '{device}' }
    measures:
      temperature: { from: $.t, detect: { moving-average: { window: 5, warm_up: 3 } } }
      total: { from: $.total, kind: counter }
      posts: { kind: rate, every: 5s }
kpis:
  readings: { of: sensor, as: count, by: [device], window: 10s }
`,
}, { maxKeys: 3, maxIds: 5, latenessMs: 5000 });

/** Messages of all kinds: what a run of them comes to depends on every structure of the state. */
const message = fc.record({
  wait: fc.oneof(fc.constantFrom(0, 1, 2), fc.nat(400)),
  device: fc.constantFrom("a", "b", "c", "d", "e"),
  id: fc.constantFrom("1", "2", "3", "4", "5", "6", "7"),
  behind: fc.constantFrom(0, 0, 0, 3, 8, -20, 100),
  t: fc.integer({ min: -5, max: 5 }),
  kind: fc.constantFrom("event", "event", "event", "event", "tick", "rubbish"),
});
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;
const messages = fc.array(message, { minLength: 1, maxLength: 60 });

/** Folds the messages; `before` is called before each with its number. */
function run(list: readonly Message[], before: (scene: FoldScene, i: number) => void = () => undefined): FoldScene {
  const scene = new FoldScene(TEXT);
  let seconds = 0;
  for (const [i, { wait, device, id, behind, t, kind }] of list.entries()) {
    before(scene, i);
    seconds += wait;
    if (kind === "tick") scene.send(seconds, "eddy.control.tick");
    else scene.send(seconds, `iot.${device}`, kind === "rubbish" ? "{" : { id, time: at(seconds - behind), t, total: 10 + t });
  }
  return scene;
}

describe("a snapshot", () => {
  it("goes on as if nothing had happened, wherever it was taken", () => {
    fc.assert(fc.property(messages, fc.array(fc.nat(59), { maxLength: 5 }), (list, restarts) => {
      const restarted = run(list, (scene, i) => { if (restarts.includes(i)) scene.restart(); });
      expect(restarted.canonical()).toBe(run(list).canonical());
    }), { seed: 1, numRuns: 60 });
  });

  it("is not changed by what is folded while it is written, nor changes that", () => {
    fc.assert(fc.property(messages, messages, (first, second) => {
      const scene = run(first);
      const expected = scene.canonical();
      const other = run(first);
      const end = other.log[other.log.length - 1]?.storeTimeMs ?? 0;
      other.restart();
      expect(other.canonical()).toBe(expected);
      // The restored state shares no byte with the one that it was taken from.
      for (const { device, id, t } of second) scene.send(end / 1e6, `iot.${device}`, { id, t });
      expect(other.canonical()).toBe(expected);
    }), { seed: 1, numRuns: 20 });
  });
});

describe("closing many windows at once", () => {
  const KEYS = 1300;

  function crowd(): FoldScene {
    const scene = new FoldScene(packText({ iot: "streams: { s: { subject: 'iot.{d}', time: $.time, labels: { d: '{d}' }, measures: { n: { kind: rate, every: 1s } } } }" }, { latenessMs: 0 }));
    for (let i = 0; i < KEYS; i++) scene.send(0, `iot.d${i}`, { time: at(0) });
    return scene;
  }

  it("takes a message several calls, and none of them comes to nothing", () => {
    const scene = crowd();
    const tick = scene.message(3, "eddy.control.tick");
    const answers: boolean[] = [];
    do {
      answers.push(scene.fold.apply(tick));
      expect(scene.fold.isBetweenMessages).toBe(answers[answers.length - 1]);
    } while (answers[answers.length - 1] !== true && answers.length < 100);
    // Three windows a key, 512 entries a call.
    expect(answers.length).toBe(Math.floor((3 * KEYS) / 512) + 1);
    expect(scene.fold.sequence).toBe(KEYS + 1);
    expect(scene.labels("iot_s.n")).toHaveLength(KEYS);
  });

  it("comes to the same state as a fold that was restarted right before", () => {
    const [one, other] = [crowd(), crowd()];
    other.restart();
    for (const scene of [one, other]) scene.tick(1, 4);
    expect(other.canonical()).toBe(one.canonical());
  });
});
