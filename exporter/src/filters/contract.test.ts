import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../model/random.ts";
import type { FilterPage } from "./filter-page.ts";
import { pageOf } from "./filter-page.ts";
import type { FilteredMeasure, FilterSettings, SetFilterKind, ValueFilterKind } from "./filter.ts";
import { filterKinds } from "./registry.ts";

const kinds = [...filterKinds.values()];

/** What filters without defaults need to be told; those that are missing work with their defaults. */
const NEEDED: Readonly<Record<string, FilterSettings>> = {
  deadband: { by: 0.5 },
  range: { min: -50, max: 150 },
  "rate-of-change": { max: 20 },
  sampling: { one_in: 4 },
};

const valueKinds = kinds.flatMap((kind) => (kind.acts === "values" ? [kind] : []));
const freshPage = (kind: ValueFilterKind): FilterPage => pageOf(kind, NEEDED[kind.id]);

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, 1e-300, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE),
);
/** Values at seconds that may repeat and go back, as those of real streams do. */
const anyEvents = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), anyValue), { maxLength: 60 });

/** Ordinary values of celsius, one a second. */
function ordinary(count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 20 + 2 * random.normal());
}

describe("the registry of filters", () => {
  it("lists every file of its folder by its name", () => {
    const others = ["filter", "filter-page", "registry"];
    const files = readdirSync(__dirname).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
    expect([...filterKinds.keys()]).toEqual(files.filter((file) => !others.includes(file)).sort());
  });
});

describe.each<SetFilterKind>(kinds.filter((kind) => kind.acts !== "records"))("filter $id", (kind) => {
  it("has limits for each setting that hold its default, and a main setting that it has", () => {
    for (const [name, { least, most, default: value = least }] of Object.entries(kind.settings)) {
      expect({ name, isWithin: least <= value && value <= most }).toEqual({ name, isWithin: true });
    }
    if (kind.main !== undefined) expect(Object.keys(kind.settings)).toContain(kind.main);
  });

  it("has nothing against the settings that it needs", () => {
    expect(kind.broken(NEEDED[kind.id] ?? {})).toBeUndefined();
  });
});

describe.each(valueKinds)("filter $id of values", (kind) => {
  it("has a version, and takes some measure", () => {
    expect(kind.version).toBeGreaterThanOrEqual(1);
    const measures: FilteredMeasure[] = [{ kind: "gauge", unit: "celsius" }];
    expect(measures.some((measure) => kind.takes(measure))).toBe(true);
  });

  it("keeps its state in a multiple of 8 bytes", () => {
    expect(freshPage(kind).filter.size % 8).toBe(0);
  });

  it("takes all-zero bytes for a series that has seen nothing: a first ordinary value passes", () => {
    const passed = Array.from({ length: 40 }, (_, i) => freshPage(kind).pass(0, 20, `event ${i}`)).filter((value) => value !== undefined);
    expect(new Set(passed)).toEqual(new Set([20]));
    if (kind.id !== "sampling") expect(passed.length).toBe(40);
  });

  it("gives finite values that it was given, and changes no byte of a neighbour", () => {
    fc.assert(fc.property(anyEvents, (events) => {
      const page = freshPage(kind);
      const passed = events.map(([second, value]) => page.pass(second, value)).filter((value) => value !== undefined);
      const given = new Set(events.map(([, value]) => value));
      expect(passed.filter((value) => !given.has(value))).toEqual([]);
      const { size } = page.filter;
      const neighbours = [...page.bytes.subarray(0, size), ...page.bytes.subarray(2 * size)];
      expect(neighbours.every((byte) => byte === 0xa5)).toBe(true);
    }), { seed: 1, numRuns: 60 });
  });

  it("goes on identically from copied bytes", () => {
    fc.assert(fc.property(anyEvents, anyEvents, (before, after) => {
      const page = freshPage(kind);
      for (const [second, value] of before) page.pass(second, value);
      const copy = page.copy();
      for (const [second, value] of after) expect(copy.pass(second, value)).toBe(page.pass(second, value));
      expect(Buffer.compare(page.bytes, copy.bytes)).toBe(0);
    }), { seed: 1, numRuns: 60 });
  });

  it.each([{ absurd: 1e300 }, { absurd: -1e300 }, { absurd: 0 }])("is not blinded by $absurd, first or later", ({ absurd }) => {
    for (const before of [[], ordinary(20)]) {
      const page = freshPage(kind);
      const values = [...before, absurd, ...ordinary(200, 2)];
      const passed = values.map((value, second) => page.pass(second, value)).slice(before.length + 1);
      expect(passed.filter((value) => value !== undefined && Math.abs(value) < 100).length).toBeGreaterThan(15);
    }
  });

  it("lets something of a constant pass at least each minute or each fourth time", () => {
    const page = freshPage(kind);
    const passed = Array.from({ length: 1200 }, (_, second) => page.pass(second, 20)).filter((value) => value !== undefined);
    expect(passed.length).toBeGreaterThanOrEqual(20);
  });
});
