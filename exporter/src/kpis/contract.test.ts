import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { kpiKinds } from "./registry.ts";

describe("the registry of KPI kinds", () => {
  it("lists every file of its folder by its name", () => {
    const others = ["kpi", "registry"];
    const files = readdirSync(__dirname).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
    expect([...kpiKinds.keys()]).toEqual(files.filter((file) => !others.includes(file)).sort());
  });
});

describe.each([...kpiKinds.values()])("KPI kind $id", (kind) => {
  it("is 0 for a window without events", () => {
    expect(kind.result(0, 0)).toBe(0);
  });

  it("gives a finite value for every finite sum", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 1e9 }), (sum, count) => {
      expect(Number.isFinite(kind.result(sum, count))).toBe(true);
    }), { seed: 1 });
  });
});

describe("KPI kinds", () => {
  it.each([
    { id: "count", needsMeasure: false, expected: 4 },
    { id: "sum", needsMeasure: true, expected: 10.5 },
  ])("$id makes $expected of four events that sum up to 10.5", ({ id, needsMeasure, expected }) => {
    expect(kpiKinds.get(id)?.result(10.5, 4)).toBe(expected);
    expect(kpiKinds.get(id)?.needsMeasure).toBe(needsMeasure);
  });
});
