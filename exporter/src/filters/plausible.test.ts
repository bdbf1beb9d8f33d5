import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./filter-page.ts";
import { plausible } from "./plausible.ts";

describe("plausible", () => {
  it.each([
    { unit: "celsius", passes: [-273.15, 0, 1500], fails: [-273.16, -999, 1e6] },
    { unit: "ratio", passes: [0, 0.5, 1, 1.02, -0.01], fails: [4, -0.2] },
    { unit: "pascals", passes: [0, 101_325, -101_325], fails: [-200_000] },
    { unit: "seconds", passes: [0, 0.1, 1.7e9], fails: [-0.001, 1.7e12] },
    { unit: "bytes", passes: [0, 2 ** 50], fails: [-1] },
    { unit: "ppm", passes: [0, 400], fails: [-1, 1e6 + 1] },
    { unit: "ph", passes: [0, 7, 14], fails: [-3, 99] },
    { unit: "meters_per_second", passes: [-12, 0, 340], fails: [1e9] },
  ])("knows what can be true in $unit", ({ unit, passes, fails }) => {
    const page = pageOf(plausible, {}, { kind: "gauge", unit });
    expect([...passes, ...fails].filter((value, second) => page.pass(second, value) !== undefined)).toEqual(passes);
  });

  it("takes only measures whose unit it knows", () => {
    expect(["celsius", "", "inr", "constructor"].filter((unit) => plausible.takes({ kind: "gauge", unit }))).toEqual(["celsius"]);
  });
});
