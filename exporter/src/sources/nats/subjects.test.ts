import { describe, expect, it } from "@jest/globals";
import { covers, overlaps, unite } from "./subjects.ts";

describe("subject patterns", () => {
  const rows: { one: string; other: string; covered: boolean; overlapping: boolean }[] = [
    { one: "iot.>", other: "iot.a.b", covered: true, overlapping: true },
    { one: "iot.>", other: "iot", covered: false, overlapping: false },
    { one: "iot.>", other: "iot.*.>", covered: true, overlapping: true },
    { one: "iot.*", other: "iot.>", covered: false, overlapping: true },
    { one: "iot.*", other: "iot.a", covered: true, overlapping: true },
    { one: "iot.a", other: "iot.*", covered: false, overlapping: true },
    { one: "iot.*.x", other: "iot.a.*", covered: false, overlapping: true },
    { one: "iot.a", other: "iot.b", covered: false, overlapping: false },
    { one: "iot.a", other: "iot.a.b", covered: false, overlapping: false },
    { one: ">", other: "a.b", covered: true, overlapping: true },
  ];
  it.each(rows)("$one and $other: covered $covered, overlapping $overlapping", ({ one, other, covered, overlapping }) => {
    expect(covers(one, other)).toBe(covered);
    expect(overlaps(one, other)).toBe(overlapping);
    expect(overlaps(other, one)).toBe(overlapping);
  });

  it("unite without those that others cover", () => {
    expect(unite(["iot.a", "b.>"], ["iot.>", "b.c", "b.>"])).toEqual(["b.>", "iot.>"]);
  });
});
