import { describe, expect, it } from "@jest/globals";
import { onceBetween, recurring } from "./calendar.ts";

const HOUR = 3_600_000;
const daily = new Set([0, 1, 2, 3, 4, 5, 6]);

/** Begin and end, UTC, of the occurrence at a time; "none" if there is none. */
function at(time: string, occurrences: ReturnType<typeof recurring>): string {
  const ms = Date.parse(time);
  const span = occurrences.during({ fromMs: ms, toMs: ms + 1 });
  return span === undefined ? "none" : `${new Date(span.fromMs).toISOString().slice(5, 16)} ${new Date(span.toMs).toISOString().slice(5, 16)}`;
}

describe("recurring", () => {
  const nine = recurring({ days: daily, atMs: 9 * HOUR, lengthMs: HOUR }, "Europe/London");
  const half = recurring({ days: daily, atMs: 1.5 * HOUR, lengthMs: HOUR }, "Europe/London");
  const thursday = recurring({ days: new Set([4]), atMs: 22 * HOUR, lengthMs: 4 * HOUR }, "Asia/Kolkata");
  const evening = recurring({ days: new Set([1]), atMs: 20 * HOUR, lengthMs: 2 * HOUR }, "America/New_York");
  const long = recurring({ days: new Set([6]), atMs: 0, lengthMs: 48 * HOUR }, "UTC");

  it.each([
    { name: "in winter", time: "2026-01-05T09:30:00Z", of: nine, expected: "01-05T09:00 01-05T10:00" },
    { name: "at the same clock in summer", time: "2026-07-06T08:30:00Z", of: nine, expected: "07-06T08:00 07-06T09:00" },
    { name: "an hour later in summer: none", time: "2026-07-06T09:30:00Z", of: nine, expected: "none" },
    { name: "on the day on which the clock goes forward", time: "2026-03-29T08:00:00Z", of: nine, expected: "03-29T08:00 03-29T09:00" },
    { name: "the day before that", time: "2026-03-28T09:00:00Z", of: nine, expected: "03-28T09:00 03-28T10:00" },
    { name: "at an hour that the clock skips: moved on", time: "2026-03-29T01:45:00Z", of: half, expected: "03-29T01:30 03-29T02:30" },
    { name: "at an hour that comes twice: the first", time: "2026-10-25T00:30:00Z", of: half, expected: "10-25T00:30 10-25T01:30" },
    { name: "at an hour that comes twice: not the second", time: "2026-10-25T01:30:00Z", of: half, expected: "none" },
    { name: "from Thursday into Friday, east of UTC", time: "2026-03-05T20:00:00Z", of: thursday, expected: "03-05T16:30 03-05T20:30" },
    { name: "on the zone's Monday, Tuesday in UTC", time: "2026-03-03T02:30:00Z", of: evening, expected: "03-03T01:00 03-03T03:00" },
    { name: "the end is no part of it", time: "2026-01-05T10:00:00Z", of: nine, expected: "none" },
    { name: "two days long", time: "2026-03-08T23:59:00Z", of: long, expected: "03-07T00:00 03-09T00:00" },
    { name: "and over", time: "2026-03-09T00:00:00Z", of: long, expected: "none" },
  ])("is $name", ({ time, of, expected }) => {
    expect(at(time, of)).toBe(expected);
  });

  it("takes a span that only touches it", () => {
    const span = { fromMs: Date.parse("2026-01-05T06:00:00Z"), toMs: Date.parse("2026-01-05T12:00:00Z") };
    expect(nine.during(span)).toEqual({ fromMs: Date.parse("2026-01-05T09:00:00Z"), toMs: Date.parse("2026-01-05T10:00:00Z") });
  });
});

describe("onceBetween", () => {
  it.each([
    { from: "2026-12-24 18:00", to: "2026-12-27", time: "2026-12-26T23:59:00Z", expected: "12-24T18:00 12-27T00:00" },
    { from: "2026-07-01", to: "2026-07-02", time: "2026-06-30T23:00:00Z", expected: "06-30T23:00 07-01T23:00" },
    { from: "2026-07-01", to: "2026-07-02", time: "2026-07-01T23:00:00Z", expected: "none" },
  ])("is from $from to $to in London", ({ from, to, time, expected }) => {
    expect(at(time, onceBetween(from, to, "Europe/London"))).toBe(expected);
  });

  it.each([
    { from: "2026-07-02", to: "2026-07-01", zone: "UTC", rule: "such that to is behind from" },
    { from: "2026-02-30", to: "2026-07-01", zone: "UTC", rule: "a date that there is" },
    { from: "2026-13-02", to: "2026-07-01", zone: "UTC", rule: "a date that there is" },
    { from: "2026-07-02", to: "2026-07-03", zone: "Europe/Lundon", rule: "an IANA time zone like Europe/London" },
  ])("refuses $from to $to in $zone", ({ from, to, zone, rule }) => {
    expect(() => onceBetween(from, to, zone)).toThrow(rule);
  });
});
