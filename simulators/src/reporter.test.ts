import { describe, expect, it } from "@jest/globals";
import type { MeasureKind } from "./domains/domain.ts";
import type { InjectionKind } from "./injections/kinds.ts";
import { Reporter } from "./reporter.ts";

/** Reports each second from 1 s to 10 s, mean 100, an injection of `size` from 4 s to 8 s. */
function reports(measure: MeasureKind, kind: InjectionKind, size: number): (number | undefined)[] {
  const value = { name: "value", kind: measure, mean: () => 100, deviation: measure === "level" ? 1 : 0, digits: 0 };
  const reporter = new Reporter({ stream: "a_b", subject: "a.b", labels: {}, fields: {}, measures: [value] }, 1, 0);
  return Array.from({ length: 10 }, (_, i) => {
    const atMs = (i + 1) * 1000;
    if (atMs === 4000) reporter.injection = { kind, measure: kind === "dropout" ? "" : "value", startMs: 4000, endMs: 8000, size };
    return reporter.report(atMs)?.["value"];
  });
}

describe("Reporter", () => {
  it.each<{ measure: MeasureKind; kind: InjectionKind; size: number; expected: (number | undefined)[] }>([
    { measure: "level", kind: "spike", size: 900, expected: [100, 100, 100, 1000, 1000, 1000, 1000, 1000, 100, 100] },
    { measure: "level", kind: "shift", size: -50, expected: [100, 100, 100, 50, 50, 50, 50, 50, 100, 100] },
    { measure: "level", kind: "drift", size: 400, expected: [100, 100, 100, 100, 200, 300, 400, 500, 100, 100] },
    { measure: "counter", kind: "burst", size: 5, expected: [100, 200, 300, 800, 1300, 1800, 2300, 2800, 2900, 3000] },
  ])("$kind of $size on a $measure", ({ measure, kind, size, expected }) => {
    const observed = reports(measure, kind, size);
    expected.forEach((value, i) => {
      expect(Math.abs((observed[i] ?? NaN) - (value ?? NaN))).toBeLessThanOrEqual(4);
    });
  });

  it("repeats the last value while stuck", () => {
    const observed = reports("level", "stuck", 0);
    expect(observed.slice(3, 8)).toEqual(Array.from({ length: 5 }, () => observed[2]));
  });

  it("is silent during a dropout", () => {
    expect(reports("level", "dropout", 0).map((value) => value === undefined)).toEqual(
      [false, false, false, true, true, true, true, true, false, false],
    );
  });
});
