import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileTime } from "./time.ts";

const noonMs = Date.UTC(2024, 1, 29, 12);

describe("compileTime", () => {
  it.each([
    { format: "rfc3339", value: "2024-02-29T12:00:00Z", expected: noonMs },
    { format: "rfc3339", value: noonMs, expected: NaN },
    { format: "epoch_s", value: noonMs / 1000, expected: noonMs },
    { format: "epoch_s", value: 1700000000.123, expected: 1700000000123 },
    { format: "epoch_ms", value: noonMs + 0.9, expected: noonMs },
    { format: "epoch_us", value: `${noonMs}999`, expected: noonMs },
    { format: "epoch_ns", value: `${noonMs}000000`, expected: noonMs },
    { format: "epoch_ms", value: "2024-02-29T12:00:00Z", expected: NaN },
    { format: "epoch_ms", value: "-5", expected: NaN },
    { format: "epoch_ms", value: true, expected: NaN },
    { format: "auto", value: "2024-02-29T12:00:00Z", expected: noonMs },
    { format: "auto", value: noonMs / 1000, expected: noonMs },
    { format: "auto", value: noonMs, expected: noonMs },
    { format: "auto", value: noonMs * 1e3, expected: noonMs },
    { format: "auto", value: noonMs * 1e6, expected: noonMs },
    { format: "auto", value: String(noonMs), expected: noonMs },
    { format: "auto", value: {}, expected: NaN },
    { format: "yyyy-MM-dd HH:mm:ss", value: "2024-02-29 12:00:00", expected: noonMs },
    { format: "yyyy-MM-dd'T'HH:mm:ss.SSS", value: "2024-02-29T12:00:00.250", expected: noonMs + 250 },
    { format: "M/d/yyyy H:mm", value: "2/29/2024 12:00", expected: noonMs },
    { format: "dd.MM.yyyy", value: "29.02.2024", expected: Date.UTC(2024, 1, 29) },
    { format: "yyyyMMddHHmmss", value: "20240229120000", expected: noonMs },
    { format: "yyyy-MM-dd HH:mm:ss", value: "2024-02-29 12:00", expected: NaN },
    { format: "yyyy-MM-dd HH:mm:ss", value: "2024-02-29 12:00:00 ", expected: NaN },
    { format: "yyyy-MM-dd HH:mm:ss", value: "2024-02-30 12:00:00", expected: NaN },
    { format: "yyyy-MM-dd HH:mm:ss", value: "2024-02-29 24:00:00", expected: NaN },
    { format: "yyyy-MM-dd HH:mm:ss", value: 20240229, expected: NaN },
  ])("$format reads $value", ({ format, value, expected }) => {
    expect(compileTime(format)(value)).toBe(expected);
  });

  it.each([
    { name: "winter", wall: "2024-01-15 12:00", expected: "2024-01-15T12:00:00Z" },
    { name: "summer", wall: "2024-07-15 12:00", expected: "2024-07-15T11:00:00Z" },
    { name: "just before the clocks go forward", wall: "2024-03-31 00:59", expected: "2024-03-31T00:59:00Z" },
    { name: "skipped: moved on by an hour", wall: "2024-03-31 01:30", expected: "2024-03-31T01:30:00Z" },
    { name: "just after the clocks went forward", wall: "2024-03-31 02:00", expected: "2024-03-31T01:00:00Z" },
    { name: "twice: the first", wall: "2024-10-27 01:30", expected: "2024-10-27T00:30:00Z" },
    { name: "just after the clocks went back", wall: "2024-10-27 02:00", expected: "2024-10-27T02:00:00Z" },
  ])("reads a time of London, $name", ({ wall, expected }) => {
    expect(compileTime("yyyy-MM-dd HH:mm", "Europe/London")(wall)).toBe(Date.parse(expected));
  });

  it.each([
    { name: "half hours", zone: "Asia/Kolkata", wall: "2024-02-29 17:30", expected: "2024-02-29T12:00:00Z" },
    { name: "a change of half an hour", zone: "Australia/Lord_Howe", wall: "2024-04-07 01:59", expected: "2024-04-06T14:59:00Z" },
    { name: "a change at one minute past midnight", zone: "America/St_Johns", wall: "2010-03-14 00:00", expected: "2010-03-14T03:30:00Z" },
    { name: "the minute after it", zone: "America/St_Johns", wall: "2010-03-14 01:01", expected: "2010-03-14T03:31:00Z" },
    { name: "a day that was skipped", zone: "Pacific/Apia", wall: "2011-12-31 00:00", expected: "2011-12-30T10:00:00Z" },
    { name: "minus hours", zone: "America/New_York", wall: "2024-07-01 08:00", expected: "2024-07-01T12:00:00Z" },
  ])("knows zones with $name", ({ zone, wall, expected }) => {
    expect(compileTime("yyyy-MM-dd HH:mm", zone)(wall)).toBe(Date.parse(expected));
  });

  it("gives back the time of every wall clock reading that occurs once", () => {
    const zone = "America/New_York";
    const read = compileTime("yyyy-MM-dd HH:mm:ss", zone);
    const wallClock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2035, 0) / 1000 }), (seconds) => {
      const found = read(wallClock.format(seconds * 1000));
      // The hour that occurs twice is read as the first of the two.
      expect([seconds * 1000, seconds * 1000 - 3_600_000]).toContain(found);
      expect(wallClock.format(found)).toBe(wallClock.format(seconds * 1000));
    }), { seed: 1, numRuns: 1000 });
  });

  it.each([
    { format: "iso8601", zone: undefined, rule: "one of auto, rfc3339" },
    { format: "yyyy-MM", zone: undefined, rule: "or a pattern" },
    { format: "yyyy-MM-dd MM", zone: undefined, rule: "or a pattern" },
    { format: "yy-MM-dd", zone: undefined, rule: "or a pattern" },
    { format: "yyyy-MM-dd'T", zone: undefined, rule: "or a pattern" },
    { format: "yyyy-MM-dd", zone: "Europe/Londen", rule: "an IANA time zone" },
    { format: "epoch_s", zone: "Europe/London", rule: "left out" },
  ])("refuses $format in zone $zone", ({ format, zone, rule }) => {
    expect(() => compileTime(format, zone)).toThrow(rule);
  });

  it("never throws on any value", () => {
    const readers = ["auto", "rfc3339", "epoch_ns", "yyyy-MM-dd HH:mm:ss"].map((format) => compileTime(format));
    fc.assert(fc.property(fc.anything(), (value) => {
      for (const read of readers) expect(() => read(value)).not.toThrow();
    }), { seed: 1 });
  });
});
