import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseRfc3339, rfc3339Reader } from "./rfc3339.ts";

describe("parseRfc3339", () => {
  it.each([
    { text: "1970-01-01T00:00:00Z", expected: 0 },
    { text: "2024-02-29T12:00:00.5+05:30", expected: Date.UTC(2024, 1, 29, 6, 30, 0, 500) },
    { text: "2024-02-29 12:00:00z", expected: Date.UTC(2024, 1, 29, 12) },
    { text: "2024-02-29t12:00:00.123456789-00:30", expected: Date.UTC(2024, 1, 29, 12, 30, 0, 123) },
    { text: "2016-12-31T23:59:60Z", expected: Date.UTC(2017, 0, 1) },
    { text: "0000-01-01T00:00:00Z", expected: Date.parse("0000-01-01T00:00:00Z") },
    { text: "9999-12-31T23:59:59.999Z", expected: Date.UTC(9999, 11, 31, 23, 59, 59, 999) },
  ])("reads $text", ({ text, expected }) => {
    expect(parseRfc3339(text)).toBe(expected);
  });

  it.each([
    "", "2024", "2024-02-29", "2024-02-29T12:00:00", "2024-02-29T12:00Z", "2023-02-29T12:00:00Z", "1900-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
    "2024-00-01T00:00:00Z", "2024-04-31T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:61Z",
    "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+0530", "2024-01-01T00:00:00Z ", " 2024-01-01T00:00:00Z",
    "2024-01-01T00.00:00Z", "2024-01-01T00:00:00+05.30", "+02024-01-01T00:00:00Z", "yesterday", "２０２４-01-01T00:00:00Z",
  ])("refuses %s", (text) => {
    expect(parseRfc3339(text)).toBeNaN();
  });

  it("agrees with Date on every time that Date writes", () => {
    fc.assert(fc.property(fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
      expect(parseRfc3339(date.toISOString())).toBe(date.getTime());
    }), { seed: 1, numRuns: 1000 });
  });

  it("agrees with Date on offsets", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.constantFrom("+", "-"), (hours, minutes, sign) => {
      const text = `2024-03-10T01:02:03${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
      expect(parseRfc3339(text)).toBe(Date.parse(text));
    }), { seed: 1 });
  });

  it("never throws, and gives whole milliseconds or NaN", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("0", "1", "2", "3", "9", "-", ":", ".", "T", "Z", "+"), maxLength: 30 }), (text) => {
      const timeMs = parseRfc3339(text);
      expect(Number.isNaN(timeMs) || Number.isInteger(timeMs)).toBe(true);
    }), { seed: 1 });
  });
});

describe("rfc3339Reader", () => {
  const digits = (least: number, most: number): fc.Arbitrary<string> => fc.integer({ min: least, max: most }).map((value) => String(value).padStart(2, "0"));
  const text = fc.tuple(
    fc.constantFrom("2024-02-29T", "2024-02-29x", "2024-03-01T", "2024-02-30T", "2024-02-29 "), digits(0, 25), digits(0, 61), digits(0, 61),
    fc.constantFrom("Z", ".5Z", ".123Z", ".12xZ", ",123Z", "+05:30", ".123+00:00", "", "z"),
  ).map(([day, hour, minute, second, end]) => `${day}${hour}:${minute}:${second}${end}`);

  it("reads in any order what parseRfc3339 reads", () => {
    fc.assert(fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const read = rfc3339Reader();
      expect(texts.map(read)).toEqual(texts.map(parseRfc3339));
    }), { seed: 1, numRuns: 500 });
  });
});
