import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../../model/random.ts";
import { Improbability } from "./improbability.ts";
import type { Look } from "./improbability.ts";
import { Season } from "./season.ts";

/** A series that follows its values before, judged as the ensemble does. */
class Scene {
  readonly improbability = new Improbability();
  readonly #season = new Season(8);
  readonly #page = new DataView(new ArrayBuffer(Improbability.size + Season.size(8)));
  readonly #random = seededRandom(6);
  #noise = 0;
  #events = 0;

  /** Sees the series raised by `lift`, with shocks of so many deviations; gives the decades. */
  see(lift = 0, deviation = 1, jolt = 0): number {
    this.#noise = 0.5 * this.#noise + deviation * this.#random.normal();
    return this.#take(100 + this.#noise + lift + jolt);
  }

  #take(value: number): number {
    this.#season.read(this.#page, Improbability.size, { value, eventMs: 60_000 * this.#events++ });
    this.improbability.read(this.#page, 0, value);
    const { decades } = this.improbability;
    this.improbability.learn(this.#page, 0, this.#season);
    this.#season.learn(this.#page, Improbability.size);
    return decades;
  }
}

function settled(): Scene {
  const scene = new Scene();
  for (let i = 0; i < 3000; i++) scene.see();
  return scene;
}

/** The most decades in so many events, of those that the look had alone if one is asked for. */
function strongest(scene: Scene, events: number, see: () => number, look?: Look): number {
  let most = 0;
  for (let i = 0; i < events; i++) {
    const decades = see();
    if (look === undefined || scene.improbability.look === look) most = Math.max(most, decades);
  }
  return most;
}

describe("improbability", () => {
  it.each([
    { name: "a jolt of 8 deviations", look: "value", events: 1, lift: 0, deviation: 1, jolt: 8, least: 4 },
    { name: "a level that is 3 deviations higher", look: "shift", events: 8, lift: 3, deviation: 1, jolt: 0, least: 3.5 },
    { name: "values that spread twice as much", look: "spread", events: 100, lift: 0, deviation: 2, jolt: 0, least: 2 },
  ] as const)("finds $name by the look at the $look", ({ look, events, lift, deviation, jolt, least }) => {
    const scene = settled();
    expect(strongest(scene, events, () => scene.see(lift, deviation, jolt), look)).toBeGreaterThan(least);
  });

  it("tells by how much the spread exceeds the usual one", () => {
    const scene = settled();
    for (let i = 0; i < 100; i++) scene.see(0, 3);
    expect(scene.improbability.spreadRatio).toBeGreaterThan(1.8);
  });

  it("says nothing while it learns, and rarely much of what is usual", () => {
    const scene = new Scene();
    expect(strongest(scene, 100, () => scene.see())).toBe(0);
    let many = 0;
    for (let i = 0; i < 5000; i++) if (scene.see() > 4) many += 1;
    expect(many).toBeLessThan(25);
  });

  it("learns what stays improbable in the end", () => {
    const scene = settled();
    const events = 3000;
    for (let i = 0; i < events; i++) scene.see(0, 3);
    let many = 0;
    for (let i = 0; i < events; i++) if (scene.see(0, 3) > 4) many += 1;
    expect(many).toBeLessThan(30);
  });
});
