import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { formatTimestamp, nextNanosecond, parseTimestamp } from "./timestamp.ts";

describe("times of the server", () => {
  const rows = [
    { name: "nine decimals", text: "2026-11-22T18:23:21.830197286Z", expected: { ms: 1_795_371_801_830, ns: 197_286 } },
    { name: "zeros at the end are left out", text: "2026-11-22T18:23:21.83Z", expected: { ms: 1_795_371_801_830, ns: 0 } },
    { name: "no decimals", text: "2026-11-22T18:23:21Z", expected: { ms: 1_795_371_801_000, ns: 0 } },
    { name: "another zone", text: "2026-11-22T19:23:21.000000001+01:00", expected: { ms: 1_795_371_801_000, ns: 1 } },
  ];
  it.each(rows)("$name", ({ text, expected }) => {
    expect(parseTimestamp(text)).toEqual(expected);
  });

  it.each(["", "yesterday", "2026-13-22T18:23:21Z", "2026-11-22 18:23:21Z"])("refuses %p", (text) => {
    expect(() => parseTimestamp(text)).toThrow(RangeError);
  });

  it("come back as they were written", () => {
    const times = fc.record({ ms: fc.integer({ min: 0, max: 4e12 }), ns: fc.integer({ min: 0, max: 999_999 }) });
    fc.assert(fc.property(times, (time) => {
      expect(parseTimestamp(formatTimestamp(time))).toEqual(time);
    }));
  });

  it("the nanosecond after the last of a millisecond is the next millisecond's first", () => {
    expect(nextNanosecond({ ms: 1, ns: 999_999 })).toEqual({ ms: 2, ns: 0 });
    expect(nextNanosecond({ ms: 1, ns: 5 })).toEqual({ ms: 1, ns: 6 });
  });
});
