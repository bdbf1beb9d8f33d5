import { describe, expect, it } from "@jest/globals";
import type { Detector, DetectorKind, EarlierState } from "../detectors/detector.ts";
import { auto } from "../detectors/auto.ts";
import { unchanged } from "../detectors/earlier.ts";
import { ewma } from "../detectors/ewma.ts";
import { peers } from "../detectors/peers.ts";
import { silent } from "../detectors/silent.ts";
import { stuck } from "../detectors/stuck.ts";
import { zScore } from "../detectors/z-score.ts";
import { seededRandom } from "../model/random.ts";
import { grid } from "../transforms/grid.ts";
import type { TransformKind } from "../transforms/transform.ts";
import { FoldScene, at, packText } from "./fold-scene.ts";
import { raised, raisedTransform, underKinds } from "./raised-kinds.ts";

/** Two keys judged by one detector, further ones by another. */
const tiered: DetectorKind = {
  ...zScore,
  id: "tiered",
  create: (settings) => ({ ...zScore.create(settings), beyond: { keys: 2, detector: ewma.create(ewma.defaults) } }),
};

/** An Eddy: what stands in its registries beside or instead of what stands there. */
interface Version {
  readonly kinds?: readonly DetectorKind[];
  readonly transforms?: readonly TransformKind[];
}

const under = <T>({ kinds = [], transforms = [] }: Version, run: () => T): T => underKinds([tiered, ...kinds], transforms, run);

function pack(detect: string, transform = "none"): string {
  return packText({
    iot: `
streams:
  sensor:
    subject: iot.{room}.{device}
    time: $.time
    labels: { room: '{room}', device: '{device}' }
    absent: { every: 10s, onset: 3 }
    measures:
      temperature: { from: $.t, detect: ${detect}, transform: ${transform} }
      pressure: { from: $.p, detect: { z-score: {} } }
      posts: { kind: rate, every: 5s, detect: { z-score: {} } }
kpis:
  readings: { of: sensor, as: count, by: [room], window: 10s, detect: { z-score: {} } }
`,
  }, { latenessMs: 0 });
}

/** Six devices in two rooms; from second 100 on one of them is far too hot, and another is silent. */
function readings(scene: FoldScene, from: number, to: number): void {
  for (let second = from; second < to; second++) {
    const random = seededRandom(second + 1);
    for (let device = 0; device < 6; device++) {
      if (device === 5 && second >= 100) continue;
      const t = 20 + random.normal() + (device === 4 && second >= 100 ? 500 : 0);
      scene.send(second, `iot.r${device % 2}.d${device}`, { time: at(second), t, p: 1000 + random.normal() });
    }
  }
}

/** What versions come to that fold one after the other, each from the checkpoint of the one before, until the given second. */
function folded(text: string, ...versions: readonly (readonly [version: Version, until: number])[]): FoldScene {
  const [[first]] = versions as [readonly [Version, number]];
  const scene = under(first, () => new FoldScene(text));
  let from = 0;
  for (const [version, until] of versions) {
    under(version, () => {
      if (version !== first) scene.restart();
      readings(scene, from, until);
    });
    from = until;
  }
  return scene;
}

const before: Version = {};
const MIDDLE = 90;
const END = 160;

