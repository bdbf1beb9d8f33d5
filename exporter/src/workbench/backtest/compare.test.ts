import { describe, expect, it } from "@jest/globals";
import { byDay, compareOnsets } from "./compare.ts";
import type { Onset } from "./compare.ts";

const MINUTE = 60_000;
const onset = (minute: number, series = "a"): Onset => ({ series, timeMs: minute * MINUTE, value: minute, reason: "" });

describe("compareOnsets", () => {
  it.each([
    { name: "the same", before: [onset(5)], after: [onset(5)], expected: ["5 stays"] },
    { name: "one near by, as it will be", before: [onset(5)], after: [onset(14)], expected: ["14 stays"] },
    { name: "one too far away", before: [onset(5)], after: [onset(16)], expected: ["5 goes", "16 comes"] },
    { name: "another series", before: [onset(5)], after: [onset(5, "b")], expected: ["5 goes", "5 comes"] },
    { name: "the nearest of two", before: [onset(10)], after: [onset(3), onset(12)], expected: ["3 comes", "12 stays"] },
    { name: "one for two", before: [onset(10), onset(11)], after: [onset(10)], expected: ["10 stays", "11 goes"] },
    { name: "none", before: [], after: [], expected: [] },
  ])("takes $name", ({ before, after, expected }) => {
    expect(compareOnsets(before, after, 10 * MINUTE).map(({ value, change }) => `${value} ${change}`)).toEqual(expected);
  });

  it("counts by day", () => {
    const onsets = compareOnsets([onset(5), onset(1500)], [onset(5), onset(30)], MINUTE);
    expect(byDay(onsets)).toEqual([{ day: "1970-01-01", comes: 1, goes: 0, stays: 1 }, { day: "1970-01-02", comes: 0, goes: 1, stays: 0 }]);
  });
});
