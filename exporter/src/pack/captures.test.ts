import { describe, expect, it } from "@jest/globals";
import { allCaptures } from "./captures.ts";
import { PackReport } from "./faults.ts";

function captures(...subjects: string[]): { kept: string[]; faults: number } {
  const report = new PackReport("iot", () => 1);
  const kept = allCaptures(subjects.map((subject) => ({ filter: subject.split("."), report })));
  return { kept, faults: report.faults.length };
}

describe("allCaptures", () => {
  it.each([
    { name: "nothing but control messages", subjects: [], kept: ["eddy.control.>"] },
    { name: "one a pack, sorted", subjects: ["web.>", "iot.>"], kept: ["eddy.control.>", "iot.>", "web.>"] },
    { name: "the wider of two", subjects: ["iot.sensor.*", "iot.>", "iot.machine.a"], kept: ["eddy.control.>", "iot.>"] },
    { name: "one of two that are equal", subjects: ["iot.*", "iot.*"], kept: ["eddy.control.>", "iot.*"] },
    { name: "two that share a beginning only", subjects: ["iot.a.>", "iot.b.>"], kept: ["eddy.control.>", "iot.a.>", "iot.b.>"] },
  ])("keeps $name", ({ subjects, kept }) => {
    expect(captures(...subjects)).toEqual({ kept, faults: 0 });
  });

  it("tells two that cross once", () => {
    expect(captures("a.*.c", "a.b.*").faults).toBe(1);
  });
});
