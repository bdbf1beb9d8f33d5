import { describe, expect, it } from "@jest/globals";
import { Structures } from "./structures.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";

/** Asks for one structure of each kind under a name. */
function ask(structures: Structures, name: string): void {
  structures.keyTable(name);
  structures.fingerprints(name, 1000).maxIds = 100;
  structures.windows(name).maxEntries = 100;
  structures.timingWheel(name);
  structures.series(name, "z@1", { size: 24 });
}

/** Puts one thing into each of them. */
function fill(structures: Structures, name: string): void {
  structures.keyTable(name).add(["a"], 1);
  structures.fingerprints(name, 1000).seen("id", 1);
  structures.windows(name).add(0, 5, 2);
  structures.timingWheel(name).arm(0, 9000, 1000);
  const series = structures.series(name, "z@1", { size: 24 });
  series.ensure(0);
  series.records.writable(0).setFloat64(series.records.offset(0), 7, true);
  series.detector(0).writable(0).setFloat64(series.detector(0).offset(0), 8, true);
}

/** What `fill` left there. */
function found(structures: Structures, name: string): object {
  const series = structures.series(name, "z@1", { size: 24 });
  series.ensure(0);
  return {
    key: structures.keyTable(name).find(["a"]),
    id: structures.fingerprints(name, 1000).list().length,
    window: structures.windows(name).oldest(),
    armedMs: structures.timingWheel(name).armedAtMs(0),
    record: series.records.view(0).getFloat64(series.records.offset(0), true),
    detector: series.detector(0).view(0).getFloat64(series.detector(0).offset(0), true),
  };
}

const FILLED = { key: 0, id: 1, window: 5, armedMs: 9000, record: 7, detector: 8 };
const EMPTY = { key: -1, id: 0, window: Infinity, armedMs: 0, record: 0, detector: 0 };

function reload(structures: Structures, names: readonly string[]): void {
  structures.beginAsking();
  for (const name of names) ask(structures, name);
  structures.dropUnasked();
}

function restarted(structures: Structures): Structures {
  return new Structures(throughBytes(structures.memory), throughJson(structures.tables()));
}

function scene(names: readonly string[]): Structures {
  const structures = new Structures();
  reload(structures, names);
  for (const name of names) fill(structures, name);
  return structures;
}

describe("Structures", () => {
  it("gives who asks again what is there", () => {
    const structures = scene(["a"]);
    expect(structures.keyTable("a")).toBe(structures.keyTable("a"));
    expect(found(structures, "a")).toEqual(FILLED);
    expect(found(structures, "b")).toEqual(EMPTY);
  });

  it("keeps over a reload what was asked for and forgets the rest, pages and all", () => {
    const structures = scene(["a", "b"]);
    const both = structures.memory.sizeBytes();
    reload(structures, ["a"]);
    expect(found(structures, "a")).toEqual(FILLED);
    expect([...structures.memory.regions.keys()].filter((name) => /\bb\b/.test(name))).toEqual([]);
    expect(structures.memory.sizeBytes()).toBeLessThan(both);
    reload(structures, ["a", "b"]);
    expect(found(structures, "a")).toEqual(FILLED);
    expect(found(structures, "b")).toEqual(EMPTY);
  });

  it.each([
    { name: "a name that begins with another", kept: "iot_sensor", dropped: "iot_sensor2" },
    { name: "a name that another begins with", kept: "iot_sensor2", dropped: "iot_sensor" },
  ])("does not take $name for it", ({ kept, dropped }) => {
    const structures = scene([kept, dropped]);
    reload(structures, [kept]);
    expect(found(structures, kept)).toEqual(FILLED);
    reload(structures, [kept, dropped]);
    expect(found(structures, dropped)).toEqual(EMPTY);
  });

  it("goes on after a restart", () => {
    const structures = restarted(scene(["a", "b"]));
    reload(structures, ["a", "b"]);
    expect([found(structures, "a"), found(structures, "b")]).toEqual([FILLED, FILLED]);
  });

  it("regression: what was dropped after a restart begins empty when it returns", () => {
    const structures = restarted(scene(["a", "b"]));
    reload(structures, ["a", "b"]);
    reload(structures, ["a"]);
    reload(structures, ["a", "b"]);
    expect(found(structures, "b")).toEqual(EMPTY);
    fill(structures, "b");
    expect(found(structures, "b")).toEqual(FILLED);
  });

  it("keeps records and begins the detector's state anew when its settings change", () => {
    const structures = scene(["a"]);
    structures.beginAsking();
    const changed = structures.series("a", "z@1{memory:5}", { size: 24 });
    structures.dropUnasked();
    changed.ensure(0);
    expect(changed.records.view(0).getFloat64(changed.records.offset(0), true)).toBe(7);
    expect(changed.detector(0).view(0).getFloat64(changed.detector(0).offset(0), true)).toBe(0);
    structures.beginAsking();
    const back = structures.series("a", "z@1", { size: 24 });
    structures.dropUnasked();
    back.ensure(0);
    expect(back.detector(0).view(0).getFloat64(back.detector(0).offset(0), true)).toBe(0);
  });

  it("regression: reloads that change labels do not pile up texts", () => {
    const structures = scene(["a"]);
    const labels = (round: number): void => {
      structures.beginAsking();
      const keys = structures.keyTable(`a{${round}}`);
      structures.dropUnasked();
      for (let i = 0; i < 100; i++) keys.add([`device-${i}`], 1);
    };
    labels(0);
    const once = structures.memory.sizeBytes();
    for (let round = 1; round < 10; round++) labels(round);
    expect(structures.memory.sizeBytes()).toBe(once);
  });
});