describe("state of a detector's earlier version", () => {
  it.each([
    { name: "of one kind", detect: "{ z-score: {} }", after: { kinds: [raised(zScore)] }, measures: 4 },
    { name: "of the default", detect: "auto", after: { kinds: [raised(auto)] }, measures: 1 },
    { name: "in two tiers", detect: "{ tiered: {} }", after: { kinds: [raised(tiered)] }, measures: 1 },
    { name: "behind a transform", detect: "{ z-score: {} }", transform: "grid", after: { kinds: [raised(zScore)] }, measures: 4 },
    { name: "of a transform", detect: "{ tiered: {} }", transform: "grid", after: { transforms: [raisedTransform(grid)] }, measures: 1 },
    { name: "of two versions ago", detect: "{ silent: {} }", after: { kinds: [raised(raised(silent))] }, measures: 1 },
    { name: "of one of several", detect: "{ z-score: {}, tiered: {}, stuck: {} }", after: { kinds: [raised(stuck)] }, measures: 1 },
    { name: "of all of several, and of the transform before them", detect: "{ tiered: {}, stuck: {} }", transform: "grid",
      after: { kinds: [raised(tiered), raised(stuck)], transforms: [raisedTransform(grid)] }, measures: 1 },
    { name: "of siblings", detect: "{ peers: { by: [room], least: 2 } }", after: { kinds: [raised(peers)] }, measures: 1 },
    { name: "of siblings, their records alone unchanged", detect: "{ z-score: {}, peers: { by: [room] } }", after: { kinds: [raised(zScore)] }, measures: 4 },
    { name: "of silence", detect: "{ silent: {} }", after: { kinds: [raised(silent)] }, measures: 1 },
  ])("goes on to the byte as if it had always been the present one: $name", ({ detect, transform, after, measures }) => {
    const text = pack(detect, transform);
    const upgraded = folded(text, [before, MIDDLE], [after, END]);
    expect(upgraded.fold.state.upgrades.map(({ isTakenOver }) => isTakenOver)).toEqual(new Array(measures).fill(true));
    expect(upgraded.canonical()).toBe(folded(text, [after, END]).canonical());
    expect(upgraded.labels("iot_sensor.temperature").reduce((sum, labels) => sum + (upgraded.read("iot_sensor.temperature", labels)?.anomalies ?? 0), 0)).toBeGreaterThan(0);
  });

  it("is in the next checkpoint: the restart behind it finds nothing to take over", () => {
    const after = { kinds: [raised(zScore)] };
    const text = pack("{ z-score: {} }");
    const upgraded = folded(text, [before, MIDDLE], [after, 100]);
    expect(upgraded.fold.state.upgrades).toHaveLength(4);
    under(after, () => {
      upgraded.restart();
      readings(upgraded, 100, END);
    });
    expect(upgraded.fold.state.upgrades).toEqual([]);
    expect(upgraded.canonical()).toBe(folded(text, [after, END]).canonical());
  });

  it("is handed over once a series, and never where a series has seen nothing", () => {
    const seen: boolean[] = [];
    const noting: DetectorKind = { ...raised(stuck), create: (...settings) => {
      const detector = raised(stuck).create(...settings);
      const { size } = stuck.create(...settings);
      const migrate: EarlierState["migrate"] = (from, fromOffset) => { seen.push(new Uint8Array(from.buffer, from.byteOffset + fromOffset, size).some((byte) => byte > 0)); };
      return { ...detector, earlier: new Map([[1, { size, migrate }]]) };
    } };
    folded(pack("{ stuck: {} }"), [before, MIDDLE], [{ kinds: [noting] }, MIDDLE]);
    expect(seen).toEqual(new Array(6).fill(true));
  });

  it("is told by series and keys, and stays told when packs change", () => {
    const after = { kinds: [raised(stuck)], transforms: [raisedTransform(grid)] };
    const { fold } = folded(pack("{ tiered: {}, stuck: {} }", "grid"), [before, MIDDLE], [after, END]);
    under(after, () => fold.usePacks(pack("{ stuck: {} }")));
    expect(fold.state.upgrades).toEqual([{
      series: "iot_sensor{device,room}/temperature..1.gauge",
      from: expect.stringMatching(/^grid@1:tiered@1\{.*\}\+stuck@1\{.*\}$/),
      to: expect.stringMatching(/^grid@2:tiered@1\{.*\}\+stuck@2\{.*\}$/),
      isTakenOver: true,
    }]);
  });
});

describe("state that nobody says how to take over", () => {
  /** The kind, what its detectors say of earlier versions being changed. */
  const saying = (kind: DetectorKind, change: (detector: Detector) => Detector): DetectorKind => ({ ...kind, create: (...settings) => change(kind.create(...settings)) });
  const knowing = (detector: Detector, versions: readonly number[]): Detector => ({ ...detector, earlier: new Map([...detector.earlier ?? []].filter(([version]) => versions.includes(version))) });

  it.each([
    { name: "of a version that is left out", of: before, detect: "{ stuck: {} }", after: { kinds: [saying(raised(stuck), (detector) => knowing(detector, []))] } },
    { name: "of a version before those that are named", of: before, detect: "{ stuck: {} }", after: { kinds: [saying(raised(raised(stuck)), (detector) => knowing(detector, [2]))] } },
    { name: "of a newer version, after a downgrade", of: { kinds: [raised(stuck)] }, detect: "{ stuck: {} }", after: before },
    { name: "of a kind with a setting that it hadn't then", of: before, detect: "{ stuck: {} }",
      after: { kinds: [{ ...raised(stuck), defaults: { ...stuck.defaults, more: 1 }, ranges: { ...stuck.ranges, more: [0, 2] as const } }] } },
    { name: "of two tiers, the second left out", of: before, detect: "{ tiered: {} }", after: { kinds: [saying(raised(tiered), ({ beyond, ...detector }) => ({ ...detector, ...(beyond && { beyond: { ...beyond, detector: knowing(beyond.detector, []) } }) }))] } },
    { name: "of two tiers, where there is one now", of: before, detect: "{ tiered: {} }", after: { kinds: [{ ...raised(zScore), id: "tiered" }] } },
    { name: "of siblings, their records left out", of: before, detect: "{ peers: { by: [room] } }",
      after: { kinds: [saying(raised(peers), (detector) => ({ ...detector, earlier: new Map([[1, unchanged(8)]]) }))] } },
  ])("begins anew and is told: $name", ({ of, detect, after }) => {
    const text = pack(detect);
    const upgraded = folded(text, [of, MIDDLE], [after, MIDDLE]);
    expect(upgraded.fold.state.upgrades.map(({ isTakenOver }) => isTakenOver)).toEqual([false]);
    expect(upgraded.labels("iot_sensor.temperature")).toHaveLength(6);
    under(after, () => { readings(upgraded, MIDDLE, END); });
    const detectors = (scene: FoldScene): string[] => [...scene.canonical().matchAll(/^series iot_sensor temperature .*"detector":"([0-9a-f]*)"/gm)].map(([, bytes = ""]) => bytes);
    const fresh = under(after, () => new FoldScene(text));
    under(after, () => { readings(fresh, MIDDLE, END); });
    // Detectors know nothing of what was before, counts all of it.
    expect(detectors(upgraded)).toEqual(detectors(fresh));
    expect(upgraded.totals("iot_sensor")?.received).toBe(folded(text, [after, END]).totals("iot_sensor")?.received);
  });

  it("is told of the silence of a stream too", () => {
    const scene = folded(pack("{ stuck: {} }"), [before, MIDDLE]);
    const silence = (version: number): string => `silence@${version}{"everyMs":10000,"onset":3}`;
    scene.fold.state.structures.memory.rename(`series/absent/iot_sensor/${silence(1)}`, `series/absent/iot_sensor/${silence(7)}`);
    scene.restart();
    expect(scene.fold.state.upgrades).toEqual([{ series: "absent/iot_sensor", from: silence(7), to: silence(1), isTakenOver: false }]);
  });

  it("is refused where its size is not what that version's was", () => {
    const other = saying(raised(stuck), (detector) => ({ ...detector, earlier: new Map([[1, unchanged(40)]]) }));
    expect(() => folded(pack("{ stuck: {} }"), [before, MIDDLE], [{ kinds: [other] }, END])).toThrow(
      /stuck@1\{.*\}: records must have 40 bytes, got 32; run the Eddy that wrote the checkpoint/,
    );
  });
});
